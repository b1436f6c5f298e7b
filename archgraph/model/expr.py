"""Expressions as facts: what stands in a base, a decorator, a test or an assignment, without `ast`.

A dotted name (`a.b.c`) is a plain `str`; everything else is one of the records below. Expressions deeper than
`MAX_DEPTH` or of no use for resolution are `Opaque` and keep their text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

MAX_DEPTH = 8


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A fact: immutable, compared by value, stored as a MessagePack array."""


class Literal(Record, tag=1, frozen=True):
    """A constant: None, bool, int (64 bit), float or str."""

    value: bool | int | float | str | None


class Attribute(Record, tag=2, frozen=True):
    """`value.attr`, where value is no dotted name (then the whole is a `str`)."""

    value: Expr
    attr: str


class Subscript(Record, tag=3, frozen=True):
    """`value[index]`."""

    value: Expr
    index: Expr


class Call(Record, tag=4, frozen=True):
    """`func(*args, **keywords)`; a `**mapping` keyword has the name ""."""

    func: Expr
    args: tuple[Expr, ...] = ()
    keywords: tuple[tuple[str, Expr], ...] = ()


class Choice(Record, tag=5, frozen=True):
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr


class Sequence(Record, tag=6, frozen=True):
    """A tuple or list display; `kind` is "tuple" or "list"."""

    items: tuple[Expr, ...]
    kind: str = "tuple"


class Starred(Record, tag=7, frozen=True):
    """`*value`."""

    value: Expr


class Operation(Record, tag=8, frozen=True):
    """An operator and its operands: and, or, not, ==, !=, <, <=, >, >=, in, not in, is, is not, +, -, |, &, ...

    A chained comparison is an `and` of comparisons. Unary minus on a number is a `Literal`.
    """

    op: str
    operands: tuple[Expr, ...]


class Lambda(Record, tag=9, frozen=True):
    """`lambda: body` (parameters are not kept)."""

    body: Expr


class Opaque(Record, tag=10, frozen=True):
    """Anything else: `kind` is the node's kind (dict, set, list, comprehension, fstring, await, lambda, ...)."""

    kind: str
    text: str = ""


Expr = str | Literal | Attribute | Subscript | Call | Choice | Sequence | Starred | Operation | Lambda | Opaque


def text_of(expr: Expr) -> str:
    """The expression as Python source, in the spelling of `ast.unparse` (a chained comparison as its `and`)."""
    if isinstance(expr, str):
        return expr
    writer = _WRITERS[type(expr)]
    return writer(expr)


_COMPARISON, _UNARY, _POWER, _ATOM = 5, 12, 13, 14
_BINDS: dict[str, int] = {
    "or": 2, "and": 3, "not": 4, "|": 6, "^": 7, "&": 8, "<<": 9, ">>": 9, "+": 10, "-": 10,
    "*": 11, "/": 11, "//": 11, "%": 11, "@": 11, "**": _POWER,
}  # fmt: skip
"""How tightly operators with two operands bind; comparisons are all the others."""


def _tightness(expr: Expr) -> int:
    if isinstance(expr, Choice | Lambda):
        return 1
    if isinstance(expr, Operation):
        return _UNARY if len(expr.operands) == 1 and expr.op != "not" else _BINDS.get(expr.op, _COMPARISON)
    is_negative = isinstance(expr, Literal) and isinstance(expr.value, int | float) and expr.value < 0
    return _UNARY if is_negative else _ATOM


def _inner(expr: Expr, tightness: int) -> str:
    """The text of a part, in parentheses when it binds less than its place asks for."""
    text = text_of(expr)
    return f"({text})" if _tightness(expr) < tightness else text


def _call_text(expr: Call) -> str:
    parts = [text_of(arg) for arg in expr.args]
    parts += [f"{name}={text_of(value)}" if name else f"**{text_of(value)}" for name, value in expr.keywords]
    return f"{_inner(expr.func, _ATOM)}({', '.join(parts)})"


def _sequence_text(expr: Sequence) -> str:
    return f"[{', '.join(map(text_of, expr.items))}]" if expr.kind == "list" else f"({_items_text(expr)})"


def _items_text(expr: Sequence) -> str:
    return f"{text_of(expr.items[0])}," if len(expr.items) == 1 else ", ".join(map(text_of, expr.items))


def _subscript_text(expr: Subscript) -> str:
    index = expr.index
    is_bare = isinstance(index, Sequence) and index.kind == "tuple" and bool(index.items)
    return f"{_inner(expr.value, _ATOM)}[{_items_text(index) if is_bare else text_of(index)}]"  # type: ignore[arg-type]


def _attribute_text(expr: Attribute) -> str:
    space = " " if isinstance(expr.value, Literal) and type(expr.value.value) is int and expr.value.value >= 0 else ""
    return f"{_inner(expr.value, _ATOM)}{space}.{expr.attr}"


def _choice_text(expr: Choice) -> str:
    return f"{_inner(expr.body, 2)} if {_inner(expr.test, 2)} else {text_of(expr.orelse)}"


def _operation_text(expr: Operation) -> str:
    tightness = _tightness(expr)
    if len(expr.operands) == 1:
        return f"{expr.op}{' ' if expr.op == 'not' else ''}{_inner(expr.operands[0], tightness)}"
    first, rest = tightness, tightness + 1
    if expr.op == "**":
        first, rest = rest, first  # groups to the right
    elif expr.op in ("and", "or") or tightness == _COMPARISON:
        first = rest  # groups to neither side
    return f" {expr.op} ".join([_inner(expr.operands[0], first), *(_inner(each, rest) for each in expr.operands[1:])])


_INFINITE = {"inf": "1e309", "-inf": "-1e309"}
_WRITERS: dict[type[Record], Callable[[Any], str]] = {
    Literal: lambda expr: _INFINITE.get(repr(expr.value), repr(expr.value)),
    Attribute: _attribute_text,
    Subscript: _subscript_text,
    Call: _call_text,
    Choice: _choice_text,
    Sequence: _sequence_text,
    Starred: lambda expr: f"*{text_of(expr.value)}",
    Operation: _operation_text,
    Lambda: lambda expr: f"lambda: {text_of(expr.body)}",
    Opaque: lambda expr: expr.text or f"<{expr.kind}>",
}
