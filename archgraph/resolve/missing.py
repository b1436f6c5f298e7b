"""Names that imports take from modules without them: in: the code base, out: one record per statement and name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from archgraph.model.codebase import Codebase, MissingName, NamingPlace
from archgraph.model.expr import Expr
from archgraph.model.facts.bindings import THIS_MODULE
from archgraph.model.facts.outline import Import
from archgraph.model.facts.uses import CallFact, Uses
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
    work = by_file or afresh(codebase)
    found = list(work(Work("missing names", MissingName, partial(_in_files, answers))))
    if not found:
        return ()
    given = {
        (row.module, row.name) for row in work(Work("names given", NamingPlace, partial(_given_in, codebase, answers)))
    }
    named = {module for module, name in given if not name}
    open_ones = {module for module in {row.module for row in found} if _may_have_more(codebase, answers, named, module)}
    left = (row for row in found if row.module not in open_ones and (row.module, row.name) not in given)
    certain = (row for row in left if not codebase.is_compiled(row.module, row.name))
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


def _may_have_more(codebase: Codebase, answers: Answers, named: Collection[str], module: str) -> bool:
    """Whether the module, or one that it takes all names of, makes names by a call, gets some by one elsewhere, or fills its
    `__all__` inside a function."""
    waiting = [answers.unit(codebase.by_name[module])]
    seen = {module}
    while waiting:
        unit = waiting.pop()
        if unit.name in named or any(_makes_names(call) for call in codebase.facts.section(unit.path, Uses).calls):
            return True
        for statement in unit.outline.imports:
            source = absolute(unit, statement) if any(name == STAR for name, _ in statement.names) else None
            taken = answers.internal(source, unit) if source is not None else None
            if taken is not None and source is not None and source not in seen:
                seen.add(source)
                waiting.append(taken)
    return False


def _makes_names(call: CallFact) -> bool:
    return call.func in ("exec", THIS_MODULE) or call.func.partition(".")[0] in ("__all__", "globals")


def _given_in(codebase: Codebase, answers: Answers, paths: Collection[str]) -> Iterator[tuple[str, NamingPlace]]:
    """Of these files, statements that give another module names."""
    for unit in answers.units():
        if unit.path in paths:
            for holder, name, scope, line in _set_on_others(unit, codebase.facts.section(unit.path, Uses)):
                target = answers.resolve(unit.path, scope, holder)
                if target.kind == "module":
                    yield unit.path, NamingPlace(target.name, name, unit.path, line)


def _set_on_others(unit: Unit, uses: Uses) -> Iterator[tuple[Expr, str, int, int]]:
    """What may be a module, the name that it gets ("" for one that is computed), and where."""
    for binding in unit.outline.bindings:
        holder, _, name = binding.name.rpartition(".")
        if holder and not binding.scope:
            yield holder, name, 0, binding.line
    for call in uses.calls:
        if call.func == "setattr":
            yield call.args[0], "", call.scope, call.line
