"""The figures, beside what each means and the target set for it; in: an Edition, out: a section."""

from __future__ import annotations

from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Grid, Link, Paragraph, Section


def totals(edition: Edition) -> Section:
    """Every figure of summary.json in one table."""
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
    ]
    figures = frozenset({1, 2} if targets else {1})
    more = (
        "The query behind each figure, and the same by service: ",
        Link("summary.json", "summary.json", code=True),
        ".",
    )
    return Section("Totals", "totals", [Grid(head, rows, figures), Paragraph(more)])
