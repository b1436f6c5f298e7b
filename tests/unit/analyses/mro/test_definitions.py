"""What a class defines itself: kinds, and which definition of a name wins, with Python as the judge."""

from __future__ import annotations

import inspect
import textwrap

import pytest

from archgraph.analyses.mro.definitions import define
from tests.hierarchies import codebase_of_source

KINDS = """
import abc, functools
def free(self): return 1
class A:
    field: int
    constant = 1
    def plain(self): return 1
    async def later(self): return 1
    @property
    def computed(self): return 1
    @computed.setter
    def computed(self, value): pass
    @functools.cached_property
    def cached(self): return 1
    @classmethod
    def made(cls): return 1
    @classmethod
    async def made_later(cls): return 1
    @staticmethod
    def alone(): return 1
    def __new__(cls): return object.__new__(cls)
    def __init_subclass__(cls): pass
    def __class_getitem__(cls, item): return cls
    def wrapped(): return 1
    wrapped = staticmethod(wrapped)
    def _get(self): return 1
    old_style = property(_get)
    also_plain = plain
    def twice(self): return 1
    twice = 2
    class Inner: pass
    if constant:
        def chosen(self): return 1
    def noted(self): return 1
    noted: object
"""


def kinds(source: str, name: str = "A") -> dict[str, str]:
    found = {key.class_: members for key, members in define(codebase_of_source(source)).items()}
    return {member: definition.kind.value for member, definition in found[f"m.{name}"].items()}


def test_kinds_are_those_that_inspect_finds_on_the_real_class() -> None:
    namespace: dict[str, object] = {"__name__": "m"}
    exec(textwrap.dedent(KINDS), namespace)
    real = namespace["A"]
    assert isinstance(real, type)
    words = {
        "class method": "class_method",
        "static method": "static_method",
        "property": "property",
        "method": "method",
    }
    truth = {
        a.name: words.get(a.kind, "attribute") for a in inspect.classify_class_attrs(real) if a.defining_class is real
    }
    mine = kinds(KINDS)
    precise = {"later": "method", "cached": "method", "Inner": "attribute"}
    assert {name: precise.get(name, kind) for name, kind in mine.items() if name != "field"} == {
        name: kind for name, kind in truth.items() if name in mine
    }
    assert set(truth) - set(mine) <= {"__annotations__", "__dict__", "__doc__", "__module__", "__weakref__",
                                      "__static_attributes__", "__firstlineno__", "__annotate__"}  # fmt: skip
    assert (mine["field"], mine["later"], mine["cached"]) == ("attribute", "async_method", "cached_property")
    assert mine["Inner"] == "class"


def test_an_attribute_set_on_self_is_a_member_unless_the_class_body_has_the_name() -> None:
    source = """
    class A:
        shown = None
        @property
        def size(self): return self._size
        def __init__(self):
            self.shown = 1
            self.hidden = 2
            self.size = 3
    """
    members = {key.class_: found for key, found in define(codebase_of_source(source)).items()}["m.A"]
    assert {name: found.on_instance for name, found in members.items()} == {
        "shown": False,
        "size": False,
        "__init__": False,
        "hidden": True,
    }
    assert members["size"].kind == "property"


def test_the_last_definition_wins_but_overloads_and_setters_do_not_replace() -> None:
    source = """
    from typing import overload
    class A:
        @property
        def value(self): return 1
        @value.setter
        def value(self, new): pass
        @overload
        def run(self, x: int) -> int: ...
        @overload
        def run(self, x: str) -> str: ...
        def run(self, x): return x
        def again(self): return 1
        def again(self, more): return 2
    """
    members = {key.class_: found for key, found in define(codebase_of_source(source)).items()}["m.A"]
    assert {name: found.line for name, found in members.items()} == {"value": 5, "run": 12, "again": 14}


@pytest.mark.parametrize(
    ("decorator", "kind"),
    [
        ("abc.abstractproperty", "property"),
        ("hybrid_property", "property"),
        ("functools.wraps(f)", "method"),
        ("Base.value.setter", "property"),
        ("registry['x']", "method"),
    ],
)
def test_decorators_decide_by_the_last_part_of_their_name(decorator: str, kind: str) -> None:
    assert kinds(f"class A:\n    @{decorator}\n    def value(self): return 1\n") == {"value": kind}


def test_names_that_python_mangles_are_private_and_special_names_are_not() -> None:
    source = "class A:\n    def __secret(self): pass\n    def __len__(self): return 0\n    def _shy(self): pass\n"
    members = {key.class_: found for key, found in define(codebase_of_source(source)).items()}["m.A"]
    assert [name for name, found in members.items() if found.is_private] == ["__secret"]


def test_slots_and_imports_in_a_class_body_are_members() -> None:
    source = """
    class A:
        from json import dumps as write, loads
        import os.path
        __slots__ = ("left", "right")
    class B:
        __slots__ = "only"
    """
    assert list(kinds(source)) == ["write", "loads", "os", "__slots__", "left", "right"]
    assert set(kinds(source).values()) == {"attribute"}
    assert list(kinds(source, "B")) == ["__slots__", "only"]
