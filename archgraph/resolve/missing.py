"""Names that imports take from modules without them: in: the code base, out: one record per statement and name."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.codebase import Codebase, MissingName
from archgraph.model.facts import Import
from archgraph.resolve.modules import absolute
from archgraph.resolve.names import Answers
from archgraph.resolve.unit import STAR, Unit
from archgraph.resolve.values import Unknown


def missing_names(codebase: Codebase) -> tuple[MissingName, ...]:
    """`from module import name` where the module is of the code base, was read whole and certainly has no such name.

    Such an import raises ImportError. Sorted by path and line.
    """
    answers = codebase.names
    if not isinstance(answers, Answers):
        raise TypeError("missing names need the names that link made")
    found = [
        row for unit in answers.units() for statement in unit.outline.imports for row in _of(answers, unit, statement)
    ]
    return tuple(sorted(found, key=lambda row: (row.path, row.line, row.module, row.name)))


def _of(answers: Answers, unit: Unit, statement: Import) -> Iterator[MissingName]:
    module = None if statement.plain else absolute(unit, statement)
    source = answers.internal(module, unit) if module is not None else None
    if source is None or module is None:
        return
    table = source.table(0)
    for name, _ in statement.names:
        if name in table or name == STAR or answers.has_module(f"{module}.{name}"):
            continue
        value = answers.taken(unit, module, name)
        if value is None or (isinstance(value, Unknown) and value.doubt == ""):
            yield MissingName(unit.name, module, name, statement.kind, unit.path, statement.line)
