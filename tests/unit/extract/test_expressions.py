"""Expressions as facts: Python's own unparser is the judge."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.extract.expressions import convert, dotted, spelled, unparsed
from archgraph.model.expr import MAX_DEPTH, Literal, Opaque, text_of

EXPRESSIONS = """
a
a.b.c
f().g
x[1]
x[a, b]
x[a,]
x[1:2, ::3]
x[*a, b]
f(a, *b, k=c, **d)
(a, b)
(a,)
()
[a, b]
[]
{}
{'k': 1}
{1, 2}
-1
-x
not x
not (a and b)
(not a) == b
a + b + c
a - (b - c)
(a + b) * c
-(a + b)
2 ** -1
2 ** 3 ** 4
(2 ** 3) ** 4
(-x) ** 2
a and b or c
(a or b) and c
(a and b) and c
a < b
(a < b) < c
a is not None
a not in b
a if b else c
(a if b else c).d
(a if b else c) if d else e
a | None
(a | b)[c]
(-1).bit
3 .real
lambda: x
(lambda: x)()
(f or g)(x)
f(a)(b)[c].d
'it''s'
1.5
1e999
None
True
...
b'x'
2j
f'{x!r:>{w}}'
(yield)
await_(x)
(x := 1)
[a for a in b if c]
"""


def parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


@pytest.mark.parametrize("source", EXPRESSIONS.strip().splitlines())
def test_the_text_of_an_expression_is_what_ast_unparses(source: str) -> None:
    assert text_of(convert(parsed(source))) == ast.unparse(parsed(source))


def test_a_chained_comparison_is_an_and_of_comparisons() -> None:
    assert text_of(convert(parsed("a < b <= c"))) == "a < b and b <= c"


@pytest.mark.parametrize("source", EXPRESSIONS.strip().splitlines())
def test_spelling_an_annotation_or_default_gives_the_same(source: str) -> None:
    node = parsed(source)
    assert spelled(node) == ast.unparse(node)


NAMES = st.sampled_from(["a", "b", "m.C"])
TREES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "**", "|", "and", "or", "==", "in", "is not"]), inner).map(
            lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
        ),
        inner.map(lambda part: f"-({part})"),
        inner.map(lambda part: f"not ({part})"),
        inner.map(lambda part: f"({part}).x"),
        inner.map(lambda part: f"({part})[i]"),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]}) if ({parts[1]}) else ({parts[2]})"),
        st.lists(inner, max_size=2).map(lambda parts: f"f({', '.join(parts)})"),
    ),
    max_leaves=6,
)


@given(TREES)
def test_the_text_means_what_was_written(source: str) -> None:
    node = parsed(source)
    assert ast.dump(parsed(text_of(convert(node)))) == ast.dump(node)


def test_what_is_too_deep_is_opaque() -> None:
    deep = convert(parsed("f(" * (MAX_DEPTH + 2) + "x" + ")" * (MAX_DEPTH + 2)))
    for _ in range(MAX_DEPTH):
        (deep,) = deep.args  # type: ignore[union-attr]
    assert deep == Opaque("call", "f(f(x))")


def test_text_is_left_out_when_nobody_needs_it() -> None:
    assert convert(parsed("{1: 2}"), texts=False) == Opaque("dict")


def test_a_chain_that_python_cannot_unparse_has_no_text() -> None:
    assert unparsed(parsed("a + " * 900 + "b")) == ""


@pytest.mark.parametrize(("source", "name"), [("a", "a"), ("a.b.c", "a.b.c"), ("f().a", ""), ("1", ""), ("a[0].b", "")])
def test_a_dotted_name_starts_at_a_name(source: str, name: str) -> None:
    assert dotted(parsed(source)) == name


def test_numbers_that_fit_are_literals() -> None:
    assert [convert(parsed(text)) for text in ("-5", "9223372036854775807")] == [Literal(-5), Literal(2**63 - 1)]
