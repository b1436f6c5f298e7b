"""Members that nobody wrote: what Python puts into data classes and named tuples is asked of Python itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from archgraph.analyses.mro.checks.init_chains import broken_chains
from archgraph.analyses.mro.checks.subject import hierarchies
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.mro.providers import Providers
from archgraph.model.codebase import Codebase
from tests.linked import record
from tests.worlds import codebase

HEAD = "from dataclasses import dataclass\nfrom collections import namedtuple\nfrom typing import NamedTuple\n"

PARTS = (
    "@dataclass\nclass X:\n    a: int\n",
    "@dataclass(order=True)\nclass X:\n    a: int\n    def __repr__(self): return ''\n",
    "@dataclass(frozen=True, repr=False)\nclass X:\n    a: int\n",
    "@dataclass(init=False, eq=False, match_args=False)\nclass X:\n    a: int\n",
    "class X(NamedTuple):\n    a: int\n    b: str = ''\n    def size(self): return 1\n",
)

LATER = frozenset(
    {"__replace__", "__firstlineno__", "__static_attributes__", "__annotate_func__", "__annotations_cache__"}
    | {"__classdictcell__"}
)
"""What newer versions of Python add."""
EVERYWHERE = frozenset(
    {"__doc__", "__module__", "__dict__", "__weakref__", "__annotations__", "__orig_bases__", "__hash__"}
)


def world_of(tmp_path: Path, source: str) -> Codebase:
    return codebase(tmp_path, {"m.py": source})


@pytest.mark.parametrize("source", PARTS)
def test_a_class_defines_what_it_has_in_python(tmp_path: Path, source: str) -> None:
    space: dict[str, object] = {"__name__": "m"}
    exec(compile(HEAD + source, "m.py", "exec", dont_inherit=True), space)
    world = world_of(tmp_path, HEAD + source)
    own = set(define(world)[record(world, "m.X").key])
    assert own - EVERYWHERE - {"a"} == set(vars(space["X"])) - EVERYWHERE - LATER - {"a", "__slots__"}


def test_the_fields_of_a_named_tuple_that_a_call_makes_are_known(tmp_path: Path) -> None:
    from collections import namedtuple

    real = namedtuple("P", "a b, c")
    world = world_of(
        tmp_path, f"{HEAD}class X(namedtuple('P', 'a b, c')): ...\nclass Y(NamedTuple('Q', [('d', int)])): ...\n"
    )
    mros = linearize(world)
    base, other = (mros[record(world, name).key].ancestors[1] for name in ("m.X", "m.Y"))
    assert base.key is not None
    assert other.key is not None
    members = dict(world.externals[base.key].members)
    assert set(members) == set(vars(real)) - LATER - {"__doc__", "__module__"}
    assert [name for name, kind in members.items() if kind == "property"] == ["a", "b", "c"]
    assert ("d", "property") in world.externals[other.key].members


def test_attrs_are_known_by_where_their_decorators_come_from(tmp_path: Path) -> None:
    source = "import attr\nfrom attrs import define as make\n@attr.s\nclass X: ...\n@make\nclass Y: ...\n@define\nclass Z: ...\n"
    world = world_of(tmp_path, source)
    own = {key.class_: set(members) for key, members in define(world).items()}
    assert {"__init__", "__lt__", "__attrs_attrs__"} <= own["m.X"]
    assert "__lt__" not in own["m.Y"]
    assert "__eq__" in own["m.Y"]
    assert own["m.Z"] == set()


def test_a_generated_constructor_breaks_no_chain(tmp_path: Path) -> None:
    source = HEAD + (
        "@dataclass\nclass A:\n    a: int\n@dataclass\nclass B(A):\n    b: int\nclass C(B):\n    def __init__(self): ...\n"
        "class D:\n    def __init__(self): self.d = 1\n@dataclass\nclass E(D):\n    e: int\n"
    )
    world = world_of(tmp_path, source)
    known = Providers(world, define(world))
    assert list(broken_chains(hierarchies(world, linearize(world), known))) == []
