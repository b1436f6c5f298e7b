"""The table of sunset dates, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.results.legacy import LegacyItem
from archgraph.report.cells import Cell, known
from archgraph.report.days import today_of
from archgraph.report.table import Table, integer, text, yes_no


def dated(analysis: Analysis) -> list[LegacyItem]:
    """The sunsets by date and place."""
    found = [item for item in analysis.legacy if item.kind == "sunset"]
    return sorted(found, key=lambda item: (item.sunset, item.path, item.line, item.name))


def _sunsets(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    today = today_of(analysis.settings).isoformat()
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    for item in dated(analysis):
        about = (item.subject, item.name, item.path, item.line, known(item.callers))
        yield (item.sunset, int(item.sunset < today), *about, item.zone, services.get(item.path, ""))


SUNSETS = Table(
    "sunsets",
    "The ledger of dates on which something is to go, also those in files that are no code.",
    ("sunset", "path", "line", "name"),
    (
        text("sunset", "date (ISO); of a month or quarter the last day"),
        yes_no("past", "1: before --today"),
        text("subject", "what is to go: a dotted name, or a key"),
        text("name", "the words that say so, or the key"),
        text("path", "file"),
        integer("line", "line of the date"),
        integer("callers", "modules that still use the subject; empty when not known"),
        text("zone", "production, test, testinfra or tooling"),
        text("service", "service of the file"),
    ),
    _sunsets,
    lambda analysis: len(dated(analysis)),
)
