"""What functions take and do."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from archgraph.model.facts.bodies import FunctionFact
from tests.facts import facts_of


def function(source: str) -> FunctionFact:
    """The last function of the source."""
    return facts_of(source).bodies.functions[-1]


SIGNATURES = [
    "()",
    "(a)",
    "(a, b=1)",
    "(a, /, b, *, c)",
    "(a, b=None, /, c='x', *args, d, e=4.5, **kwargs)",
    "(*, a=(1, 2), b=[])",
    "(*args: int, **kw: str) -> None",
    "(self, a: 'dict[str, int]' = {}) -> 'C'",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_parameters_are_those_that_inspect_sees(signature: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"def f{signature}: pass", namespace)
    truth = inspect.signature(namespace["f"])
    found = function(f"def f{signature}: pass")
    kinds = {
        inspect.Parameter.POSITIONAL_ONLY: "positional_only",
        inspect.Parameter.POSITIONAL_OR_KEYWORD: "normal",
        inspect.Parameter.VAR_POSITIONAL: "var_positional",
        inspect.Parameter.KEYWORD_ONLY: "keyword_only",
        inspect.Parameter.VAR_KEYWORD: "var_keyword",
    }
    expected = [
        (each.name, kinds[each.kind], "" if each.default is inspect.Parameter.empty else repr(each.default))
        for each in truth.parameters.values()
    ]
    assert [(each.name, each.kind.value, each.default) for each in found.parameters] == expected


def test_the_scope_lists_parameters_as_written() -> None:
    scope = facts_of("def f(a, b=X, /, c=(1, Y), *args, d=None, e=g(), **kw): pass").outline.scopes[1]
    assert scope.parameters == ("a", "b", "/", "c", "*args", "d", "e", "**kw")
    assert [name for name, _ in scope.defaults] == ["b", "c", "d"]
    assert facts_of("def f(a, *, k): pass").outline.scopes[1].parameters == ("a", "*", "k")


def test_annotations_are_source_text() -> None:
    found = function("def f(a: Optional[Dict[str, x.Y]], b: 'Q' = None) -> int | None: pass")
    assert [each.annotation for each in found.parameters] == ["Optional[Dict[str, x.Y]]", "'Q'"]
    assert found.returns == "int | None"


def test_super_calls_name_the_method_or_the_base() -> None:
    found = function(
        """
        class C(Base, mixins.extra):
            def close(self):
                super().close()
                super(C, self).reset()
                x = super().size
                Base.close(self)
                mixins.extra.stop(self)
                helper.run(self)
                self.other(self)
                Base.make(1)
        """
    )
    assert found.super_calls == ("close", "reset", "size", "Base.close", "mixins.extra.stop")


def test_what_nested_functions_do_is_theirs() -> None:
    outer, inner = facts_of(
        """
        async def outer():
            await a()
            async with b: pass
            async for c in d: pass
            def inner():
                yield 1
                raise KeyError("x")
            raise errors.Broken
        """
    ).bodies.functions
    assert (outer.is_generator, outer.raises) == (False, ("errors.Broken",))
    assert (inner.is_generator, inner.raises) == (True, ("KeyError",))
    assert (outer.statements, inner.statements) == (7, 2)


@pytest.mark.parametrize(
    ("body", "stub"),
    [
        ("pass", True),
        ("...", True),
        ('"""Doc."""', True),
        ('"""Doc."""\n    raise NotImplementedError("later")', True),
        ("raise ValueError", False),
        ("return None", False),
        ("f()", False),
    ],
)
def test_a_stub_says_nothing(body: str, stub: bool) -> None:
    assert function(f"def f():\n    {body}").is_stub is stub


def test_the_docstring_is_kept_and_is_no_statement() -> None:
    found = function('def f():\n    """  Doc.\n    More. """\n    return 1')
    assert (found.docstring, found.statements) == ("Doc.\n    More.", 1)
