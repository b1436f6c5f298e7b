"""What `archgraph audit` prints: in: the folder of a report, out: text for people or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import TextWrapper
from typing import Any, Final

from archgraph.report.cells import visible

_ALWAYS: Final = ("files", "classes", "managers", "registries")


def summary(out: Path, output_format: str, verbose: bool, width: int = 100) -> str:
    """The figures, notes in lines of `width` characters, and where to read on; `json` is the content of summary.json with
    the folder."""
    content: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    if output_format == "json":
        return json.dumps({"out": str(out), **content}, indent=1)
    figures = content["figures"]
    shown = [
        (figure["value"], figure["one"] if figure["value"] == 1 else figure["meaning"])
        for name, figure in figures.items()
        if figure["value"] or name in _ALWAYS or verbose
    ]
    digits = max(len(f"{value:,}") for value, _ in shown)
    lines = [f"  {value:>{digits},}  {meaning}" for value, meaning in shown]
    notes = [line for note in content["notes"] for line in _wrapped(visible(note), width)]
    where = visible(f"Read {out / 'report.md'} or open {out / 'report.html'}")
    return "\n".join([visible(content["name"]), *lines, *notes, "", where])


def _wrapped(note: str, width: int) -> list[str]:
    """A note in lines that break between words alone: paths stay whole."""
    return TextWrapper(
        width, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    ).wrap(note)
