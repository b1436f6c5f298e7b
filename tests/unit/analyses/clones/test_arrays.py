"""Arrays of rows against plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archgraph.analyses.clones.arrays import Ints, Ragged, distinct, numbered, shared

Rows = list[list[int]]
rows = st.lists(st.lists(st.integers(0, 30), max_size=8), min_size=1, max_size=12)


def ragged(lists: Rows) -> Ragged:
    """Lists as flat arrays."""
    values = np.array([value for row in lists for value in row], dtype=np.int64)
    return Ragged(values, np.concatenate(([0], np.cumsum([len(row) for row in lists]))).astype(np.int64))


def every_pair(count: int) -> tuple[Ints, Ints]:
    """All pairs of two rows, those with one left row together."""
    left, right = np.divmod(np.arange(count * count), count)
    return left[left != right], right[left != right]


@given(rows)
def test_what_two_rows_share_is_what_their_multisets_share(lists: Rows) -> None:
    bags = distinct(ragged(lists))
    left, right = every_pair(len(lists))
    found = shared(bags, np.ones(len(bags.values)), left, right)
    expected = [
        sum(min(lists[a].count(value), lists[b].count(value)) for value in set(lists[a]))
        for a, b in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert found.tolist() == expected


@given(rows)
def test_the_left_row_says_what_a_shared_value_is_worth(lists: Rows) -> None:
    bags = distinct(ragged(lists))
    left, right = every_pair(len(lists))
    worth = 1.0 + bags.owners.astype(np.float64)
    plain = shared(bags, np.ones(len(bags.values)), left, right)
    assert shared(bags, worth, left, right).tolist() == (plain * (1 + left)).tolist()


@given(st.lists(st.integers(-5, 5) | st.integers(0, 1 << 40), max_size=30))
def test_numbers_of_values_ascend_with_them(values: list[int]) -> None:
    ordered = sorted(set(values))
    assert numbered(np.array(values, dtype=np.int64)).tolist() == [ordered.index(value) for value in values]


@given(st.lists(st.integers(0, 1000), max_size=30))
def test_small_numbers_are_numbered_like_others(values: list[int]) -> None:
    ordered = sorted(set(values))
    assert numbered(np.array(values, dtype=np.int64)).tolist() == [ordered.index(value) for value in values]
