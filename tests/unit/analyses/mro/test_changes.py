"""What an override changes, in words."""

from __future__ import annotations

import pytest

from archgraph.analyses.mro.changes import describe_change
from archgraph.analyses.mro.definitions import define
from tests.hierarchies import codebase_of_source


def change(old: str, new: str) -> str:
    bodies = ["\n".join(f"    {line}" for line in text.split("\n")) for text in (old, new)]
    found = define(codebase_of_source(f"class A:\n{bodies[0]}\nclass B(A):\n{bodies[1]}\n"))
    members = {key.class_: definitions for key, definitions in found.items()}
    return describe_change(members["m.A"]["f"], members["m.B"]["f"])


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("def f(self, timeout): pass", "async def f(self): pass", "async; drops timeout"),
        ("async def f(self): pass", "def f(self): pass", "sync"),
        ("def f(self, a, b): pass", "def f(self, a, c): pass", "renames b to c"),
        ("def f(self, a): pass", "def f(self, a, b): pass", "requires b"),
        ("def f(self, a=1): pass", "def f(self, a): pass", "requires a"),
        ("def f(self, a, b): pass", "def f(self, b, a): pass", "reorders b, a"),
        ("def f(self, a): pass", "def f(self, *, a): pass", "makes a keyword-only"),
        ("def f(self, a): pass", "def f(self, b=1, a=2): pass", "puts b before a"),
        ("def f(self, a, *, b): pass", "def f(self, b, a): pass", "puts b before a"),
        ("def f(self, *args, **more): pass", "def f(self): pass", "drops *args, **more"),
        ("def f(self, a, b): pass", "def f(self, a, **more): pass", "makes b keyword-only"),
        ("def f(self, *, key): pass", "def f(self): pass", "drops key"),
        ("def f(self) -> int: pass", "def f(self) -> str: pass", "returns str instead of int"),
        ("def f(self): pass", "@property\ndef f(self): pass", "property instead of method"),
        ("def f(self): pass", "f = 1", "attribute instead of method"),
        ("f = 1", "def f(self): pass", "method instead of attribute"),
        ("def f(self): pass", "@staticmethod\ndef f(): pass", "static method instead of method"),
        ("@classmethod\ndef f(cls): pass", "@classmethod\nasync def f(cls): pass", "async"),
        (
            "def f(self): return 1",
            "@contextmanager\ndef f(self): yield 1",
            "context manager instead of plain value",
        ),
        ("def f(self): return [1]", "def f(self):\n    yield 1", "generator"),
        ("class f: pass", "def f(self): pass", "method instead of class"),
    ],
)
def test_a_change_that_a_caller_can_meet_is_named(old: str, new: str, text: str) -> None:
    assert change(old, new) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def f(self, a): pass", "def f(self, a, b=1, *more, c=2, **rest): pass"),
        ("def f(self, a, b): pass", "def f(self, *args, **kwargs): pass"),
        ("def f(self, a, /): pass", "def f(self, b, /): pass"),
        ("def f(this, a): pass", "def f(self, a): pass"),
        ("def f(self, *, key): pass", "def f(self, **rest): pass"),
        ("def f(self, *, key): pass", "def f(self, key): pass"),
        ("def f(self): pass", "def f(self) -> int: pass"),
        ("def f(self) -> Any: pass", "def f(self) -> int: pass"),
        ("def f(self) -> 'A': pass", "def f(self) -> A: pass"),
        ("def f(self): pass", "def f(self):\n    yield 1"),
        ("@property\ndef f(self): pass", "f = 1"),
        ("f = 1", "@functools.cached_property\ndef f(self): pass"),
        ("@staticmethod\ndef f(a): pass", "@staticmethod\ndef f(a, b=1): pass"),
    ],
)
def test_what_keeps_or_widens_the_contract_is_no_change(old: str, new: str) -> None:
    assert change(old, new) == ""
