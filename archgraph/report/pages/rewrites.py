"""Tests that do again what production does: in: an Edition, out: the map from production code to the tests that should use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archgraph.model.results.duplicates import TestDuplicate
from archgraph.report.artefact import Edition
from archgraph.report.document import Code, Grid, Paragraph, Phrase, Section, counted, joined, nothing, place, rest
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import ending

_MOST: Final = 15
_MOST_TESTS: Final = 2


def rewrites(edition: Edition) -> Section:
    """Production functions and classes by the number of tests that have their own version."""
    every = edition.analysis.test_duplicates
    found = [row for row in every if not row.delegates]
    if not found:
        text = "No test code does again what production code does."
        return nothing("Production logic in tests", "rewrites", text)
    targets = grouped(found, lambda row: row.production)
    order = sorted(targets.values(), key=lambda rows: (-len(rows), rows[0].production))
    text = f"{counted(len(found), 'function or class', 'functions and classes')} of tests "
    text += f"{_do(len(found))} again what {counted(len(order), 'production one')} {_do(len(order))}"
    right = len(every) - len(found)
    text += f"; {right:,} more {'calls' if right == 1 else 'call'} the original, which is right." if right else "."
    rows = [_row(group) for group in order[:_MOST]]
    head = ("use this", "it stands at", "times", "instead of")
    grid = Grid(head, rows, frozenset({2}), rest(len(rows), len(order), "test_duplicates"))
    return Section("Production logic in tests", "rewrites", [Paragraph(text), grid])


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _row(rows: Sequence[TestDuplicate]) -> tuple[Phrase, ...]:
    first = rows[0]
    shown = [place(row.path, row.line) for row in rows[:_MOST_TESTS]]
    more = f" and {len(rows) - len(shown):,} more" if len(rows) > len(shown) else ""
    name = ending(first.production, 2)
    where = place(first.production_path, first.production_line)
    return (Code(name), where, f"{len(rows):,}", (*joined(shown), more) if more else joined(shown))
