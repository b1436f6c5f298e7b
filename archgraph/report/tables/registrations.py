"""The table of registrations: who fills, reads, empties and goes past which registry."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell
from archgraph.report.table import Table, integer, text


def _registrations(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.registrations:
        what = (item.registry, item.operation, item.method, item.key, item.registered, item.on_duplicate)
        yield (*what, item.zone, item.path, item.line, item.symbol, item.lands_in)


REGISTRATIONS = Table(
    "registrations",
    "Every call on a registry that fills, reads or empties it, and what goes past its methods.",
    ("registry", "path", "line"),
    (
        text("registry", "dotted name of the registry's class"),
        text("operation", "register, read, remove, clear or bypass"),
        text("method", "method that is called; of a bypass, what is done to which private state, or the class"),
        text("key", "first argument where it is a text or a constant; empty: computed"),
        text("registered", "what is registered, as written, where the call names it"),
        text(
            "on_duplicate", "what the method does with a key that is there: raise, warn, overwrite, ignore or unknown"
        ),
        text("zone", "production, test, testinfra or tooling"),
        text("path", "file"),
        integer("line", "line of the call"),
        text("symbol", "function, class or module around it"),
        text("lands_in", "class of the registry's MRO whose method runs; empty: not of the code base"),
    ),
    _registrations,
    lambda analysis: len(analysis.registrations),
)
