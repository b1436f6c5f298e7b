"""Names that imports take from modules without them: in: the code base, out: one record per statement and name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from archgraph.model.codebase import Codebase, MissingName
from archgraph.model.facts.outline import Import
from archgraph.model.facts.uses import Uses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.resolve.modules import absolute
from archgraph.resolve.names import Answers
from archgraph.resolve.tables import STAR
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import Unknown


def missing_names(codebase: Codebase, by_file: ByFile | None = None) -> tuple[MissingName, ...]:
    """`from module import name` where the module is of the code base, was read whole and certainly has no such name.

    Such an import raises ImportError. Sorted by path and line.
    """
    answers = codebase.names
    if not isinstance(answers, Answers):
        raise TypeError("missing names need the names that link made")
    work = Work("missing names", MissingName, partial(_in_files, answers))
    found = list((by_file or afresh(codebase))(work))
    open_ones = {module for module in {row.module for row in found} if _may_have_more(codebase, answers, module)}
    certain = (row for row in found if row.module not in open_ones and not codebase.is_compiled(row.module, row.name))
    return tuple(sorted(certain, key=lambda row: (row.path, row.line, row.module, row.name)))


def _in_files(answers: Answers, paths: Collection[str]) -> Iterator[tuple[str, MissingName]]:
    """Of these files, names that the outline of their module does not show."""
    for unit in answers.units():
        for statement in unit.outline.imports if unit.path in paths else ():
            yield from ((unit.path, row) for row in _of(answers, unit, statement))


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


def _may_have_more(codebase: Codebase, answers: Answers, module: str) -> bool:
    """Whether the module, or one that it takes all names of, makes names by a call, or fills its `__all__` inside a function."""
    waiting = [answers.unit(codebase.by_name[module])]
    seen = {module}
    while waiting:
        unit = waiting.pop()
        if any(_makes_names(call.func) for call in codebase.facts.section(unit.path, Uses).calls):
            return True
        for statement in unit.outline.imports:
            source = absolute(unit, statement) if any(name == STAR for name, _ in statement.names) else None
            taken = answers.internal(source, unit) if source is not None else None
            if taken is not None and source is not None and source not in seen:
                seen.add(source)
                waiting.append(taken)
    return False


def _makes_names(func: str) -> bool:
    return func == "exec" or func.partition(".")[0] in ("__all__", "globals")
