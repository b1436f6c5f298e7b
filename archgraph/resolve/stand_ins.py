"""Exceptions of compiled modules by what stands in for them: in: an import whose class cannot be read, out: that of the handler.

`try: from ._native import Refused` and `except ImportError: class Refused(Exception)`: what a compiled module makes cannot
be read, but to serve in the same `except` clauses an exception needs the ancestors of its stand-in, and by custom it calls
itself by that name. Other classes are not told so: those made in C mostly derive from `object` alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.model.facts.outline import Import
from archgraph.model.facts.scopes import BranchKind
from archgraph.resolve.machine import Machine
from archgraph.resolve.tables import Event, branch_of
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import ClassValue, NativeClass, Value, doubtful


def stand_in(machine: Machine, unit: Unit, taken: Event, passed: Iterable[Event], name: str) -> Value | None:
    """The exception, with a doubt, that a handler around the import `taken` would define under the same name; `passed`:
    statements that bind it and are not executed."""
    if not isinstance(taken, Import) or not taken.branch:
        return None
    branches = unit.outline.branches
    group = branches[taken.branch].group
    for event in passed:
        if isinstance(event, int) and branches[branch_of(unit.outline, event)].group == group:
            value = machine.bound(unit, event, name, None)
            is_handled = branches[branch_of(unit.outline, event)].kind is BranchKind.EXCEPT
            if is_handled and isinstance(value, ClassValue) and _is_exception(machine, value):
                return doubtful(value, f"{name} is imported from where it cannot be read; its stand-in is shown")
    return None


def _is_exception(machine: Machine, value: ClassValue) -> bool:
    return any(isinstance(each, NativeClass) and each.name == "builtins.BaseException" for each in machine.mro(value))
