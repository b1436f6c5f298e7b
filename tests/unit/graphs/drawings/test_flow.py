"""Which arrows are drawn: an order, what is against it, and nothing that follows from the rest."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from archgraph.graphs.drawings.flow import flow

name = st.sampled_from("abcdefgh")
weights = st.dictionaries(st.tuples(name, name).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 9), max_size=40)


@given(weights)
def test_every_arc_is_in_exactly_one_part(arcs) -> None:
    found = flow(arcs)
    assert sorted([*found.forward, *found.against, *found.implied]) == sorted(arcs)


@given(weights)
def test_what_is_drawn_forward_is_the_transitive_reduction(arcs) -> None:
    found = flow(arcs, dense=0)
    ordered = networkx.DiGraph([*found.forward, *found.implied])
    assert sorted(networkx.transitive_reduction(ordered).edges) == sorted(found.forward)


def test_the_lighter_direction_is_against_the_order() -> None:
    assert flow({("a", "b"): 5, ("b", "a"): 1}).against == (("b", "a"),)


def test_few_arcs_are_all_drawn() -> None:
    assert flow({("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 1}).implied == ()
