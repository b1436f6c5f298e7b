"""What `archgraph audit` prints: in: an Analysis and where its report stands, out: text for people or JSON."""

from __future__ import annotations

import json
from pathlib import Path

from archgraph.model.analysis import Analysis
from archgraph.report.artefact import Edition
from archgraph.report.cells import visible
from archgraph.report.renderers.summary import summarize

_ALWAYS = ("files", "classes", "managers", "registries")


def summary(analysis: Analysis, out: Path, output_format: str, verbose: bool) -> str:
    """The figures and where to read on; `json` is the content of summary.json with the folder."""
    edition = Edition(analysis)
    if output_format == "json":
        return json.dumps({"out": str(out), **summarize(edition)}, indent=1)
    shown = [item for item in edition.figures if item.value or item.figure.name in _ALWAYS or verbose]
    width = max(len(f"{item.value:,}") for item in shown)
    lines = [f"  {item.value:>{width},}  {visible(item.figure.meaning)}" for item in shown]
    notes = [f"  {visible(note)}" for note in analysis.notes]
    return "\n".join(
        [visible(analysis.name), *lines, *notes, "", f"Read {out / 'report.md'} or open {out / 'report.html'}"]
    )
