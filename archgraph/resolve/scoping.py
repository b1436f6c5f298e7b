"""Names by Python's scoping rules: in: a place and a name, out: the value of the binding that counts there.

Modules and classes are read in the order of execution: the last live binding above the line counts. Functions see the
final state of what is around them. Class bodies are not seen from inside functions (language reference, 4.2.2).
"""

from __future__ import annotations

from archgraph.model.facts import Binding, BindingKind, Import, ScopeKind
from archgraph.resolve.machine import Machine
from archgraph.resolve.modules import absolute
from archgraph.resolve.unit import STAR, Event, Unit, is_class
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
    certain,
    doubtful,
)

_MISSING = object()
_SELF = "sys.modules[__name__]"


class Scoping:
    """Look-ups of plain names; remembers the final state of namespaces."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._memo: dict[tuple[Unit, int, str], Value | None] = {}
        self._active: set[tuple[Unit, int, str, int | None]] = set()
        self._globals: dict[Unit, dict[str, list[Binding]]] = {}
        self._circles = 0

    # ----------------------------------------------------------------------------------------------- scopes

    def lookup(self, place: Place, name: str) -> Value | None:
        """The value of `name` as the code at `place` sees it, builtins last; None when nothing binds it."""
        unit, scope, line = place.unit, place.scope, place.line
        scopes = unit.outline.scopes
        innermost = True
        while scope:
            record = scopes[scope]
            if record.kind is ScopeKind.FUNCTION:
                value = self._in_function(place, scope, name, line if innermost else None)
                line = None
            else:
                value = self.namespace(unit, scope, name, line, place.frame) if innermost else None
            if value is not None:
                return value
            innermost = False
            scope = record.parent
        value = self.namespace(unit, 0, name, line, None)
        if value is None:
            value = self._machine.builtin(unit, name)
        return value if value is not None else self._unexecuted_around(place, name)

    def _in_function(self, place: Place, scope: int, name: str, line: int | None) -> Value | None:
        unit = place.unit
        frame = place.frame.of(scope) if place.frame is not None else None
        if name in unit.table(scope):
            value = self.namespace(unit, scope, name, line, frame)
            if isinstance(value, Items) and value.kind == "list":
                return doubtful(value, f"the list {name} may have been changed")
            if value is not None:
                return value
        if frame is not None:
            return frame.names.get(name)
        if name in unit.parameters(scope):
            return Unknown(f"parameter {name} of {unit.qualname(scope)}", name)
        return None

    # ------------------------------------------------------------------------------------------- namespaces

    def namespace(self, unit: Unit, scope: int, name: str, line: int | None, frame: Frame | None) -> Value | None:
        """The value of `name` in the namespace of one scope, of the bindings above `line`; None when there is none."""
        table = unit.table(scope)
        events = table.get(name)
        stars = table.get(STAR)
        if stars is not None and name != STAR:
            events = sorted([*(events or ()), *stars], key=unit.line_of)
        if events is None:
            return self._set_by_functions(unit, name) if scope == 0 else None
        if frame is not None:
            return self._select(unit, events, name, line, frame)
        if line is not None and unit.line_of(events[-1]) >= line:
            return self._guarded((unit, scope, name, line), events)
        key = (unit, scope, name)
        found = self._memo.get(key, _MISSING)
        if found is _MISSING:
            circles = self._circles
            found = self._guarded((*key, None), events)
            if circles == self._circles or not self._active:
                self._memo[key] = found  # type: ignore[assignment]
        return found  # type: ignore[return-value]

    def _guarded(self, key: tuple[Unit, int, str, int | None], events: list[Event]) -> Value | None:
        """Select, unless the answer is being looked for already."""
        if key in self._active:
            self._circles += 1
            return None
        self._active.add(key)
        try:
            unit, scope, name, line = key
            value = self._select(unit, events, name, line, None)
            if scope == 0 and (value is None or value == Constant(None)):
                value = self._set_by_functions(unit, name) or value
            return value
        finally:
            self._active.discard(key)

    def _select(self, unit: Unit, events: list[Event], name: str, line: int | None, frame: Frame | None) -> Value | None:
        """The value of the last live event; where that is undecidable, of the first of the candidates, with a doubt."""
        candidates: list[Value] = []
        for event in reversed(events):
            if line is not None and unit.line_of(event) >= line:
                continue
            state = self._machine.live(unit, event, frame)
            if state is False:
                continue
            if _deletes(event):
                if state:
                    break
                continue
            value = self.bound(unit, event, name, frame)
            if value is None:
                continue
            candidates.append(value)
            if state:
                break
        return _agreed(candidates, name) if candidates else None

    # -------------------------------------------------------------------------------------- not executed

    def _unexecuted_around(self, place: Place, name: str) -> Value | None:
        for scope in place.unit.scope_chain(place.scope):
            value = self.unexecuted(place.unit, scope, name, place.line)
            if value is not None:
                return value
        return None

    def unexecuted(self, unit: Unit, scope: int, name: str, line: int | None) -> Value | None:
        """What a name would be by a binding that is not executed, or not before `line`: with a doubt, better than nothing."""
        key = (unit, scope, name, -1)
        if key in self._active:
            return None
        self._active.add(key)
        try:
            for event in reversed(unit.table(scope).get(name, ())):
                if not _deletes(event) and (line is None or unit.start_of(event) != line):
                    value = self.bound(unit, event, name, None)
                    if value is not None:
                        why = f"{name} is bound on line {unit.start_of(event)}, which is not executed before"
                        return doubtful(value, why)
            return None
        finally:
            self._active.discard(key)

    def _set_by_functions(self, unit: Unit, name: str) -> Value | None:
        """The value that a function gives to a module's name by `global`."""
        known = self._globals.get(unit)
        if known is None:
            known = self._globals[unit] = _global_bindings(unit)
        values = [self.bound(unit, binding, name, None) for binding in known.get(name, ())]
        given = [value for value in values if value is not None and value != Constant(None)]
        return _agreed(given, name) if given else None

    # ------------------------------------------------------------------------------------------- statements

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
            before = self.namespace(unit, binding.scope, name, binding.line, frame)
            return self._machine.augmented(place, name, before, binding.value)
        return self._machine.evaluate(place, binding.value)

    def _imported(self, unit: Unit, statement: Import, name: str) -> Value | None:
        if statement.plain:
            return self._plain(unit, statement, name)
        module = absolute(unit, statement)
        if module is None:
            return Unknown("relative import beyond the top-level package", name)
        if module == unit.name and statement.scope == 0:
            own = self.namespace(unit, 0, _original(statement, name), statement.line, None)
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
                value = self.unexecuted(found.unit, 0, name, None)
        return value if value is not None else Unknown(f"{module} has no {name}", f"{module}.{name}")

    def imported(self, unit: Unit, module: str, name: str) -> Value | None:
        """What `from module import name` binds; None when that certainly fails."""
        found = self._machine.modules.value(module, unit)
        if found is None:
            exists = self._machine.modules.exists(module, unit)
            why = "does not exist" if exists is False else "is not installed or not known"
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
            return None
        return self._machine.attribute(found, name) if exported is not None else self._machine.own_name(found, name)

    def exported(self, module: ModuleValue) -> frozenset[str] | None:
        """The names in a module's `__all__`; None without one (or one that is not known)."""
        if module.unit is None:
            return None
        value = self.namespace(module.unit, 0, "__all__", None, None)
        if not isinstance(value, Items):
            return None
        names = [item.value for item in value.items if isinstance(item, Constant)]
        return frozenset(name for name in names if isinstance(name, str)) if len(names) == len(value.items) else None

    def replaced(self, unit: Unit) -> Value | None:
        """What the module puts in its own place in `sys.modules`, None when it does not."""
        return self.namespace(unit, 0, _SELF, None, None) if _SELF in unit.table(0) else None


def _original(statement: Import, name: str) -> str:
    """The name that a statement takes as `name`."""
    return next((original for original, alias in statement.names if (alias or original) == name), name)


def _agreed(candidates: list[Value], name: str) -> Value:
    first = candidates[-1]
    if len(candidates) == 1 or all(certain(value) == certain(first) for value in candidates):
        return first
    known = [value for value in candidates if not isinstance(value, Unknown)]
    chosen = known[-1] if known else first
    return doubtful(chosen, f"{name} depends on a condition that is not known")


def _deletes(event: Event) -> bool:
    return isinstance(event, Binding) and event.kind is BindingKind.DELETE


def _global_bindings(unit: Unit) -> dict[str, list[Binding]]:
    declared = {(b.scope, b.name) for b in unit.outline.bindings if b.kind is BindingKind.GLOBAL}
    found: dict[str, list[Binding]] = {}
    if declared:
        for binding in unit.outline.bindings:
            if binding.kind is not BindingKind.GLOBAL and (binding.scope, binding.name) in declared:
                found.setdefault(binding.name, []).append(binding)
    return found
