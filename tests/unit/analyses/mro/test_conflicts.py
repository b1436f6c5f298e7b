"""Impossible MROs: the orders that contradict, where they are declared, and repairs that Python accepts."""

from __future__ import annotations

import re

from hypothesis import given, settings

from archgraph.analyses.mro.conflicts import explain
from archgraph.analyses.mro.linearize import linearize
from archgraph.model.results.mro import MroConflict, MroStatus
from tests.hierarchies import PATH, codebase_of, key
from tests.properties.test_c3_properties import Hierarchy, hierarchies, made_by_python

CROSSED = {"A": (), "B": (), "X": ("A", "B"), "Y": ("B", "A"), "Z": ("X", "Y")}


def conflict_of(name: str, hierarchy: Hierarchy) -> MroConflict:
    codebase = codebase_of(hierarchy)
    found = {conflict.key: conflict for conflict in explain(codebase, linearize(codebase))}
    return found[key(name, hierarchy)]


def orders(conflict: MroConflict) -> list[tuple[str, str, str, int]]:
    short = [(o.first.rpartition(".")[2], o.second.rpartition(".")[2], o.declared_by) for o in conflict.orders]
    assert all(order.path in (PATH, "") for order in conflict.orders)
    return [(*order, declared.line) for order, declared in zip(short, conflict.orders, strict=True)]


def test_a_code_base_without_conflicts_needs_no_explanation() -> None:
    codebase = codebase_of({"A": (), "B": ("A",)})
    assert explain(codebase, linearize(codebase)) == ()


def test_two_parents_that_list_the_same_bases_crosswise_are_named_with_their_lines() -> None:
    conflict = conflict_of("Z", CROSSED)
    assert orders(conflict) == [("A", "B", "m.X", 3), ("B", "A", "m.Y", 4)]
    assert conflict.repair == "re-order the bases of m.X: class X(B, A)"


def test_a_repair_of_an_ancestor_must_not_break_its_other_subclasses() -> None:
    conflict = conflict_of("Z", CROSSED | {"Other": ("X", "A"), "Third": ("A1", "X"), "A1": ("A", "B")})
    assert conflict.repair == "re-order the bases of m.Y: class Y(A, B)"


def test_the_order_is_declared_where_it_first_appears_and_not_in_the_classes_below() -> None:
    hierarchy = {**{k: v for k, v in CROSSED.items() if k != "Z"}, "X2": ("X",), "Y2": ("Y",), "Z": ("X2", "Y2")}
    assert orders(conflict_of("Z", hierarchy)) == [("A", "B", "m.X", 3), ("B", "A", "m.Y", 4)]


def test_a_base_before_its_own_subclass_is_redundant() -> None:
    conflict = conflict_of("X", {"A": (), "B": ("A",), "X": ("A", "B")})
    assert orders(conflict) == [("A", "B", "m.X", 3), ("B", "A", "m.B", 2)]
    assert conflict.repair == "remove the redundant base m.A from m.X: class X(B)"


def test_object_before_a_class_is_redundant() -> None:
    conflict = conflict_of("X", {"A": ("object",), "X": ("object", "A")})
    assert conflict.repair == "remove the redundant base builtins.object from m.X: class X(A)"


def test_a_base_listed_twice_is_listed_once() -> None:
    conflict = conflict_of("X", {"A": (), "X": ("A", "A")})
    assert orders(conflict) == [("A", "A", "m.X", 2)]
    assert conflict.repair == "list each base once in m.X: class X(A)"


def test_a_circle_of_three_orders_is_shown_whole() -> None:
    hierarchy = {"A": (), "B": (), "C": (), "P": ("A", "B"), "Q": ("B", "C"), "R": ("C", "A"), "X": ("P", "Q", "R")}
    conflict = conflict_of("X", hierarchy)
    assert [order[:2] for order in orders(conflict)] == [("A", "B"), ("B", "C"), ("C", "A")]
    assert conflict.repair == "re-order the bases of m.P: class P(B, A)"


def test_when_no_order_helps_a_base_is_given_up() -> None:
    # X and Y cannot be turned round: K and L below them need the order that they have
    parents = {**{name: CROSSED[name] for name in "ABXY"}, "L": ("A", "B"), "M": ("B", "A")}
    conflict = conflict_of("Z", {**parents, "BelowX": ("X", "L"), "BelowY": ("Y", "M"), "Z": ("X", "Y")})
    assert conflict.repair == "remove m.Y from m.Z, and with it what only m.Y gives: class Z(X)"


def apply(repair: str, bases: Hierarchy) -> Hierarchy:
    name, listed = re.search(r"class (\w+)\(([^)]*)\)$", repair).groups()  # type: ignore[union-attr]
    return {**bases, name: tuple(listed.split(", "))}


@settings(max_examples=300, deadline=None)
@given(hierarchies())
def test_every_repair_is_accepted_by_python_and_breaks_no_other_class(bases: Hierarchy) -> None:
    codebase = codebase_of(bases)
    mros = linearize(codebase)
    before = made_by_python(bases)
    for conflict in explain(codebase, mros):
        name = conflict.key.class_.removeprefix("m.")
        assert conflict.repair
        after = made_by_python(apply(conflict.repair, bases))
        assert after[name] is not None
        assert all(after[other] is not None for other, mro in before.items() if mro is not None)


@settings(max_examples=300, deadline=None)
@given(hierarchies())
def test_every_order_of_an_explanation_is_one_that_its_class_has(bases: Hierarchy) -> None:
    codebase = codebase_of(bases)
    mros = linearize(codebase)
    by_name = {mro.key.class_: [ancestor.name for ancestor in mro.ancestors] for mro in mros.values()}
    listed = {record.class_: [base.base for base in record.resolved] for record in codebase.classes.values()}
    inconsistent = {key for key in codebase.classes if mros[key].status is MroStatus.INCONSISTENT}
    conflicts = explain(codebase, mros)
    assert {conflict.key for conflict in conflicts} == inconsistent
    for conflict in conflicts:
        for order in conflict.orders:
            own = order.declared_by == conflict.key.class_
            sequence = listed[order.declared_by] if own else by_name[order.declared_by]
            assert order.first in sequence
            assert order.second in sequence[sequence.index(order.first) + (order.first == order.second) :]
        ends = [(order.first, order.second) for order in conflict.orders]
        assert [second for _, second in ends] == [first for first, _ in (*ends[1:], ends[0])]
