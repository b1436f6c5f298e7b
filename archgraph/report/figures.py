"""The figures of summary.json: what each counts, and the query on a table that gives it.

A query is a list of conditions on columns. It is evaluated on the table's rows and written in the words of
`pandas.DataFrame.query`, so that a reader can ask the same of the CSV file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from operator import eq, lt, ne
from typing import Final, NamedTuple

from archgraph.model.analysis import Analysis


def _is_one_of(cell: object, words: tuple[object, ...]) -> bool:
    return cell in words


OPERATORS: Final[dict[str, Callable[..., bool]]] = {"==": eq, "!=": ne, "<": lt, "in": _is_one_of}


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

    `meaning` says what is counted, `one` the same where there is one of it. `measure` is "rows", "distinct COLUMN" (its
    different values) or "sum COLUMN".
    """

    name: str
    meaning: str
    one: str
    table: str
    conditions: tuple[Condition, ...]
    measure: str = "rows"

    @property
    def query(self) -> str:
        """The conditions in the words of `pandas.DataFrame.query`."""
        return " and ".join(str(condition) for condition in self.conditions)


_COUNTED: Final = (Condition("zone", "==", "production"), Condition("double", "==", 0))
_DATED: Final = ("folder", "file", "class", "function", "deprecation")

FIGURES: Final = (
    Figure(
        "files", "Python files that were read", "Python file that was read", "modules", (Condition("path", "!=", ""),)
    ),
    Figure(
        "recovered",
        "files with a syntax error, read as far as possible",
        "file with a syntax error, read as far as possible",
        "modules",
        (Condition("status", "==", "recovered"),),
    ),
    Figure(
        "failed",
        "files of which nothing could be read",
        "file of which nothing could be read",
        "modules",
        (Condition("status", "==", "failed"),),
    ),
    Figure("classes", "class statements", "class statement", "classes", (Condition("path", "!=", ""),)),
    Figure(
        "managers",
        "Manager classes in production, doubles left out",
        "Manager class in production, doubles left out",
        "managers",
        _COUNTED,
    ),
    Figure(
        "registries",
        "Registry classes in production, doubles left out",
        "Registry class in production, doubles left out",
        "registries",
        _COUNTED,
    ),
    Figure(
        "manager-families",
        "jobs that production Managers do: families, those of one class included",
        "job that production Managers do: a family, or one class",
        "managers",
        (*_COUNTED, Condition("family", "!=", "")),
        "distinct family",
    ),
    Figure(
        "registry-roots",
        "production Registries that inherit from no other Registry",
        "production Registry that inherits from no other Registry",
        "registries",
        (*_COUNTED, Condition("root", "==", 1)),
    ),
    Figure(
        "environment-access",
        "direct accesses to the process environment that no rule allows",
        "direct access to the process environment that no rule allows",
        "environment",
        (Condition("surface", "in", ("direct", "alias")), Condition("allowed", "==", 0)),
    ),
    Figure(
        "mro-inconsistent",
        "classes that Python would refuse",
        "class that Python would refuse",
        "classes",
        (Condition("mro_status", "==", "inconsistent"),),
    ),
    Figure(
        "import-cycles",
        "import cycles of modules at import time",
        "import cycle of modules at import time",
        "cycles",
        (Condition("weak", "==", 0),),
        "distinct cycle",
    ),
    Figure(
        "phantom-imports",
        "imports of internal modules that do not exist",
        "import of an internal module that does not exist",
        "imports",
        (Condition("scope", "==", "unresolved"),),
    ),
    Figure(
        "duplicate-lines",
        "lines that are a copy of others",
        "line that is a copy of another",
        "duplicates",
        (Condition("path", "!=", ""),),
        "sum duplicate_lines",
    ),
    Figure(
        "legacy-without-sunset",
        "old code without a date on which it goes",
        "piece of old code without a date on which it goes",
        "legacy",
        (Condition("kind", "in", _DATED), Condition("sunset", "==", "")),
    ),
    Figure(
        "sunsets",
        "dates given for the end of old code",
        "date given for the end of old code",
        "legacy",
        (Condition("kind", "==", "sunset"),),
    ),
    Figure(
        "test-duplicates",
        "functions and classes of tests that do again what production code does",
        "function or class of tests that does again what production code does",
        "test_duplicates",
        (Condition("delegates", "==", 0),),
    ),
    Figure(
        "events-unhandled",
        "events that production emits and no Python code of it handles",
        "event that production emits and no Python code of it handles",
        "events",
        (Condition("state", "==", "unhandled"),),
        "distinct event",
    ),
    Figure(
        "events-never-emitted",
        "events that production declares or handles and never emits",
        "event that production declares or handles and never emits",
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


def sunsets_past(analysis: Analysis) -> Figure:
    """Dates before the day of the audit."""
    today = analysis.settings.today or datetime.now(UTC).date().isoformat()
    conditions = (Condition("kind", "==", "sunset"), Condition("sunset", "<", today))
    return Figure(
        "sunsets-past",
        "dates for the end of old code that have passed",
        "date for the end of old code that has passed",
        "legacy",
        conditions,
    )
