"""MROs of small hierarchies: what is complete, partial, inconsistent or cyclic, and the reason in words."""

from __future__ import annotations

from hypothesis import given, settings

from archgraph.analyses.mro.linearize import linearize
from archgraph.model.codebase import Origin
from archgraph.model.results.mro import Mro, MroStatus
from tests.hierarchies import codebase_of, key
from tests.properties.test_c3_properties import Hierarchy, hierarchies, made_by_python


def mro_of(name: str, hierarchy: Hierarchy, reasons: dict[str, str] | None = None) -> Mro:
    return linearize(codebase_of(hierarchy, reasons))[key(name, hierarchy)]


def names(mro: Mro) -> list[str]:
    return [ancestor.name.removeprefix("m.") for ancestor in mro.ancestors]


def test_a_diamond_is_complete_and_ends_with_object() -> None:
    mro = mro_of("D", {"A": (), "B": ("A",), "C": ("A",), "D": ("B", "C")})
    assert names(mro) == ["D", "B", "C", "A", "builtins.object"]
    assert (mro.status, mro.reason, mro.depth) == (MroStatus.COMPLETE, "", 4)
    assert [ancestor.scope for ancestor in mro.ancestors] == [Origin.INTERNAL] * 4 + [Origin.STDLIB]


def test_an_unknown_base_stands_at_its_place_and_says_why() -> None:
    mro = mro_of("C", {"A": (), "C": ("A", "lib.Thing", "object")})
    assert names(mro) == ["C", "A", "lib.Thing", "builtins.object"]
    assert (mro.status, mro.reason) == (MroStatus.PARTIAL, "base lib.Thing: not installed")
    assert (mro.ancestors[2].key, mro.ancestors[2].scope) == (None, Origin.EXTERNAL)


def test_a_class_below_a_partial_one_names_the_ancestor_where_the_trouble_starts() -> None:
    hierarchy = {"A": ("lib.Thing",), "B": ("A",), "C": ("B",)}
    mro = mro_of("C", hierarchy)
    assert (mro.status, mro.reason) == (MroStatus.PARTIAL, "ancestor m.A: base lib.Thing: not installed")
    assert names(mro) == ["C", "B", "A", "lib.Thing", "builtins.object"]


def test_a_metaclass_that_may_change_the_bases_makes_a_class_partial() -> None:
    mro = mro_of("B", {"A": (), "B": ("A",)}, reasons={"A": "metaclass Meta defines mro()"})
    assert (mro.status, mro.reason) == (MroStatus.PARTIAL, "ancestor m.A: metaclass Meta defines mro()")


def test_a_contradiction_is_inconsistent_and_keeps_the_depth_first_order() -> None:
    hierarchy = {"A": (), "B": (), "X": ("A", "B"), "Y": ("B", "A"), "Z": ("X", "Y"), "Below": ("Z",)}
    mro = mro_of("Z", hierarchy)
    assert (mro.status, mro.reason) == (MroStatus.INCONSISTENT, "no order of m.A, m.B suits all bases")
    assert names(mro) == ["Z", "X", "A", "B", "Y", "builtins.object"]
    below = mro_of("Below", hierarchy)
    assert below.status is MroStatus.PARTIAL
    assert below.reason == "ancestor m.Z: no order of m.A, m.B suits all bases"


def test_a_base_listed_twice_is_inconsistent() -> None:
    mro = mro_of("X", {"A": (), "X": ("A", "A")})
    assert (mro.status, mro.reason) == (MroStatus.INCONSISTENT, "duplicate base m.A")


def test_two_unknown_bases_of_one_spelling_may_be_two_classes() -> None:
    mro = mro_of("X", {"X": ("make()", "make()")})
    assert mro.status is MroStatus.PARTIAL
    assert names(mro) == ["X", "make()", "builtins.object"]


def test_a_contradiction_among_known_classes_stays_certain_beside_an_unknown_base() -> None:
    mro = mro_of("X", {"A": (), "B": ("A",), "X": ("A", "B", "lib.Thing")})
    assert mro.status is MroStatus.INCONSISTENT


def test_a_contradiction_that_an_unknown_base_could_resolve_is_partial() -> None:
    # lib.U may inherit from Q before P: then A's MRO has Q before P, and X is fine
    hierarchy = {"P": (), "Q": (), "A1": ("P",), "A2": ("Q",), "A": ("A1", "A2", "lib.U"), "Z": ("Q", "P")}
    mro = mro_of("X", {**hierarchy, "X": ("A", "Z")})
    assert mro.status is MroStatus.PARTIAL
    assert mro.reason.endswith("as far as they are known")


def test_a_contradiction_under_a_metaclass_that_computes_mros_is_partial() -> None:
    mro = mro_of("X", {"A": (), "B": ("A",), "X": ("A", "B")}, reasons={"X": "metaclass Meta defines mro()"})
    assert mro.status is MroStatus.PARTIAL


def test_classes_in_a_circle_are_cyclic_and_those_below_are_partial() -> None:
    hierarchy = {"A": ("B",), "B": ("A",), "C": ("A",), "Self": ("Self",)}
    assert mro_of("A", hierarchy).status is MroStatus.CYCLIC
    assert names(mro_of("A", hierarchy)) == ["A", "B", "builtins.object"]
    assert mro_of("Self", hierarchy).reason == "inherits from itself: m.Self > m.Self"
    below = mro_of("C", hierarchy)
    assert below.status is MroStatus.PARTIAL
    assert below.reason.startswith("ancestor m.A: inherits from itself: ")


@settings(max_examples=200, deadline=None)
@given(hierarchies())
def test_a_class_is_complete_exactly_when_python_makes_it(bases: Hierarchy) -> None:
    mros = linearize(codebase_of(bases))
    for name, truth in made_by_python(bases).items():
        mro = mros[key(name, bases)]
        assert (mro.status is MroStatus.COMPLETE) == (truth is not None)
        if truth is not None:
            assert [each.rpartition(".")[2] for each in names(mro)] == list(truth)
        else:
            possible = all(mros[key(base, bases)].status is MroStatus.COMPLETE for base in bases[name])
            assert mro.status is (MroStatus.INCONSISTENT if possible else MroStatus.PARTIAL)
