"""What an instance holds: in: an instance and a name, out: the value that its class's methods give to `self.name`.

Facts keep such assignments where the name is capitalized, as those of classes are: `db.Entity`, `db.Model`.
"""

from __future__ import annotations

from archgraph.model.facts.bindings import Binding
from archgraph.resolve.machine import Machine
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import ClassValue, Frame, Instance, Place, Unknown, Value, doubtful

_CONSTRUCTOR = "__init__"


class Held:
    """Answers `instance.name` for what is set on the instance."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._asked: set[tuple[Unit, int, str]] = set()

    def value(self, of: Instance, name: str) -> Value | None:
        """Certain when one assignment sets it, in the constructor and whatever happens; None when none is known."""
        if not name[:1].isupper() or not isinstance(of.of, ClassValue):
            return None
        found = [
            each for owner in self._machine.mro(of.of) if isinstance(owner, ClassValue) for each in _set(owner, name)
        ]
        if not found:
            return None
        owner, binding = found[0]
        key = (owner.unit, binding.scope, name)
        if key in self._asked:
            return Unknown(f"the attribute {name} of an instance depends on itself")
        self._asked.add(key)
        try:
            return self._evaluated(of, owner, binding, name, len(found) == 1)
        finally:
            self._asked.discard(key)

    def _evaluated(self, of: Instance, owner: ClassValue, binding: Binding, name: str, only: bool) -> Value:
        unit, scope = owner.unit, owner.unit.outline.scopes[binding.scope]
        names: dict[str, Value] = {
            each: Unknown(f"parameter {each} of {scope.name}", each) for each in unit.parameters(binding.scope)
        }
        frame = Frame(binding.scope, names | {scope.parameters[0]: of}, owner.frame)
        value = self._machine.evaluate(Place(unit, binding.scope, binding.line, frame), binding.value)
        reached = self._machine.reached(unit, binding.branch, binding.line, binding.scope, frame)
        if only and reached and scope.name == _CONSTRUCTOR:
            return value
        return doubtful(value, f"the attribute {name} may get another value")


def _set(owner: ClassValue, name: str) -> list[tuple[ClassValue, Binding]]:
    """The assignments to the name on the first parameter of the class's own methods."""
    unit, found = owner.unit, []
    for binding in unit.held(owner.scope, name):
        first = next(iter(unit.outline.scopes[binding.scope].parameters), "")
        if binding.name == f"{first}.{name}":
            found.append((owner, binding))
    return found
