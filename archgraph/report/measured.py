"""The values of figures: in: an Analysis, out: for each figure its number, over everything and by service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.report.catalogue import table_named
from archgraph.report.cells import Cell
from archgraph.report.figures import FIGURE_NAMES, FIGURES, OPERATORS, Figure, sunsets_past
from archgraph.report.table import Table

Row = tuple[Cell, ...]


class Measured(NamedTuple):
    """A figure with its value over everything and by service (services without any are left out)."""

    figure: Figure
    value: int
    services: dict[str, int]


def measure(
    analysis: Analysis, names: Collection[str], rows_of: Callable[[Table], Iterable[Row]] | None = None
) -> tuple[Measured, ...]:
    """The figures of these names, in the order of reports; each table is gone through once. `rows_of`: gives the rows
    of a table of this analysis where they were made already."""
    rows_of = rows_of or (lambda table: table.rows(analysis))
    figures = [figure for figure in (*FIGURES, sunsets_past(analysis)) if figure.name in names]
    measured = {
        item.figure.name: item
        for table in sorted({figure.table for figure in figures})
        for item in _measure(table_named(table), [figure for figure in figures if figure.table == table], rows_of)
    }
    return tuple(measured[name] for name in FIGURE_NAMES if name in measured)


def _measure(table: Table, figures: Sequence[Figure], rows_of: Callable[[Table], Iterable[Row]]) -> Iterator[Measured]:
    service_at = table.header.index("service")
    rows = list(rows_of(table))
    for figure in figures:
        counted = _selected(rows, figure, table)
        services: defaultdict[str, list[Row]] = defaultdict(list)
        for row in counted:
            services[str(row[service_at])].append(row)
        by_service = {name: _value(figure, table, group) for name, group in sorted(services.items()) if name}
        yield Measured(figure, _value(figure, table, counted), by_service)


def _selected(rows: list[Row], figure: Figure, table: Table) -> list[Row]:
    """The rows for which all conditions hold; one condition after the other, as most rows fail at the first."""
    for condition in figure.conditions:
        at, holds, value = table.header.index(condition.column), OPERATORS[condition.operator], condition.value
        rows = [row for row in rows if holds(row[at], value)]
    return rows


def _value(figure: Figure, table: Table, rows: Sequence[Row]) -> int:
    how, _, column = figure.measure.partition(" ")
    if how == "rows":
        return len(rows)
    cells = [row[table.header.index(column)] for row in rows]
    return len(set(cells)) if how == "distinct" else sum(cell for cell in cells if isinstance(cell, int))
