"""Who is told beside whom."""

from __future__ import annotations

from archgraph.analyses.clones.groups import groups
from archgraph.analyses.clones.near import Knowledge
from archgraph.analyses.clones.pair import Pair


def told(*pairs: Pair, alone: float = 0.0) -> list[list[int]]:
    """The groups of fragments that have no look in common."""
    known = Knowledge(lambda *two: 0.0, lambda one: one, lambda *two: False, lambda *two: 1.0, lambda one: None)
    made = groups(pairs, known, alone)
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


def test_two_that_are_free_come_before_a_cousin_that_is_closer_to_one_who_is_taken() -> None:
    original, cousin, own_copy = Pair(0, 1, 0.98, 1.4), Pair(0, 2, 0.9, 1.3), Pair(2, 3, 0.85, 1.25)
    pairs = original, cousin, Pair(1, 2, 0.9, 1.3), own_copy
    assert told(*pairs) == [[0, 1], [2, 3]]


def test_who_has_nobody_of_its_own_joins_the_group_all_the_same() -> None:
    pairs = Pair(0, 1, 0.98, 1.4), Pair(0, 2, 0.8, 1.2), Pair(1, 2, 0.8, 1.2)
    assert told(*pairs) == [[0, 1, 2]]


def test_two_pairs_that_are_as_alike_as_their_members_are_one_family() -> None:
    names = [(0, 1), (2, 3), (0, 2), (0, 3), (1, 2), (1, 3)]
    family = [Pair(one, two, 0.9 if two - one == 1 and one != 1 else 0.86, 1.2) for one, two in names]
    assert told(*family) == [[0, 1, 2, 3]]
    cousins = [pair if pair.similarity == 0.9 else pair._replace(similarity=0.8) for pair in family]
    assert told(*cousins) == [[0, 1], [2, 3]]


def test_what_founds_no_group_joins_one_that_is_there() -> None:
    joining = Pair(1, 2, 0.8, 1.3, founds=False)
    assert told(joining) == []
    assert told(Pair(0, 1, 0.9, 1.3), Pair(0, 2, 0.8, 1.3, founds=False), joining) == [[0, 1, 2]]
    assert told(Pair(0, 1, 0.9, 1.3), joining) == [[0, 1]]
