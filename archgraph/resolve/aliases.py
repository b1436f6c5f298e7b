"""Other names of classes: in: the code base and some of its classes, out: the names under which modules hold them.

Names spread from a class along import statements, assignments, module-level instances and functions that return it.
All import statements are turned round once; then only modules that hold one of the names are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from archgraph.model.codebase import Alias, ClassKey, Codebase
from archgraph.model.expr import Call
from archgraph.model.facts.bindings import Binding
from archgraph.model.facts.outline import Import
from archgraph.resolve.modules import absolute
from archgraph.resolve.names import Answers
from archgraph.resolve.tables import STAR
from archgraph.resolve.unit import Unit, is_function

_MOST_HOPS = 8

Taker = tuple[Unit, Import, str]
"""A module, its import statement, and the name that it gives to what it takes."""


class _Held(NamedTuple):
    """A name that a module holds for a class; `how` and `line` say how it came there ("": the class statement)."""

    key: ClassKey
    unit: Unit
    name: str
    how: str
    hops: int
    line: int


def aliases(codebase: Codebase, of: frozenset[ClassKey]) -> tuple[Alias, ...]:
    """The other names of the classes in `of`, sorted by class, name and place.

    An import under the same name counts when its module is a package or others take the class from there (re_export).
    `importers` counts the modules that import the name from the module that holds it; `hops`, the steps from the class.
    """
    answers = codebase.names
    if not isinstance(answers, Answers):
        raise TypeError("aliases need the names that link made")
    takers = _Takers(answers.units())
    rows: list[Alias] = []
    for key in sorted(of):
        rows += _rows(key, answers, takers) if key.path else []
    return tuple(sorted(rows, key=lambda row: (row.class_, row.class_path, row.name, row.path, row.line)))


def _rows(key: ClassKey, answers: Answers, takers: _Takers) -> Iterator[Alias]:
    unit = answers.unit(key.path)
    name = key.class_[len(unit.name) + 1 :] if unit.name else key.class_
    if "." in name or not _means(answers, unit, name, key):
        return
    start = _Held(key, unit, name, "", 0, key.line)
    seen = {(unit.path, name)}
    todo = [start]
    while todo:
        held = todo.pop(0)
        importers = takers.importers(held.unit, held.name)
        if held.how and (held.how != "re_export" or importers or held.unit.is_package):
            yield Alias(_dotted(held), key.class_, key.path, held.how, held.hops, held.unit.path, held.line, importers)
        for other in _next(held, takers) if held.hops < _MOST_HOPS else ():
            place = (other.unit.path, other.name)
            if place not in seen and _means(answers, other.unit, other.name, key):
                seen.add(place)
                todo.append(other)


def _dotted(held: _Held) -> str:
    return f"{held.unit.name}.{held.name}"


def _means(answers: Answers, unit: Unit, name: str, key: ClassKey) -> bool:
    """Does the name, in the module's final state, stand for the class, an instance, or a function that returns one?"""
    found = answers.resolve(unit.path, 0, name)
    if found.kind == "function":
        found = answers.resolve(unit.path, 0, Call(name))
    return found.key == key


def _next(held: _Held, takers: _Takers) -> Iterator[_Held]:
    for unit, statement, name in takers.of(held.unit, held.name):
        how = held.how if held.how in ("instance", "call") else ("re_export" if name == held.name else "import_as")
        yield _Held(held.key, unit, name, how, held.hops + 1, statement.line)
    local = takers.local(held.unit)
    for binding in local.assigned.get(held.name, ()):
        how = held.how if held.how in ("instance", "call") else "assignment"
        yield _Held(held.key, held.unit, binding.name, how, held.hops + 1, binding.line)
    if held.how != "instance":
        for binding in local.called.get(held.name, ()):
            yield _Held(held.key, held.unit, binding.name, "instance", held.hops + 1, binding.line)
    for scope in local.returning.get(held.name, ()):
        record = held.unit.outline.scopes[scope]
        yield _Held(held.key, held.unit, record.name, "call", held.hops + 1, record.line)


class _Local(NamedTuple):
    """What a module's statements make of a name: assignments of it, or of calls of it, functions that return either."""

    assigned: dict[str, list[Binding]]
    called: dict[str, list[Binding]]
    returning: dict[str, list[int]]


class _Takers:
    """All import statements of the code base, by what they take."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._by_name: dict[tuple[str, str], list[Taker]] = defaultdict(list)
        self._stars: dict[str, list[Taker]] = defaultdict(list)
        self._local: dict[str, _Local] = {}
        for unit in units:
            for statement in unit.outline.imports:
                if not statement.plain:
                    self._add(unit, statement)

    def _add(self, unit: Unit, statement: Import) -> None:
        module = absolute(unit, statement)
        if module is None:
            return
        for name, alias in statement.names:
            if name == STAR:
                self._stars[module].append((unit, statement, ""))
            else:
                self._by_name[module, name].append((unit, statement, alias or name))

    def importers(self, unit: Unit, name: str) -> int:
        """How many modules import the name from the module."""
        return len({taker.path for taker, _, _ in self._by_name.get((unit.name, name), ())})

    def of(self, unit: Unit, name: str) -> Iterator[Taker]:
        """The module-level imports of the name, star imports included."""
        for found in self._by_name.get((unit.name, name), ()):
            if found[1].scope == 0:
                yield found
        for taker, statement, _ in self._stars.get(unit.name, ()):
            if statement.scope == 0:
                yield taker, statement, name

    def local(self, unit: Unit) -> _Local:
        """What the module's own statements make of names."""
        found = self._local.get(unit.path)
        if found is None:
            found = self._local[unit.path] = _local(unit)
        return found


def _local(unit: Unit) -> _Local:
    local = _Local(defaultdict(list), defaultdict(list), defaultdict(list))
    scopes = unit.outline.scopes
    made: dict[tuple[int, str], str] = {}
    for binding in unit.outline.bindings:
        value = binding.value
        source = value.func if isinstance(value, Call) else value
        if not isinstance(source, str):
            continue
        if binding.scope == 0:
            (local.called if isinstance(value, Call) else local.assigned)[source].append(binding)
        else:
            made[binding.scope, binding.name] = source
    for statement in unit.outline.returns:
        scope = scopes[statement.scope]
        value = statement.value.func if isinstance(statement.value, Call) else statement.value
        if isinstance(value, str) and is_function(scope) and scope.parent == 0:
            for name in {value, made.get((statement.scope, value), value)}:
                local.returning[name].append(statement.scope)
    return local
