"""summary.json: the figures with their queries, and with what, of what and how completely they were made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import msgspec

from archgraph.model.facts.outline import Status
from archgraph.report.artefact import Artefact, Edition, Renderer
from archgraph.report.catalogue import TABLES
from archgraph.report.days import today_of
from archgraph.report.measured import Measured


def summarize(edition: Edition) -> dict[str, object]:
    """The content of summary.json as plain values."""
    analysis = edition.analysis
    return {
        "name": analysis.name,
        "root": analysis.root,
        "day": today_of(analysis.settings).isoformat(),
        "made_with": msgspec.to_builtins(analysis.provenance),
        "coverage": coverage(edition),
        "figures": {item.figure.name: _figure(item) for item in edition.figures},
        "tables": {t.name: {"file": f"csv/{t.name}.csv", "rows": edition.counts[t.name]} for t in TABLES},
        "notes": list(analysis.notes),
        "settings": msgspec.to_builtins(analysis.settings),
        "from_cache": False,
        "timings": {time.stage: {"cpu": round(time.cpu, 3), "wall": round(time.wall, 3)} for time in analysis.times},
    }


def coverage(edition: Edition) -> dict[str, int]:
    """How many files were read, by how they were read."""
    counts = Counter(module.status for module in edition.analysis.codebase.modules.values())
    return {"files": counts.total(), **{str(status): counts[status] for status in Status}}


def _figure(item: Measured) -> dict[str, object]:
    figure = item.figure
    how = {"table": figure.table, "query": figure.query, "measure": figure.measure}
    return {"value": item.value, "meaning": figure.meaning, "one": figure.one, **how, "services": item.services}


def _render(edition: Edition) -> Iterator[Artefact]:
    yield Artefact("summary.json", ((json.dumps(summarize(edition), indent=1) + "\n").encode(),))


SUMMARY = Renderer("summary", _render)
