"""Where calls land, compared with Python's own attribute lookup."""

from __future__ import annotations

import textwrap

from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.landing import Landing, landing, lanes
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.mro.providers import Providers
from archgraph.model.results.mro import Mro
from tests.hierarchies import codebase_of_source

DIAMOND = """
class A:
    def f(self): return "A"
    def g(self): return "A"
class B(A):
    def f(self): return "B" + super().f()
class C(A):
    def f(self): return "C" + super().f()
    def g(self): return "C"
class D(B, C):
    def __mine(self): return "D"
"""


def world(source: str) -> tuple[dict[str, Mro], Providers]:
    codebase = codebase_of_source(source)
    named = {key.class_.removeprefix("m."): mro for key, mro in linearize(codebase).items()}
    return named, Providers(codebase, define(codebase))


def answers(found: Landing) -> tuple[str, bool]:
    return (found.provider.name.removeprefix("m.") if found.provider else "", found.certain)


def test_a_call_lands_where_python_finds_it() -> None:
    namespace: dict[str, object] = {}
    exec(textwrap.dedent(DIAMOND), namespace)
    mros, providers = world(DIAMOND)
    for name in "ABCD":
        for method in "fg":
            real = getattr(namespace[name], method)
            assert answers(landing(mros[name], method, providers)) == (real.__qualname__.partition(".")[0], True)


def test_super_goes_on_in_the_mro_of_the_instance_and_not_of_the_class_that_calls() -> None:
    mros, providers = world(DIAMOND)
    in_b = next(ancestor for ancestor in mros["D"].ancestors if ancestor.name == "m.B")
    assert answers(landing(mros["D"], "f", providers, after=in_b)) == ("C", True)
    assert answers(landing(mros["B"], "f", providers, after=mros["B"].ancestors[0])) == ("A", True)


def test_a_mangled_name_is_found_in_the_class_itself_only() -> None:
    mros, providers = world(DIAMOND + "class E(D): pass\n")
    assert answers(landing(mros["D"], "__mine", providers)) == ("D", True)
    assert answers(landing(mros["E"], "__mine", providers)) == ("", True)


def test_an_unknown_base_before_the_provider_makes_a_landing_uncertain() -> None:
    mros, providers = world(
        "class A:\n    def f(self): pass\nclass B(lib.Thing, A): pass\nclass C(A, lib.Thing): pass\n"
    )
    assert answers(landing(mros["B"], "f", providers)) == ("A", False)
    assert answers(landing(mros["C"], "f", providers)) == ("A", True)
    assert answers(landing(mros["C"], "no_such", providers)) == ("", False)


def test_lanes_tell_what_each_ancestor_gives_and_what_is_hidden() -> None:
    mros, providers = world(DIAMOND)
    found = [(lane.ancestor.name, lane.reached, lane.hidden) for lane in lanes(mros["D"], providers)[:4]]
    assert found == [
        ("m.D", ("__mine",), ()),
        ("m.B", ("f",), ()),
        ("m.C", ("g",), ("f",)),
        ("m.A", (), ("f", "g")),
    ]
