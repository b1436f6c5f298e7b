"""The figures of summary.json, each a number and the query on a table that gives it: in: an Analysis, out: its figures.

A query is a list of conditions on columns. It is evaluated on the table's rows and written in the words of
`pandas.DataFrame.query`, so that a reader can ask the same of the CSV file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from operator import eq, lt, ne
from typing import Final, NamedTuple

from archgraph.model.analysis import Analysis
from archgraph.report.catalogue import table_named
from archgraph.report.cells import Cell
from archgraph.report.table import Table


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
        "groups of production Managers for the same job",
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
)


def measure_all(analysis: Analysis) -> tuple[Measured, ...]:
    """All figures of this analysis, in the order of the contract."""
    return tuple(measure(figure, analysis) for figure in (*FIGURES, _sunsets_past(analysis)))


def measure(figure: Figure, analysis: Analysis) -> Measured:
    """One figure over everything and by service."""
    table = table_named(figure.table)
    service_at = table.header.index("service")
    services: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in _kept(figure, table, analysis):
        services[str(row[service_at] or "")].append(row)
    rows = [row for group in services.values() for row in group]
    by_service = {name: _value(figure, table, group) for name, group in sorted(services.items()) if name}
    return Measured(figure, _value(figure, table, rows), by_service)


def _sunsets_past(analysis: Analysis) -> Figure:
    today = analysis.settings.today or date.today().isoformat()
    conditions = (Condition("sunset", "!=", ""), Condition("sunset", "<", today))
    return Figure("sunsets-past", "old code whose date has passed", "legacy", conditions)


def _kept(figure: Figure, table: Table, analysis: Analysis) -> Iterable[tuple[Cell, ...]]:
    tests = [(table.header.index(c.column), _OPERATORS[c.operator], c.value) for c in figure.conditions]
    for row in table.rows(analysis):
        if all(test("" if row[at] is None else row[at], value) for at, test, value in tests):
            yield row


def _value(figure: Figure, table: Table, rows: list[tuple[Cell, ...]]) -> int:
    measure_, _, column = figure.measure.partition(" ")
    if measure_ == "rows":
        return len(rows)
    cells = [row[table.header.index(column)] for row in rows]
    return len(set(cells)) if measure_ == "distinct" else sum(cell for cell in cells if isinstance(cell, int))
