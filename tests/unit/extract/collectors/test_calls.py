"""Calls of dotted names."""

from __future__ import annotations

import pytest

from archgraph.model.expr import Literal, Opaque
from archgraph.model.facts.uses import CallFact
from tests.facts import facts_of


def calls(source: str) -> tuple[CallFact, ...]:
    return facts_of(source).uses.calls


@pytest.mark.parametrize(
    ("source", "funcs"),
    [
        ("f()", ["f"]),
        ("a.b.c()", ["a.b.c"]),
        ("f().g()", ["().g", "f"]),
        ("x[i].g()", ["[].g"]),
        ("f(g(h()))", ["f", "g", "h"]),
        ("len(print(isinstance(x, int)))", []),
        ("'a'.join(f())", ["f"]),
        ("lambda: f()", ["f"]),
        ("[f(x) for x in g() if h()]", ["f", "g", "h"]),
        ("f'{f(x)!r:>{g()}}'", ["f", "g"]),
        ("def f(a=g()): pass", ["g"]),
        ("class C(make(), metaclass=meta()): pass", ["make", "meta"]),
    ],
)
def test_calls_are_found_wherever_they_stand(source: str, funcs: list[str]) -> None:
    assert sorted(each.func for each in calls(source)) == sorted(funcs)


def test_arguments_are_kept_in_brief() -> None:
    (call,) = calls("emit('started', m.X, {'a': 1}, 4, to=self.bus, **rest)")
    assert call.args == (Literal("started"), "m.X", Opaque("dict"))
    assert call.keywords == (("to", "self.bus"), ("", "rest"))


def test_what_becomes_of_the_result_is_known() -> None:
    found = {
        call.func: (call.awaited, call.discarded, call.target)
        for call in calls(
            """
            async def f():
                a()
                await b()
                x = c()
                self.y = await d()
                z: int = e()
                with g() as w: pass
                self.made[k] = i()
                x[k][k] = j()
                return h()
            """
        )
    }
    assert found == {
        "a": (False, True, ""),
        "b": (True, True, ""),
        "c": (False, False, "x"),
        "d": (True, False, "self.y"),
        "e": (False, False, "z"),
        "g": (False, False, "w"),
        "h": (False, False, ""),
        "i": (False, False, "self.made[]"),
        "j": (False, False, "[]"),
    }


def test_decorators_are_calls_in_the_scope_around() -> None:
    found = calls("@a.b\n@c(1)\n@property\ndef f():\n    g()")
    assert [(each.func, each.decorator, each.scope) for each in found] == [
        ("a.b", True, 0),
        ("c", True, 0),
        ("g", False, 1),
    ]


def test_calls_are_in_source_order() -> None:
    source = "a(\n  b(),\n  k=c(),\n)\nx = [\n  d()\n  for y in e()\n]"
    assert [each.line for each in calls(source)] == sorted(each.line for each in calls(source))


@pytest.mark.parametrize(
    ("source", "funcs"),
    [
        ("setattr(module, name, 1)", ["setattr"]),
        ("setattr(self, name, 1)\nsetattr(module, 'name', 1)", []),
        ("setattr(sys.modules[__name__], name, 1)", ["sys.modules[__name__]"]),
        ("sys.modules['a.b'] = c", ["sys.modules.__setitem__"]),
        ("x = sys.modules['a.b']", []),
    ],
)
def test_what_gives_modules_names_is_told(source: str, funcs: list[str]) -> None:
    assert [each.func for each in calls(source)] == funcs
