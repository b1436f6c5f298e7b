"""The figures, beside what each means and the target set for it, those of zero in one line; in: an Edition, out: a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Grid, Inline, Link, Paragraph, Phrase, Section, joined

_MOST_NAMES: Final = 6


def totals(edition: Edition) -> Section:
    """Every figure of summary.json: a row for those that count something or have a target, the names of the others."""
    targets = dict(edition.analysis.settings.targets)
    head = ("figure", "now", *(("target",) if targets else ()), "what it counts")
    rows = [
        (
            Code(item.figure.name),
            f"{item.value:,}",
            *((targets.get(item.figure.name, ""),) if targets else ()),
            item.figure.meaning,
        )
        for item in edition.figures
        if item.value or item.figure.name in targets
    ]
    zero: list[Inline] = [
        Code(item.figure.name) for item in edition.figures if not item.value and item.figure.name not in targets
    ]
    figures = frozenset({1, 2} if targets else {1})
    more: Phrase = (
        *_zero(zero),
        "The query behind each figure, and the same by service: ",
        Link("summary.json", "summary.json", code=True),
        ".",
    )
    return Section("Totals", "totals", [Grid(head, rows, figures), Paragraph(more)])


def _zero(names: Sequence[Inline]) -> tuple[Inline, ...]:
    if len(names) > _MOST_NAMES:
        return ("All other figures are 0. ",)
    return (*joined(names), ": 0. ") if names else ()
