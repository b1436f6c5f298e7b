"""Classes whose bases are changed after they were made: in: the code base's modules, out: where `X.__bases__ = ...` stands.

The assignment takes effect when its module is imported, or its function called, which nothing static tells: the class's MRO is
uncertain then. `X` may stand for a class that is named there, for one that a loop or a look-up finds in the module, or for the
parameter of a decorator or of a metaclass's method.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archgraph.model.expr import Call, Subscript, text_of
from archgraph.model.facts.bindings import BASES, Binding, sets_bases
from archgraph.resolve.machine import ClassInfo, Machine
from archgraph.resolve.tables import Event, line_of
from archgraph.resolve.unit import Unit, is_class, is_function
from archgraph.resolve.values import CLASSES, ClassValue, FunctionValue, Place, certain

_NAMESPACES = ("globals()", "vars()", "locals()")


class Change(NamedTuple):
    """An assignment to `__bases__` that a class may meet; `is_named`: it names that very class."""

    unit: Unit
    binding: Binding
    is_named: bool = True


class Reassigned:
    """Finds the assignments once, by the last part of what they name."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._places: dict[str, list[Change]] | None = None
        self._functions: dict[tuple[Unit, int], Change] = {}
        """Functions that change the bases of a parameter."""

    def of(self, value: ClassValue, info: ClassInfo) -> list[Change]:
        """The assignments to the bases of a class statement, in the order of the modules."""
        if self._places is None:
            self._places = self._found()
        if not (self._places or self._functions) or value.frame is not None:
            return []
        name = value.unit.outline.scopes[value.scope].name
        named = [each for each in self._places.get(name, ()) if self._names(each, value)]
        handed = self._handed(value, info) if self._functions else ()
        return [*named, *(each for each in self._places.get("", ()) if self._may_mean(each, value)), *handed]

    def _found(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for unit in self._machine.modules.by_path.values():
            for binding in unit.outline.bindings:
                if sets_bases(binding):
                    self._place(found, Change(unit, binding))
        return found

    def _place(self, found: dict[str, list[Change]], change: Change) -> None:
        unit, binding, _ = change
        target = binding.name.removesuffix(BASES)
        if is_function(unit.outline.scopes[binding.scope]) and target in unit.parameters(binding.scope):
            self._functions[unit, binding.scope] = change._replace(is_named=False)
            return
        found.setdefault(target.rpartition(".")[2], []).append(change)
        found.setdefault("", []).append(change._replace(is_named=False))

    def _names(self, change: Change, value: ClassValue) -> bool:
        unit, binding, _ = change
        target = binding.name.removesuffix(BASES)
        return self._is_live(change) and self._machine.evaluate(_before(unit, binding), target) == value

    def _may_mean(self, change: Change, value: ClassValue) -> bool:
        """Is it about something that is not known, in the module of that class and below its statement?"""
        unit, binding, _ = change
        outline = unit.outline
        is_near = unit is value.unit and not outline.scopes[value.scope].parent
        if not is_near or (not binding.scope and line_of(outline, value.scope) >= binding.line):
            return False
        target = binding.name.removesuffix(BASES)
        if is_function(outline.scopes[binding.scope]) and not _is_searched(unit.table(binding.scope).get(target, ())):
            return False
        return self._is_live(change) and not isinstance(self._machine.evaluate(_before(unit, binding), target), CLASSES)

    def _is_live(self, change: Change) -> bool:
        return self._machine.live(change.unit, change.binding, None) is not False

    def _handed(self, value: ClassValue, info: ClassInfo) -> Iterator[Change]:
        """Assignments by functions that get the class: its decorators, methods of its metaclass, and `__init_subclass__`."""
        scope = value.unit.outline.scopes[value.scope]
        place = Place(value.unit, scope.parent, scope.line)
        for decorator in value.unit.outline.classes[value.unit.class_fact(value.scope)].decorators:
            given = certain(self._machine.evaluate(place, decorator))
            if isinstance(given, FunctionValue) and (given.unit, given.scope) in self._functions:
                yield self._functions[given.unit, given.scope]
        makers = self._machine.mro(info.metaclass) if isinstance(info.metaclass, CLASSES) else ()
        above = [each for base in info.bases if isinstance(base, CLASSES) for each in self._machine.mro(base)]
        for (unit, function), change in self._functions.items():
            record = unit.outline.scopes[function]
            owner = ClassValue(unit, record.parent) if is_class(unit.outline.scopes[record.parent]) else None
            if owner is not None and owner in (above if record.name == "__init_subclass__" else makers):
                yield change


def _is_searched(events: Sequence[Event]) -> bool:
    """Has a function what it changes from a loop, of which facts tell nothing, or from `globals()[name]` and its like?"""
    values = [each.value if isinstance(each, Binding) else "" for each in events]
    taken = [
        each.func if isinstance(each, Call) else each.value if isinstance(each, Subscript) else "" for each in values
    ]
    return all(text_of(each).startswith(_NAMESPACES) for each in taken)


def _before(unit: Unit, binding: Binding) -> Place:
    return Place(unit, binding.scope, binding.line)
