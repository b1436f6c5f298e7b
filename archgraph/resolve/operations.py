"""Operators on values: in: two values, out: the result, None when it cannot be told."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from archgraph.resolve.values import (
    NONE,
    Alias,
    ClassValue,
    Constant,
    Form,
    FunctionValue,
    Instance,
    Items,
    LambdaValue,
    MadeClass,
    ModuleValue,
    NativeClass,
    NativeFunction,
    Unknown,
    Value,
    doubt_of,
    doubtful,
)

TRUE_KINDS = (ModuleValue, ClassValue, NativeClass, MadeClass, FunctionValue, NativeFunction, LambdaValue, Alias, Form)
"""What is true in a condition, whatever it is."""

_IDENTITIES = (*TRUE_KINDS, Constant)


def _power(base: int, exponent: int) -> int:
    if not 0 <= exponent <= 64 or abs(base) > 1024:
        raise ValueError("too large to be of use")
    result: int = base**exponent
    return result


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "%": operator.mod,
    "**": _power,
}


def binary(op: str, left: Value, right: Value) -> Value | None:
    """`left op right` for comparisons, identity, membership, `+`, `-` and `%`."""
    if op in ("is", "is not"):
        same = _identical(left, right)
        return None if same is None else Constant(same is (op == "is"))
    if op in ("in", "not in"):
        held = _contains(right, left)
        return None if held is None else Constant(held is (op == "in"))
    if op in _COMPARISONS:
        return _compared(op, left, right)
    return _computed(op, left, right)


def plain(value: Value) -> Any:
    """The Python value of constants and of tuples and lists of them; raises ValueError for anything else."""
    if isinstance(value, Constant) and not value.doubt:
        return value.value
    if isinstance(value, Items) and not value.doubt:
        items = [plain(item) for item in value.items]
        return items if value.kind == "list" else tuple(items)
    raise ValueError(value)


def from_plain(value: Any) -> Value:
    """The value of a Python constant or of a tuple or list of them."""
    if isinstance(value, (tuple, list)):
        return Items(tuple(map(from_plain, value)), "tuple" if isinstance(value, tuple) else "list")
    return Constant(value)


def _compared(op: str, left: Value, right: Value) -> Value | None:
    try:
        return Constant(bool(_COMPARISONS[op](plain(left), plain(right))))
    except (ValueError, TypeError):
        same = _identical(left, right) if op in ("==", "!=") else None
        return None if same is None else Constant(same is (op == "=="))


def _computed(op: str, left: Value, right: Value) -> Value | None:
    if op == "+" and isinstance(left, Items) and isinstance(right, Items):
        return joined(left, right)
    if op not in _ARITHMETIC:
        return None
    try:
        result = _ARITHMETIC[op](plain(left), plain(right))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    return from_plain(result) if not isinstance(result, str) or len(result) < 1000 else None


def joined(left: Items, right: Value) -> Value:
    """`left + right` of tuples or lists."""
    if not isinstance(right, Items):
        return doubtful(left, "joined with something that is not known")
    return Items((*left.items, *right.items), left.kind, left.doubt or right.doubt)


def _identical(left: Value, right: Value) -> bool | None:
    if isinstance(left, Unknown) or isinstance(right, Unknown) or doubt_of(left) or doubt_of(right):
        return None
    if isinstance(left, _IDENTITIES) and isinstance(right, _IDENTITIES):
        return left == right
    if NONE in (left, right):
        return None if isinstance(left, Instance) and isinstance(right, Instance) else False
    return None


def _contains(container: Value, item: Value) -> bool | None:
    if isinstance(container, Items) and not container.doubt:
        answers = [_identical(item, each) for each in container.items]
        return True if True in answers else (None if None in answers else False)
    try:
        return plain(item) in plain(container)
    except (ValueError, TypeError):
        return None


_SLICE = re.compile(r"(-?\d*):(-?\d*)")


def sliced(value: Items | Constant, text: str) -> Value:
    """`value[text]` for a slice of numbers."""
    match = _SLICE.fullmatch(text)
    if match is None or (isinstance(value, Constant) and not isinstance(value.value, str)):
        return Unknown("a slice", text)
    start, stop = (int(part) if part else None for part in match.groups())
    if isinstance(value, Constant):
        return Constant(str(value.value)[start:stop], value.doubt)
    return Items(value.items[start:stop], "tuple" if value.kind == "version_info" else value.kind, value.doubt)
