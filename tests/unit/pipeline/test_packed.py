"""Places of literals as bytes: in order, and the same again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.model.facts.texts import Text, Texts
from archgraph.pipeline.packed import count, file_numbers, joined, packed_places, single, stands_in, unpacked

PLACES = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 70_000)), min_size=1, max_size=8)
PATHS = [f"{number:03}.py" for number in range(301)]


def packed(places: list[tuple[int, int]]) -> list[bytes]:
    return packed_places((number, Texts((Text("x", line, 0),))) for number, line in places)["x"]


@given(PLACES)
def test_places_come_back_in_order(places: list[tuple[int, int]]) -> None:
    together = joined(packed(places))
    assert unpacked(PATHS, together) == tuple((PATHS[number], line) for number, line in sorted(places))
    assert (count(together), joined(single(together))) == (len(places), together)


@given(PLACES, st.sets(st.integers(0, 300)))
def test_a_place_is_told_by_the_number_of_its_file(places: list[tuple[int, int]], numbers: set[int]) -> None:
    assert stands_in(file_numbers(numbers), packed(places)) == any(number in numbers for number, _ in places)
