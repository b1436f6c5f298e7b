"""Objects that a statement changes in place: in: the object before; out: what the name stands for after it."""

from __future__ import annotations

from archgraph.resolve.machine import Machine
from archgraph.resolve.values import Instance, Unknown, Value, doubtful

_OPERATORS = ("__ior__", "__iadd__")


def object_after(machine: Machine, before: Instance, *, is_method: bool) -> Value:
    """What `name |= ...` leaves of an object, or (`is_method`) a call of its `append` and kin, which binds nothing anew.

    A class that has an operator for that gives the object back (the language reference, 3.3.8); of another one the result may
    be anything.
    """
    if is_method:
        return before
    methods = [machine.attribute(before, name) for name in _OPERATORS]
    is_kept = any(method is not None and not isinstance(method, Unknown) for method in methods)
    return before if is_kept else doubtful(before, "changed in place")
