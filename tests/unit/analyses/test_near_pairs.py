"""Values that differ by one slip of the hand: after a change those are found that are found anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.analyses.near_pairs import pairs, pairs_again

WORDS = st.sampled_from(
    ["order", "ordre", "oder", "order_", "paid", "payed", "received", "recieved", "started", "stated", "Started"]
)
VALUES = st.lists(WORDS, min_size=2, max_size=3).flatmap(
    lambda words: st.sampled_from(["_", ".", "-", ":"]).map(lambda sign: sign.join(words))
)
COUNTS = st.dictionaries(VALUES, st.integers(1, 12), max_size=30)


def test_a_rare_value_stands_beside_a_usual_one() -> None:
    (pair,) = pairs({"order_received": 9, "order_recieved": 1, "order_sent": 9})
    assert (pair.value, pair.usual, pair.odd, pair.right) == (
        "order_recieved",
        "order_received",
        "recieved",
        "received",
    )


@given(COUNTS, COUNTS)
def test_what_is_compared_again_is_what_is_found_anew(before: dict[str, int], now: dict[str, int]) -> None:
    assert pairs_again(before, pairs(before), now) == pairs(now)


@given(COUNTS, VALUES, st.integers(0, 12))
def test_one_value_more_or_less_often_is_enough(before: dict[str, int], value: str, count: int) -> None:
    now = {**before, value: count} if count else {each: times for each, times in before.items() if each != value}
    assert pairs_again(before, pairs(before), now) == pairs(now)
