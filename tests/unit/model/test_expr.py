"""Expressions as records."""

from __future__ import annotations

import msgspec
import pytest

from archgraph.model.expr import (
    Attribute,
    Call,
    Choice,
    Expr,
    Lambda,
    Literal,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    text_of,
)

EVERY: list[tuple[Expr, str]] = [
    ("a.b", "a.b"),
    (Literal(None), "None"),
    (Literal("x"), "'x'"),
    (Literal(float("inf")), "1e309"),
    (Literal(-float("inf")), "-1e309"),
    (Attribute(Call("f"), "x"), "f().x"),
    (Subscript("List", "T"), "List[T]"),
    (Subscript("Dict", Sequence(("K", "V"))), "Dict[K, V]"),
    (Subscript("x", Sequence(())), "x[()]"),
    (Call("f", ("a", Starred("b")), (("k", "c"), ("", "d"))), "f(a, *b, k=c, **d)"),
    (Choice("a", "b", "c"), "b if a else c"),
    (Sequence(("a",)), "(a,)"),
    (Sequence(("a", "b"), "list"), "[a, b]"),
    (Operation("not", ("a",)), "not a"),
    (Operation("and", ("a", Operation("or", ("b", "c")))), "a and (b or c)"),
    (Lambda("x"), "lambda: x"),
    (Opaque("dict", "{1: 2}"), "{1: 2}"),
    (Opaque("dict"), "<dict>"),
]


@pytest.mark.parametrize(("expr", "text"), EVERY)
def test_an_expression_writes_itself_as_source(expr: Expr, text: str) -> None:
    assert text_of(expr) == text


@pytest.mark.parametrize("expr", [expr for expr, _ in EVERY])
def test_an_expression_survives_storage(expr: Expr) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(expr), type=Expr) == expr


def test_expressions_are_values() -> None:
    assert len({Call("f", ("a",)), Call("f", ("a",)), Call("f", ("b",))}) == 2
