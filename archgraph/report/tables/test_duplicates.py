"""The table of test code that does again what production code does."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell, figure
from archgraph.report.table import Table, integer, number, text, yes_no


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    for item in analysis.test_duplicates:
        own = (item.test, item.path, item.line)
        original = (item.production, item.production_path, item.production_line)
        told = (figure(item.similarity), item.kind, int(item.delegates), item.how)
        yield (*own, *original, *told, services.get(item.path, ""))


TEST_DUPLICATES = Table(
    "test_duplicates",
    "Functions and classes of tests that do again what production code does, with the one to use instead.",
    ("path", "line"),
    (
        text("test", "dotted name of the test's version"),
        text("path", "file of the test's version"),
        integer("line", "line of its `def` or `class`"),
        text("production", "dotted name of the production code that does it"),
        text("production_path", "its file"),
        integer("production_line", "its line"),
        number("similarity", "share of common statements, 0 to 1; of a clone, similarity as in duplicates.csv"),
        text("kind", "function or class"),
        yes_no("delegates", "1: it calls or inherits the production code"),
        text("how", "what tells: clone (the same code) or name"),
        text("service", "service of the test's file"),
    ),
    _rows,
    lambda analysis: len(analysis.test_duplicates),
)
