"""The figures of summary.json, each a number and the query on a table that gives it: in: an Analysis, out: its figures.

A query is a list of conditions on columns. It is evaluated on the table's rows and written in the words of
`pandas.DataFrame.query`, so that a reader can ask the same of the CSV file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from operator import eq, lt, ne
from typing import Final, NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.report.catalogue import table_named
from archgraph.report.cells import Cell
from archgraph.report.table import Table

Row = tuple[Cell, ...]


def _is_one_of(cell: object, words: tuple[object, ...]) -> bool:
    return cell in words


_OPERATORS: Final[dict[str, Callable[..., bool]]] = {"==": eq, "!=": ne, "<": lt, "in": _is_one_of}


class Condition(NamedTuple):
    """`column operator value`; the operator is ==, !=, < or in. An empty cell is ""."""

    column: str
    operator: str
    value: str | int | tuple[str, ...]

    def __str__(self) -> str:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return f"{self.column} {self.operator} {value!r}"


class Figure(NamedTuple):
    """A figure: `measure` of the rows of `table` for which all conditions hold.

    `measure` is "rows", "distinct COLUMN" (its different values) or "sum COLUMN".
    """

    name: str
    meaning: str
    table: str
    conditions: tuple[Condition, ...]
    measure: str = "rows"

    @property
    def query(self) -> str:
        """The conditions in the words of `pandas.DataFrame.query`."""
        return " and ".join(str(condition) for condition in self.conditions)


class Measured(NamedTuple):
    """A figure with its value over everything and by service (services without any are left out)."""

    figure: Figure
    value: int
    services: dict[str, int]


_COUNTED: Final = (Condition("zone", "==", "production"), Condition("double", "==", 0))
_DATED: Final = ("folder", "file", "class", "function", "deprecation")

FIGURES: Final = (
    Figure("files", "Python files that were read", "modules", (Condition("path", "!=", ""),)),
    Figure(
        "recovered",
        "files with a syntax error, read as far as possible",
        "modules",
        (Condition("status", "==", "recovered"),),
    ),
    Figure("failed", "files of which nothing could be read", "modules", (Condition("status", "==", "failed"),)),
    Figure("classes", "class statements", "classes", (Condition("path", "!=", ""),)),
    Figure("managers", "Manager classes in production, doubles left out", "managers", _COUNTED),
    Figure("registries", "Registry classes in production, doubles left out", "registries", _COUNTED),
    Figure(
        "manager-families",
        "jobs that production Managers do: families, those of one class included",
        "managers",
        (*_COUNTED, Condition("family", "!=", "")),
        "distinct family",
    ),
    Figure(
        "registry-roots",
        "production Registries that inherit from no other Registry",
        "registries",
        (*_COUNTED, Condition("root", "==", 1)),
    ),
    Figure(
        "environment-access",
        "direct accesses to the process environment that no rule allows",
        "environment",
        (Condition("surface", "in", ("direct", "alias")), Condition("allowed", "==", 0)),
    ),
    Figure(
        "mro-inconsistent",
        "classes that Python would refuse",
        "classes",
        (Condition("mro_status", "==", "inconsistent"),),
    ),
    Figure(
        "import-cycles",
        "import cycles of modules at import time",
        "cycles",
        (Condition("weak", "==", 0),),
        "distinct cycle",
    ),
    Figure(
        "phantom-imports",
        "imports of internal modules that do not exist",
        "imports",
        (Condition("scope", "==", "unresolved"),),
    ),
    Figure(
        "duplicate-lines",
        "lines that are a copy of others",
        "duplicates",
        (Condition("path", "!=", ""),),
        "sum duplicate_lines",
    ),
    Figure(
        "legacy-without-sunset",
        "old code without a date on which it goes",
        "legacy",
        (Condition("kind", "in", _DATED), Condition("sunset", "==", "")),
    ),
    Figure(
        "sunsets",
        "dates given for the end of old code",
        "legacy",
        (Condition("kind", "==", "sunset"),),
    ),
    Figure(
        "test-duplicates",
        "functions and classes of tests that do again what production code does",
        "test_duplicates",
        (Condition("delegates", "==", 0),),
    ),
    Figure(
        "events-unhandled",
        "events that production emits and no Python code of it handles",
        "events",
        (Condition("state", "==", "unhandled"),),
        "distinct event",
    ),
    Figure(
        "events-never-emitted",
        "events that production declares or handles and never emits",
        "events",
        (Condition("state", "==", "never_emitted"),),
        "distinct event",
    ),
)


FIGURE_NAMES: Final = tuple(
    name for figure in FIGURES for name in (figure.name, *(["sunsets-past"] if figure.name == "sunsets" else []))
)
"""The names of all figures in the order of reports; the bounds of `[targets]` are for these."""


MEASURED: Final = frozenset(figure.table for figure in FIGURES)
"""The names of the tables that figures are measured on."""


def measure(
    analysis: Analysis, names: Collection[str], rows_of: Callable[[Table], Iterable[Row]] | None = None
) -> tuple[Measured, ...]:
    """The figures of these names, in the order of reports; each table is gone through once. `rows_of`: gives the rows
    of a table of this analysis where they were made already."""
    rows_of = rows_of or (lambda table: table.rows(analysis))
    figures = [figure for figure in (*FIGURES, _sunsets_past(analysis)) if figure.name in names]
    measured = {
        item.figure.name: item
        for table in sorted({figure.table for figure in figures})
        for item in _measure(table_named(table), [figure for figure in figures if figure.table == table], rows_of)
    }
    return tuple(measured[name] for name in FIGURE_NAMES if name in measured)


def _sunsets_past(analysis: Analysis) -> Figure:
    today = analysis.settings.today or datetime.now(UTC).date().isoformat()
    conditions = (Condition("kind", "==", "sunset"), Condition("sunset", "<", today))
    return Figure("sunsets-past", "dates for the end of old code that have passed", "legacy", conditions)


def _measure(table: Table, figures: Sequence[Figure], rows_of: Callable[[Table], Iterable[Row]]) -> Iterator[Measured]:
    service_at = table.header.index("service")
    kept: list[dict[str, list[Row]]] = [defaultdict(list) for _ in figures]
    tests = [_tests(figure, table) for figure in figures]
    for row in rows_of(table):
        for services, conditions in zip(kept, tests, strict=True):
            if all(test(row[at], value) for at, test, value in conditions):
                services[str(row[service_at])].append(row)
    for figure, services in zip(figures, kept, strict=True):
        rows = [row for group in services.values() for row in group]
        by_service = {name: _value(figure, table, group) for name, group in sorted(services.items()) if name}
        yield Measured(figure, _value(figure, table, rows), by_service)


def _tests(figure: Figure, table: Table) -> list[tuple[int, Callable[..., bool], object]]:
    return [(table.header.index(c.column), _OPERATORS[c.operator], c.value) for c in figure.conditions]


def _value(figure: Figure, table: Table, rows: Sequence[Row]) -> int:
    how, _, column = figure.measure.partition(" ")
    if how == "rows":
        return len(rows)
    cells = [row[table.header.index(column)] for row in rows]
    return len(set(cells)) if how == "distinct" else sum(cell for cell in cells if isinstance(cell, int))
