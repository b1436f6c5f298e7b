"""The table of string literals: many rows with odd characters, so each distinct value is made a cell once."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.results.strings import counted
from archgraph.report.cells import Cell, guarded, visible
from archgraph.report.table import Table, guarded_text, integer, text


def _strings(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.strings:
        cell, count = visible(guarded(item.value)), item.count
        category = item.category
        yield from [(cell, category, path, line, count) for path, line in item.places]


STRINGS = Table(
    "strings",
    "One row per place of a string literal that is no docstring; from test code alone, only words that stand there twice.",
    ("value", "path", "line"),
    (
        guarded_text("value", "the text, at most 300 characters of it"),
        text("category", "what it looks like: environment, configuration, path, database, event, message, …"),
        text("path", "file"),
        integer("line", "line"),
        integer("count", "places of this value"),
    ),
    _strings,
    lambda analysis: sum(count for _, _, count in counted(analysis.strings)),
)
