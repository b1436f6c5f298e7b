"""Conditions on variables of the environment: in: a condition as written, out: how it turns out when none of them is set.

That is how most programs run, and no more than likely: what is chosen by it keeps its doubt.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from archgraph.model.expr import Attribute, Call, Expr, Literal, Operation
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.resolve.unit import Unit

_READS = ("environ.get", "getenv")
_CONVERSIONS: dict[str, Callable[[Any], Any]] = {"bool": bool, "int": int, "str": str}
_METHODS = frozenset({"lower", "upper", "strip"})
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "is": operator.is_,
    "is not": operator.is_not,
}
_DEPTH = 8


class _NotKnownError(Exception):
    """It is about something else."""


def holds_unset(unit: Unit, test: Expr) -> bool | None:
    """Whether a condition of a module holds when no variable of the environment is set; None when it asks for anything else."""
    try:
        return bool(_value(unit, test, _DEPTH))
    except (_NotKnownError, ValueError, TypeError):
        return None


def _value(unit: Unit, expr: Expr, depth: int) -> Any:
    if depth:
        if isinstance(expr, Literal):
            return expr.value
        if isinstance(expr, Operation):
            return _operation(unit, expr, depth - 1)
        if isinstance(expr, Call):
            return _call(unit, expr, depth - 1)
        if isinstance(expr, str):
            return _value(unit, _assigned(unit, expr), depth - 1)
    raise _NotKnownError


def _operation(unit: Unit, expr: Operation, depth: int) -> Any:
    if expr.op in ("in", "not in") and isinstance(expr.operands[1], str) and expr.operands[1].endswith("environ"):
        return expr.op == "not in"
    values = [_value(unit, each, depth) for each in expr.operands]
    if expr.op == "not":
        return not values[0]
    if expr.op in ("and", "or"):
        return all(values) if expr.op == "and" else any(values)
    if expr.op in _COMPARISONS:
        return _COMPARISONS[expr.op](*values)
    raise _NotKnownError


def _call(unit: Unit, expr: Call, depth: int) -> Any:
    if isinstance(expr.func, Attribute) and expr.func.attr in _METHODS and not expr.args:
        text = _value(unit, expr.func.value, depth)
        return getattr(str(text), expr.func.attr)() if text is not None else None
    if not isinstance(expr.func, str):
        raise _NotKnownError
    if expr.func.endswith(_READS):
        given = [*expr.args[1:], *(value for _, value in expr.keywords)]
        return _value(unit, given[0], depth) if given else None
    if expr.func in _CONVERSIONS and len(expr.args) == 1:
        return _CONVERSIONS[expr.func](_value(unit, expr.args[0], depth))
    raise _NotKnownError


def _assigned(unit: Unit, name: str) -> Expr:
    """What the only statement that binds a name of the module gives it."""
    events = unit.table(0).get(name, [])
    if len(events) == 1 and isinstance(events[0], Binding) and events[0].kind is BindingKind.ASSIGN:
        return events[0].value
    raise _NotKnownError
