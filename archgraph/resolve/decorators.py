"""What class decorators leave under the class's name: in: a class statement, out: its value for those who use the name.

Most decorators return the class they get, or one with the same bases (dataclass with slots, attrs, add_metaclass);
then the name stands for the statement. Only where the decorator's source certainly makes another class does it stand
for that.
"""

from __future__ import annotations

from archgraph.model.expr import Call, Expr
from archgraph.resolve.machine import Arguments, Machine
from archgraph.resolve.values import ClassValue, MadeClass, Place, Value, certain, doubt_of

_HARMLESS = frozenset(
    {"dataclass", "dataclasses.dataclass", "final", "typing.final", "runtime_checkable", "total_ordering"}
)


class Decorators:
    """Applies decorators, remembered by class statement."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._known: dict[ClassValue, Value] = {}

    def decorated(self, value: ClassValue) -> Value:
        """The value that the class statement binds to its name."""
        unit = value.unit
        decorators = unit.outline.classes[unit.class_fact(value.scope)].decorators
        if not decorators or all(map(_is_harmless, decorators)):
            return value
        found = self._known.get(value)
        if found is None:
            self._known[value] = value  # a decorator that asks for the class it decorates
            found = self._known[value] = self._applied(value, decorators)
        return found

    def _applied(self, value: ClassValue, decorators: tuple[Expr, ...]) -> Value:
        scope = value.unit.outline.scopes[value.scope]
        place = Place(value.unit, scope.parent, scope.line, value.frame)
        current: Value = value
        for decorator in reversed(decorators):
            if not _is_harmless(decorator):
                made = self._machine.call(self._machine.evaluate(place, decorator), Arguments((current,)), place)
                current = self._accepted(current, made)
        return current

    def _accepted(self, before: Value, made: Value) -> Value:
        """A class that was made anew counts only if it has other bases: else it is a copy of the statement's class."""
        if doubt_of(made):
            return before
        if isinstance(made, ClassValue) and made.frame is not None:  # `class Wrapper(cls)` inside the decorator
            return made
        if not isinstance(made, MadeClass):
            return before
        own = self._machine.info(before).bases if isinstance(before, (ClassValue, MadeClass)) else ()
        implicit = (self._machine.builtin_class("object"),)
        return before if (own or implicit) == (tuple(map(certain, made.bases)) or implicit) else made


def _is_harmless(decorator: Expr) -> bool:
    name = decorator.func if isinstance(decorator, Call) else decorator
    return name in _HARMLESS or (isinstance(name, str) and name.startswith("pytest.mark."))
