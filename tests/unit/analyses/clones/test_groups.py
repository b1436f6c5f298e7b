"""Who is told beside whom."""

from __future__ import annotations

from archgraph.analyses.clones.groups import groups
from archgraph.analyses.clones.pair import Pair


def told(*pairs: Pair, alone: float = 0.0) -> list[list[int]]:
    """The groups of fragments that have no look in common."""
    made = groups(pairs, lambda one, two: 0.0, lambda one: one, lambda one, two: False, alone)
    return sorted(sorted(member for member, _ in group) for group in made)


def test_a_group_is_of_fragments_that_are_all_alike() -> None:
    assert told(Pair(0, 1, 0.9, 1.0), Pair(1, 2, 0.8, 0.9), Pair(0, 2, 0.7, 0.8)) == [[0, 1, 2]]
    assert told(Pair(0, 1, 0.9, 1.0), Pair(1, 2, 0.8, 0.9)) == [[0, 1], [1, 2]]


def test_who_is_refused_by_the_group_it_is_closest_to_is_no_worse_pair_with_a_cousin() -> None:
    group, refused = Pair(0, 1, 0.9, 1.0), Pair(1, 2, 0.8, 0.9)
    assert told(group, refused, Pair(2, 3, 0.5, 0.6)) == [[0, 1], [1, 2], [2, 3]]
    assert told(group, refused, Pair(2, 3, 0.75, 0.85)) == [[0, 1], [2, 3]]


def test_what_would_not_be_told_beside_that_group_stays_with_the_cousin() -> None:
    pairs = Pair(0, 1, 0.9, 1.2), Pair(1, 2, 0.8, 0.9), Pair(2, 3, 0.5, 0.6)
    assert told(*pairs, alone=1.0) == [[0, 1], [2, 3]]
