"""Names by Python's scoping rules: in: a place and a name, out: the value of the binding that counts there.

Modules and classes are read in the order of execution: the last live binding above the line counts. Functions see the
final state of what is around them. Class bodies are not seen from inside functions (language reference, 4.2.2).
"""

from __future__ import annotations

from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.scopes import ScopeKind
from archgraph.resolve.machine import Machine
from archgraph.resolve.stand_ins import stand_in
from archgraph.resolve.tables import STAR, Event, line_of, start_of
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import (
    Constant,
    Frame,
    Items,
    Place,
    Unknown,
    Value,
    certain,
    doubtful,
)


class Scoping:
    """Look-ups of plain names; remembers the states of namespaces by how many bindings have taken place."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._memo: dict[tuple[Unit, int, str, int], Value | None] = {}
        self._active: set[tuple[Unit, int, str, int]] = set()
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
            events = sorted([*(events or ()), *stars], key=lambda event: line_of(unit.outline, event))
        if events is None:
            return self._set_by_functions(unit, name) if scope == 0 else None
        above = len(events) if line is None else sum(line_of(unit.outline, event) < line for event in events)
        key = (unit, scope, name, above)
        if frame is not None:
            if key not in frame.found:
                frame.found[key] = self._select(unit, events, name, line, frame)
            return frame.found[key]
        if key in self._memo:
            return self._memo[key]
        circles = self._circles
        value = self._guarded(key, events, line)
        if circles == self._circles or not self._active:
            self._memo[key] = value  # what is told in the middle of a circle may be half the truth
        return value

    def _guarded(self, key: tuple[Unit, int, str, int], events: list[Event], line: int | None) -> Value | None:
        """Select, unless the answer is being looked for already."""
        if key in self._active:
            self._circles += 1
            return None
        self._active.add(key)
        try:
            unit, scope, name, _ = key
            value = self._select(unit, events, name, line, None)
            if scope == 0 and (value is None or value == Constant(None)):
                value = self._set_by_functions(unit, name) or value
            return value
        finally:
            self._active.discard(key)

    def _select(
        self, unit: Unit, events: list[Event], name: str, line: int | None, frame: Frame | None
    ) -> Value | None:
        """The value of the last live event; where that is undecidable, of the first of the candidates, with a doubt: of those
        that are likely where one is."""
        candidates: list[Value] = []
        others: list[Value] = []
        passed: list[Event] = []
        settled = False
        for event in reversed(events):
            if line is not None and line_of(unit.outline, event) >= line:
                continue
            state = self._machine.live(unit, event, frame)
            if state is False:
                passed.append(event)
                continue
            if _deletes(event):
                if state:
                    break
                continue
            value = self._machine.bound(unit, event, name, frame)
            if value is None:
                continue
            if passed and isinstance(value, Unknown):
                value = stand_in(self._machine, unit, event, passed, name) or value
            likely = None if state else self._machine.likely(unit, event)
            (others if settled or likely is False else candidates).append(value)
            if state:
                break
            settled = settled or likely is True
        if not candidates:
            candidates, others = others, []
        return _chosen(candidates, others, name) if candidates else None

    # -------------------------------------------------------------------------------------- not executed

    def _unexecuted_around(self, place: Place, name: str) -> Value | None:
        for scope in place.unit.scope_chain(place.scope):
            if name in place.unit.table(scope):
                value = self.unexecuted(place.unit, scope, name, place.line)
                if value is not None:
                    return value
        return None

    def unexecuted(self, unit: Unit, scope: int, name: str, line: int | None) -> Value | None:
        """What a name would be by a binding that is not executed, or not before `line`: with a doubt."""
        key = (unit, scope, name, -1)
        if key in self._active:
            return None
        self._active.add(key)
        try:
            for event in reversed(unit.table(scope).get(name, ())):
                if not _deletes(event) and (line is None or start_of(unit.outline, event) != line):
                    value = self._machine.bound(unit, event, name, None)
                    if value is not None:
                        why = f"{name} is bound on line {start_of(unit.outline, event)}, which is not executed before"
                        return doubtful(value, why)
            return None
        finally:
            self._active.discard(key)

    def _set_by_functions(self, unit: Unit, name: str) -> Value | None:
        """The value that a function gives to a module's name by `global`."""
        known = self._globals.get(unit)
        if known is None:
            known = self._globals[unit] = _global_bindings(unit)
        values = [self._machine.bound(unit, binding, name, None) for binding in known.get(name, ())]
        given = [value for value in values if value is not None and value != Constant(None)]
        return agreed(given, name) if given else None


def _chosen(candidates: list[Value], others: list[Value], name: str) -> Value:
    """One value for the likely ones, last statement first, with a doubt where one of the others is unlike it."""
    value = agreed(candidates, name)
    if all(certain(each) == certain(value) for each in others):
        return value
    return doubtful(value, f"{name} depends on a variable of the environment")


def agreed(candidates: list[Value], name: str) -> Value:
    """One value for several that may hold, last statement first: the first, with a doubt unless all are alike."""
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
