"""Expressions as facts: what stands in a base, a decorator, a test or an assignment, without `ast`.

A dotted name (`a.b.c`) is a plain `str`; everything else is one of the records below. Expressions deeper than
`MAX_DEPTH` or of no use for resolution are `Opaque` and keep their text.
"""

from __future__ import annotations

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
    """The expression as Python source, in the spelling of `ast.unparse`."""
    if isinstance(expr, str):
        return expr
    return _WRITERS[type(expr)](expr)


def _call_text(expr: Call) -> str:
    parts = [text_of(arg) for arg in expr.args]
    parts += [f"{name}={text_of(value)}" if name else f"**{text_of(value)}" for name, value in expr.keywords]
    return f"{text_of(expr.func)}({', '.join(parts)})"


def _sequence_text(expr: Sequence) -> str:
    items = ", ".join(text_of(item) for item in expr.items)
    if expr.kind == "list":
        return f"[{items}]"
    return f"({items},)" if len(expr.items) == 1 else f"({items})"


def _subscript_text(expr: Subscript) -> str:
    index = text_of(expr.index)
    if isinstance(expr.index, Sequence) and expr.index.kind == "tuple" and expr.index.items:
        index = ", ".join(text_of(item) for item in expr.index.items)
    return f"{text_of(expr.value)}[{index}]"


def _operation_text(expr: Operation) -> str:
    operands = [text_of(operand) for operand in expr.operands]
    if len(operands) == 1:
        return f"{expr.op} {operands[0]}" if expr.op == "not" else f"{expr.op}{operands[0]}"
    return f" {expr.op} ".join(operands)


_WRITERS = {
    Literal: lambda e: repr(e.value),
    Attribute: lambda e: f"{text_of(e.value)}.{e.attr}",
    Subscript: _subscript_text,
    Call: _call_text,
    Choice: lambda e: f"{text_of(e.body)} if {text_of(e.test)} else {text_of(e.orelse)}",
    Sequence: _sequence_text,
    Starred: lambda e: f"*{text_of(e.value)}",
    Operation: _operation_text,
    Lambda: lambda e: f"lambda: {text_of(e.body)}",
    Opaque: lambda e: e.text or f"<{e.kind}>",
}
