"""Who goes with whom that was left over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.analyses.clones.pair import Pair
from tests.unit.analyses.clones.test_groups import told

TIES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda ends: ends[0] < ends[1]), st.floats(0.6, 1.0)
)


def pair(one: int, two: int, similarity: float) -> Pair:
    return Pair(one, two, similarity, similarity)


def test_two_copies_of_each_other_part_when_each_has_somebody_else() -> None:
    assert told(pair(0, 1, 0.95), pair(0, 2, 0.7), pair(1, 3, 0.7)) == [[0, 2], [1, 3]]


def test_they_stay_together_when_one_has_nobody_else() -> None:
    assert told(pair(0, 1, 0.95), pair(0, 2, 0.7)) == [[0, 1], [0, 2]]


def test_the_odd_member_of_a_group_goes_to_who_has_nobody_else() -> None:
    group = pair(0, 1, 0.96), pair(0, 2, 0.95), pair(1, 2, 0.95)
    assert told(*group, pair(2, 3, 0.85)) == [[0, 1], [2, 3]]


def test_it_stays_where_it_is_much_closer_to_the_others() -> None:
    group = pair(0, 1, 0.96), pair(0, 2, 0.95), pair(1, 2, 0.95)
    assert told(*group, pair(2, 3, 0.75)) == [[0, 1, 2], [2, 3]]


def test_who_is_no_odder_than_the_others_stays() -> None:
    group = pair(0, 1, 0.95), pair(0, 2, 0.95), pair(1, 2, 0.95)
    assert told(*group, pair(2, 3, 0.9)) == [[0, 1, 2], [2, 3]]


@given(TIES)
def test_everybody_who_is_like_somebody_is_told_beside_somebody_like_it(ties: dict[tuple[int, int], float]) -> None:
    made = told(*(pair(one, two, similarity) for (one, two), similarity in ties.items()))
    assert {each for group in made for each in group} == {each for ends in ties for each in ends}
    assert all((one, two) in ties for group in made for place, two in enumerate(group) for one in group[:place])
