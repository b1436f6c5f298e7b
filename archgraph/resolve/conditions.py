"""Which statements the target Python executes: in: branches with their tests, out: live, dead or undecidable (None).

A `try` body is live up to the first statement that certainly fails (an import of what is not there, a missing
attribute or name, a `raise`); then the first handler that catches it is. When nothing fails for certain, the body is
taken; where it asks something that cannot be told, its handlers and its `else` are undecidable.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from archgraph.model.expr import Call, Expr, Operation
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.outline import Import
from archgraph.model.facts.scopes import BranchKind
from archgraph.resolve import probes
from archgraph.resolve.branches import branch_chain, within
from archgraph.resolve.catching import catches
from archgraph.resolve.failing import FailingImports
from archgraph.resolve.machine import Machine
from archgraph.resolve.modules import absolute
from archgraph.resolve.tables import Event, branch_of, scope_of, start_of
from archgraph.resolve.unit import Unit, is_function
from archgraph.resolve.unset import holds_unset
from archgraph.resolve.values import Frame, Place

State = tuple[bool | None, float]
"""Whether a branch is taken, and the line from which on its statements are not reached."""

_LIVE: State = (True, inf)
_DEAD: State = (False, inf)


class _Outcome(NamedTuple):
    """How a `try` body ends: the line of the statement that certainly fails, and with what; or whether one may."""

    line: float = inf
    exception: str = ""
    is_open: bool = False


class Conditions:
    """Liveness of branches, remembered per unit unless it depends on a call's frame."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._deciding: set[tuple[Unit, int, Frame | None]] = set()
        self._imports = FailingImports(machine)
        self._outcomes: dict[tuple[Unit, int], _Outcome] = {}

    def live(self, unit: Unit, event: Event, frame: Frame | None) -> bool | None:
        """Is the statement executed?"""
        branch = branch_of(unit.outline, event)
        if not branch:
            return True
        return self.reached(unit, branch, start_of(unit.outline, event), scope_of(unit.outline, event), frame)

    def reached(self, unit: Unit, branch: int, line: int, scope: int, frame: Frame | None) -> bool | None:
        """Is that line of the branch executed?"""
        if not branch:
            return True
        state, cutoff = self._state(unit, branch, scope, frame)
        return False if line >= cutoff else state

    def likely(self, unit: Unit, event: Event) -> bool | None:
        """Is a statement of which that cannot be told executed when no variable of the environment is set? None when that is
        not what it depends on."""
        outline, answer = unit.outline, None
        for branch in branch_chain(outline, branch_of(outline, event)):
            record = outline.branches[branch]
            if record.kind in (BranchKind.IF, BranchKind.ELSE):
                holds = holds_unset(unit, record.test)
                if holds is not None:
                    answer = holds is (record.kind is BranchKind.IF)
                if answer is False:
                    break
        return answer

    def _state(self, unit: Unit, branch: int, scope: int, frame: Frame | None) -> State:
        if frame is None and branch in unit.liveness:
            return unit.liveness[branch]
        if frame is not None and (unit, branch) in frame.liveness:
            return frame.liveness[unit, branch]
        key = (unit, branch, frame)
        if key in self._deciding:
            return _LIVE  # a test that asks for itself, or the inside of a try body before anything failed
        self._deciding.add(key)
        state = self._decide(unit, branch, scope, frame)
        self._deciding.discard(key)
        if frame is None:
            unit.liveness[branch] = state
        else:
            frame.liveness[unit, branch] = state
        return state

    def _decide(self, unit: Unit, branch: int, scope: int, frame: Frame | None) -> State:
        record = unit.outline.branches[branch]
        while scope and record.line <= unit.outline.scopes[scope].line:
            scope = unit.outline.scopes[scope].parent
        outer, cutoff = _LIVE
        if record.parent:
            outer, cutoff = self._state(unit, record.parent, scope, frame)
        if outer is False or record.line >= cutoff:
            return _DEAD
        own, own_cutoff = self._own(unit, branch, scope, frame)
        if own is False:
            return _DEAD
        return (None if own is None else outer), min(cutoff, own_cutoff)

    def _own(self, unit: Unit, branch: int, scope: int, frame: Frame | None) -> State:
        kind = unit.outline.branches[branch].kind
        if kind in (BranchKind.IF, BranchKind.ELSE):
            return self._test(unit, branch, scope, frame), inf
        if kind is BranchKind.CASE:
            return None, inf
        if kind in (BranchKind.TRY, BranchKind.EXCEPT, BranchKind.TRY_ELSE):
            return self._attempt(unit, branch, scope, frame)
        return _LIVE

    # ------------------------------------------------------------------------------------------------ tests

    def _test(self, unit: Unit, branch: int, scope: int, frame: Frame | None) -> bool | None:
        record = unit.outline.branches[branch]
        if frame is None and scope and is_function(unit.outline.scopes[scope]) and _calls(record.test):
            return self._by_raises(unit, branch)  # nothing is known of a function's values when nobody calls it
        place = Place(unit, scope, record.line, frame)
        holds = self._machine.truth(self._machine.evaluate(place, record.test))
        if holds is None:
            return self._by_raises(unit, branch)
        return holds if record.kind is BranchKind.IF else not holds

    def _by_raises(self, unit: Unit, branch: int) -> bool | None:
        """`if not supported: raise ...`: what goes on is the other arm."""
        arms = unit.arms_of(unit.outline.branches[branch].group)
        raising = {fact.branch for fact in unit.outline.raises if fact.branch in arms}
        if branch in raising:
            return False
        return True if raising else None

    # -------------------------------------------------------------------------------------------------- try

    def _attempt(self, unit: Unit, branch: int, scope: int, frame: Frame | None) -> State:
        record = unit.outline.branches[branch]
        arms = unit.arms_of(record.group)
        outcome = self._outcome(unit, arms, scope, frame)
        handler = self._handler(unit, arms, outcome.exception) if outcome.exception else None
        if handler is None:
            if outcome.is_open and record.kind is not BranchKind.TRY:
                return None, inf
            goes_on = record.kind is BranchKind.TRY or (record.kind is BranchKind.TRY_ELSE and not outcome.exception)
            return _LIVE if goes_on else _DEAD  # a handler that only says `pass` is not among the facts
        if record.kind is BranchKind.TRY:
            return True, outcome.line
        return _LIVE if branch == handler else _DEAD

    def _handler(self, unit: Unit, arms: list[int], exception: str) -> int | None:
        for arm in arms:
            if unit.outline.branches[arm].kind is BranchKind.EXCEPT and catches(
                unit.outline.branches[arm].test, exception
            ):
                return arm
        return None

    def _outcome(self, unit: Unit, arms: list[int], scope: int, frame: Frame | None) -> _Outcome:
        body = next((arm for arm in arms if unit.outline.branches[arm].kind is BranchKind.TRY), 0)
        if not body:
            return _Outcome()
        key = (unit, body)
        if frame is not None:
            return self._ending(unit, arms, body, scope, frame)
        if key not in self._outcomes:
            self._outcomes[key] = _Outcome()
            self._outcomes[key] = self._ending(unit, arms, body, scope, frame)
        return self._outcomes[key]

    def _ending(self, unit: Unit, arms: list[int], body: int, scope: int, frame: Frame | None) -> _Outcome:
        key = (unit, body, frame)
        inside = key in self._deciding
        self._deciding.add(key)
        try:
            found = self._possible(unit, body, scope, frame)
        finally:
            if not inside:
                self._deciding.discard(key)
        for line, exception in found:
            if exception and exception != probes.UNDECIDED:
                return _Outcome(line, exception)
        may_fail = any(exception for _, exception in found) or probes.class_may_fail(unit, body, scope)
        handlers = [arm.test for arm in map(unit.outline.branches.__getitem__, arms) if arm.kind is BranchKind.EXCEPT]
        return _Outcome(is_open=may_fail and probes.is_asked(unit.outline, body, handlers))

    def _possible(self, unit: Unit, body: int, scope: int, frame: Frame | None) -> list[tuple[int, str]]:
        record = unit.outline.branches[body]
        found: list[tuple[int, str]] = []
        for branch in range(body, len(unit.outline.branches)):
            if unit.outline.branches[branch].line <= record.end_line and within(unit.outline, branch, body):
                found += [
                    (start_of(unit.outline, event), self._fails(unit, event, frame))
                    for event in unit.facts_in(branch)
                    if scope_of(unit.outline, event) == scope and self.live(unit, event, frame) is True
                ]
        for fact in unit.outline.raises:
            inside = fact.scope == scope and fact.branch and within(unit.outline, fact.branch, body)
            if inside and self.reached(unit, fact.branch, fact.line, scope, frame) is True:
                found.append((fact.line, fact.exception.rpartition(".")[2] or "Exception"))
        found += probes.of_branch(self._machine, unit, body, frame)
        return sorted(found)

    def _fails(self, unit: Unit, event: Event, frame: Frame | None) -> str:
        """The exception that a statement certainly raises, "" when it may go well."""
        if isinstance(event, Import):
            return self._import_fails(unit, event)
        if isinstance(event, Binding):
            return self._binding_fails(Place(unit, event.scope, event.line, frame), event)
        return ""

    def _import_fails(self, unit: Unit, statement: Import) -> str:
        if statement.plain:
            missing = any(self._imports.fail(name, unit) for name, _ in statement.names)
            return "ModuleNotFoundError" if missing else ""
        module = absolute(unit, statement)
        if module is None:
            return "ImportError"
        if self._imports.fail(module, unit):
            return "ModuleNotFoundError"
        names = [name for name, _ in statement.names if name != "*"]
        if any(self._imports.submodule_fails(module, name, unit) for name in names):
            return "ModuleNotFoundError"
        return "ImportError" if any(self._machine.imported(unit, module, name) is None for name in names) else ""

    def _binding_fails(self, place: Place, binding: Binding) -> str:
        if binding.kind is BindingKind.ASSIGN and isinstance(binding.value, str):
            return probes.missing(self._machine, place, binding.value)
        if binding.kind is BindingKind.DELETE and "." not in binding.name:
            return probes.missing(self._machine, place, binding.name)
        return ""


def _calls(test: Expr) -> bool:
    """Is there a call in the condition?"""
    if isinstance(test, Operation):
        return any(map(_calls, test.operands))
    return isinstance(test, Call)
