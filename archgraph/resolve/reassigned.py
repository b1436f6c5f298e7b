"""Classes whose bases are changed after they were made: in: the code base's modules, out: where `X.__bases__ = ...` stands.

The assignment takes effect when its module is imported, which nothing static tells: the class's MRO is uncertain then.
"""

from __future__ import annotations

from archgraph.model.facts.bindings import Binding
from archgraph.resolve.machine import Machine
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import ClassValue, Place

_ATTRIBUTE = ".__bases__"


class Reassigned:
    """Finds the assignments once, by the last part of the class's name."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._places: dict[str, list[tuple[Unit, Binding]]] | None = None

    def of(self, value: ClassValue) -> list[tuple[Unit, Binding]]:
        """The assignments to the bases of a class statement, in the order of the modules."""
        if self._places is None:
            self._places = self._found()
        if not self._places or value.frame is not None:
            return []
        return [
            (unit, binding)
            for unit, binding in self._places.get(value.unit.outline.scopes[value.scope].name, ())
            if self._machine.evaluate(_before(unit, binding), binding.name.removesuffix(_ATTRIBUTE)) == value
        ]

    def _found(self) -> dict[str, list[tuple[Unit, Binding]]]:
        found: dict[str, list[tuple[Unit, Binding]]] = {}
        for unit in self._machine.modules.by_path.values():
            for binding in unit.outline.bindings:
                if "." in binding.name and binding.name.endswith(_ATTRIBUTE):
                    found.setdefault(binding.name.split(".")[-2], []).append((unit, binding))
        return found


def _before(unit: Unit, binding: Binding) -> Place:
    return Place(unit, binding.scope, binding.line)
