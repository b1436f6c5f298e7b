"""What statements bind: in: an import, an assignment, a class or a function, out: the value that it gives to a name."""

from __future__ import annotations

from archgraph.model.facts.bindings import THIS_MODULE, Binding, BindingKind
from archgraph.model.facts.outline import Import
from archgraph.resolve.machine import Machine
from archgraph.resolve.modules import absolute
from archgraph.resolve.tables import STAR, Event
from archgraph.resolve.unit import Unit, is_class
from archgraph.resolve.values import (
    ClassValue,
    Constant,
    Frame,
    FunctionValue,
    Items,
    ModuleValue,
    Place,
    Unknown,
    Value,
    doubt_of,
    doubtful,
)


class Statements:
    """Evaluates the statements that bind names."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def bound(self, unit: Unit, event: Event, name: str, frame: Frame | None) -> Value | None:
        """The value that a statement gives to `name`; None when it gives none (a star import without that name)."""
        if isinstance(event, int):
            if is_class(unit.outline.scopes[event]):
                return self._machine.decorated(ClassValue(unit, event, frame))
            return FunctionValue(unit, event, frame)
        if isinstance(event, Import):
            return self._imported(unit, event, name)
        return self._assigned(unit, event, name, frame)

    def _assigned(self, unit: Unit, binding: Binding, name: str, frame: Frame | None) -> Value | None:
        place = Place(unit, binding.scope, binding.line, frame)
        if binding.kind is BindingKind.ANNOTATE and binding.value == "":
            return None
        if binding.kind is BindingKind.TARGET:
            return Unknown(f"{name} is bound by a loop, a with statement or an unpacking", name)
        if binding.kind is BindingKind.AUGMENT:
            before = self._machine.namespace(unit, binding.scope, name, binding.line, frame)
            return self._machine.augmented(place, name, before, binding.value)
        return self._machine.evaluate(place, binding.value)

    def _imported(self, unit: Unit, statement: Import, name: str) -> Value | None:
        if statement.plain:
            return self._plain(unit, statement, name)
        module = absolute(unit, statement)
        if module is None:
            return Unknown("relative import beyond the top-level package", name)
        if module == unit.name and statement.scope == 0:
            own = self._machine.namespace(unit, 0, _original(statement, name), statement.line, None)
            if own is not None:
                return own
        star = False
        for original, alias in statement.names:
            if (alias or original) == name:
                return self._taken(unit, module, original)
            star = star or original == STAR
        return self._by_star(unit, module, name) if star else None

    def _taken(self, unit: Unit, module: str, name: str) -> Value:
        value = self.imported(unit, module, name)
        if value is None:
            found = self._machine.modules.value(module, unit)
            if found is not None and found.unit is not None:
                value = self._machine.unexecuted(found.unit, 0, name, None)
        return value if value is not None else Unknown(f"{module} has no {name}", f"{module}.{name}")

    def imported(self, unit: Unit, module: str, name: str) -> Value | None:
        """What `from module import name` binds; None when that certainly fails."""
        found = self._machine.modules.value(module, unit)
        if found is None:
            exists = self._machine.modules.exists(module, unit)
            missing = (
                "does not exist" if self._machine.modules.has_top(module.partition(".")[0]) else "is not installed"
            )
            why = missing if exists is False else "is not installed or not known"
            return Unknown(f"module {module} {why}", f"{module}.{name}")
        return self._machine.attribute(found, name)

    def _plain(self, unit: Unit, statement: Import, name: str) -> Value | None:
        for module, alias in statement.names:
            if (alias or module.partition(".")[0]) == name:
                wanted = module if alias else name
                found = self._machine.modules.value(wanted, unit)
                return found or Unknown(f"module {wanted} does not exist or is not installed", wanted)
        return None

    def _by_star(self, unit: Unit, module: str, name: str) -> Value | None:
        """What `from module import *` binds `name` to: `__all__` decides, without it a leading underscore hides."""
        found = self._machine.modules.value(module, unit)
        if found is None:
            return None
        exported = self.exported(found)
        if exported is None and name.startswith("_"):
            return None
        if exported is not None and name not in exported:
            return self._perhaps_exported(unit, found, name)
        return self._machine.attribute(found, name) if exported is not None else self._machine.own_name(found, name)

    def _perhaps_exported(self, unit: Unit, module: ModuleValue, name: str) -> Value | None:
        """A name of a module whose `__all__` is longer than what is known of it, where nothing else binds the name."""
        assert module.unit is not None
        known = self._machine.namespace(module.unit, 0, "__all__", None, None)
        doubt = doubt_of(known) if known is not None else ""
        if not doubt or name.startswith("_") or name in unit.table(0):
            return None
        value = self._machine.own_name(module, name)
        return doubtful(value, f"{module.name}.__all__ is {doubt}") if value is not None else None

    def exported(self, module: ModuleValue) -> frozenset[str] | None:
        """The names in a module's `__all__`; None without one (or one that is not known)."""
        if module.unit is None:
            return None
        value = self._machine.namespace(module.unit, 0, "__all__", None, None)
        if not isinstance(value, Items):
            return None
        names = [item.value for item in value.items if isinstance(item, Constant)]
        return frozenset(name for name in names if isinstance(name, str)) if len(names) == len(value.items) else None

    def replaced(self, unit: Unit) -> Value | None:
        """What the module puts in its own place in `sys.modules`, None when it does not."""
        return self._machine.namespace(unit, 0, THIS_MODULE, None, None) if THIS_MODULE in unit.table(0) else None


def _original(statement: Import, name: str) -> str:
    """The name that a statement takes as `name`."""
    return next((original for original, alias in statement.names if (alias or original) == name), name)
