"""What `archgraph audit` prints: in: an Analysis and where its report stands, out: text for people or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from archgraph.model.analysis import Analysis
from archgraph.report.artefact import Edition
from archgraph.report.cells import visible
from archgraph.report.renderers.summary import summarize

_ALWAYS: Final = ("files", "classes", "managers", "registries")


def summary(analysis: Analysis, out: Path, output_format: str, verbose: bool) -> str:
    """The figures and where to read on; `json` is the content of summary.json with the folder."""
    content = _content(analysis, out)
    if output_format == "json":
        return json.dumps({"out": str(out), **content}, indent=1)
    figures = content["figures"]
    shown = [figure for name, figure in figures.items() if figure["value"] or name in _ALWAYS or verbose]
    width = max(len(f"{figure['value']:,}") for figure in shown)
    lines = [f"  {figure['value']:>{width},}  {figure['meaning']}" for figure in shown]
    notes = [f"  {visible(note)}" for note in analysis.notes]
    where = visible(f"Read {out / 'report.md'} or open {out / 'report.html'}")
    return "\n".join([visible(analysis.name), *lines, *notes, "", where])


def _content(analysis: Analysis, out: Path) -> dict[str, Any]:
    """What was just written; measured again when it is not there, which takes as long as a small stage."""
    try:
        return dict(json.loads((out / "summary.json").read_bytes()))
    except (OSError, ValueError):
        return summarize(Edition(analysis))
