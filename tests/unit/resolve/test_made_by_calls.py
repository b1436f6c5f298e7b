"""Classes that calls make, and where they are kept: each call its own class, attributes of instances, patched modules.

Python executes each world and says which MRO is right.
"""

from __future__ import annotations

import pytest

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.codebase import Codebase
from archgraph.model.results.mro import Mro, MroStatus
from tests.linked import linked, record

MIXED = "def mixed(value):\n    class Mixin:\n        kept = value\n    return Mixin\n"
RECORD = (
    "from functools import partial\nfrom typing import NamedTuple\n"
    "def transformed(cls, checked, *, rest=()):\n    base = NamedTuple(f'_{cls.__name__}', list(dict(rest).items()))\n"
    "    space = {'checked': checked, '__module__': cls.__module__, '__qualname__': cls.__qualname__}\n"
    "    made = type(cls.__name__, (cls, base), space)\n    return made\n"
    "def record(cls=None, *, checked=True):\n    if cls:\n        return transformed(cls, checked)\n"
    "    else:\n        return partial(transformed, checked=checked)\n"
)
EXECUTED = {
    "a decorator": f"{RECORD}@record\nclass A: pass\nclass X(A): pass",
    "a partial object as a decorator": f"{RECORD}@record(checked=False)\nclass A: pass\nclass X(A): pass",
    "a partial object with a positional argument": (
        "from functools import partial\nclass Base: pass\ndef made(name, base):\n    return type(name, (base,), {})\n"
        "make = partial(made, 'Made', base=object)\nclass A(make()): pass\nclass X(A, make(base=Base)): pass"
    ),
    "two calls in one list of bases": f"{MIXED}class X(mixed(1), mixed(2)): pass",
    "twice the same call in one list of bases": f"{MIXED}class X(mixed(1), mixed(1)): pass",
    "two calls that meet below": f"{MIXED}class A(mixed(1)): pass\nclass B(mixed(2)): pass\nclass X(A, B): pass",
    "one call under one name": f"{MIXED}M = mixed(1)\nclass A(M): pass\nclass B(M): pass\nclass X(A, B): pass",
    "a call inside a call": (
        "def outer(value):\n    def inner():\n        class Mixin:\n            kept = value\n        return Mixin\n"
        "    return inner()\nclass X(outer(1), outer(2)): pass"
    ),
    "a class that the constructor keeps": (
        "class Base: pass\nclass Data:\n    def __init__(self, *rest):\n        self.Entity = type('Entity', (Base,), {})\n"
        "db = Data('here')\nclass X(db.Entity): pass"
    ),
    "a class that an inherited constructor keeps": (
        "class Base: pass\nclass Data:\n    def __init__(this):\n        this.Model: type = Base\n"
        "class More(Data): pass\ndb = More()\nclass X(db.Model): pass"
    ),
    "a name made of names": (
        "class P:\n    def __class_getitem__(cls, item):\n        name = f'{cls.__name__}[{item.__name__}]'\n"
        "        return type(name, (cls,), {})\nclass X(P[int]): pass"
    ),
    "a function that only hands on what it got": (
        "class Base: pass\nclass Other: pass\ndef made(*rest, cls=Base):\n    return type('Made', (cls,), {})\n"
        "def old(*rest, **keywords):\n    return made(*rest, **keywords)\n"
        "class A(old()): pass\nclass X(A, old(cls=Other)): pass"
    ),
    "bases that are put together before": (
        "class A: pass\nclass B: pass\ndef maybe(cls, wanted):\n    if wanted:\n        return cls\n"
        "    return type(cls.__name__ + 'Not', cls.__bases__, {})\n"
        "def made(one=True, two=True):\n    bases = (A, maybe(B, one and two))\n    return type('Made', bases, {})\n"
        "class X(made(), made(two=False)): pass"
    ),
    "a local name like one whose attribute the module sets": (
        "class Other: pass\nclass Kept: pass\nclass Box:\n    Model = Kept\nbox = Box()\nbox.Model = Other\n"
        "def made(box):\n    return type('Made', (box.Model,), {})\nclass X(made(Box)): pass"
    ),
    "a class put into another module before": (
        "import collections\nclass Mine: pass\nkept = collections.UserDict\ncollections.UserDict = Mine\n"
        "class X(collections.UserDict): pass\ncollections.UserDict = kept"
    ),
}


def real_mro(source: str) -> list[str]:
    space: dict[str, object] = {"__name__": "m"}
    exec(source, space)
    found = space["X"]
    assert isinstance(found, type)
    return [each.__qualname__.rpartition(".")[2] for each in found.__mro__]


def mro_of(world: Codebase, name: str) -> Mro:
    return linearize(world)[record(world, name).key]


@pytest.mark.parametrize("source", EXECUTED.values(), ids=EXECUTED.keys())
def test_the_mro_is_the_one_that_python_computes(source: str) -> None:
    mro = mro_of(linked({"m.py": source}), "m.X")
    names = [ancestor.name.rpartition(".")[2] for ancestor in mro.ancestors]
    assert (mro.status, names) == (MroStatus.COMPLETE, real_mro(source))


@pytest.mark.parametrize(
    "assignment",
    [
        "        if flag:\n            self.Model = Base",
        "        self.Model = Base\n    def change(self, other):\n        self.Model = other()",
        "        pass\n    def later(self):\n        self.Model = Base",
    ],
    ids=["under a condition", "twice", "not in the constructor"],
)
def test_what_an_instance_may_hold_is_told_with_a_doubt(assignment: str) -> None:
    source = f"class Base: pass\nclass Data:\n    def __init__(self, flag):\n{assignment}\ndb = Data(1)\nclass X(db.Model): pass"
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert (mro.status, [a.name for a in mro.ancestors]) == (MroStatus.PARTIAL, ["m.X", "m.Base", "builtins.object"])
    assert "the attribute Model may get another value" in mro.reason


def test_an_attribute_that_is_made_of_itself_ends() -> None:
    source = (
        "class Data:\n    def __init__(self):\n        self.Model = self.Model()\ndb = Data()\nclass X(db.Model): pass"
    )
    assert mro_of(linked({"m.py": source}), "m.X").status is MroStatus.PARTIAL


def test_a_caching_decorator_gives_the_same_class_twice() -> None:
    source = f"from functools import cache\n@cache\n{MIXED}class X(mixed(1), mixed(1)): pass"
    assert mro_of(linked({"m.py": source}), "m.X").status is MroStatus.INCONSISTENT


def test_a_class_with_a_name_that_is_not_known_is_called_as_written() -> None:
    source = "class P:\n    def __class_getitem__(cls, item):\n        return type(str(item), (cls,), {})\nclass X(P[int]): pass"
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert (mro.status, mro.ancestors[1].name) == (MroStatus.PARTIAL, "m.P[int]")


def test_a_class_made_elsewhere_goes_by_the_module_that_its_namespace_tells() -> None:
    world = linked(
        {"records.py": RECORD, "m.py": "from records import record\n@record\nclass A: pass\nclass X(A): pass"}
    )
    names = [ancestor.name for ancestor in mro_of(world, "m.X").ancestors]
    assert names == ["m.X", "m.A", "m.A", "records._A", "builtins.tuple", "builtins.object"]


def test_a_module_made_from_a_spec_is_a_second_one() -> None:
    source = (
        "import importlib.util\nspec = importlib.util.find_spec('html.parser')\n"
        "parser = importlib.util.module_from_spec(spec)\nclass X(parser.HTMLParser): pass"
    )
    mro = mro_of(linked({"m.py": source}), "m.X")
    assert (mro.status, mro.ancestors[1].name) == (MroStatus.PARTIAL, "html.parser.HTMLParser")


def test_a_class_set_in_a_module_under_a_condition_is_told_with_a_doubt() -> None:
    source = (
        "import collections\nimport other\nclass Mine: pass\nif other.flag:\n    collections.UserDict = Mine\n"
        "class X(collections.UserDict): pass"
    )
    assert mro_of(linked({"m.py": source}), "m.X").status is MroStatus.PARTIAL
