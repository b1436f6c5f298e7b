"""The table of events: who declares, emits, routes, handles and names each."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell
from archgraph.report.table import Table, integer, text, yes_no


def _flag(value: bool | None) -> Cell:
    return "" if value is None else int(value)


def _events(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.events:
        what = (item.event, item.role, item.zone, item.path, item.line, item.symbol, item.through)
        yield (*what, _flag(item.async_), _flag(item.awaited), item.service, item.state)


EVENTS = Table(
    "events",
    "Every place of an event: configured ones, else those that are found.",
    ("event", "path", "line", "role"),
    (
        text("event", "name of the event"),
        text("role", "declare, emit, route (a table leads it to something), handle, or name (anything else)"),
        text("zone", "production, test, testinfra or tooling"),
        text("path", "file"),
        integer("line", "line of the call; of a payload, a comparison or a declaration, the line of the name"),
        text("symbol", "function, class or module around it"),
        text("through", "what is called, compared with or routed to, as written; `dict` for a payload"),
        yes_no("async", "1: what is called or defined is a coroutine function; empty: unknown"),
        yes_no("awaited", "1: the call stands under await; empty: no call"),
        text("service", "service of the file"),
        text(
            "state", "the event's, in production: unhandled (no Python code handles it), never_emitted; empty: both are"
        ),
    ),
    _events,
    lambda analysis: len(analysis.events),
)
