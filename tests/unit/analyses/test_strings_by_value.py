"""Literals asked for by value are those that a look at all of them finds."""

from __future__ import annotations

from archgraph.model.results.strings import Literals, StringUse, counted, standing, values_of

ROWS = (StringUse("a_b", "identifiers", (("x.py", 1), ("y.py", 2))), StringUse("c", "messages", (("x.py", 3),)))
PLACES = {row.value: row.places for row in ROWS}
LITERALS = Literals(
    {row.value: row.category for row in reversed(ROWS)}, lambda value: len(PLACES[value]), lambda value: PLACES[value]
)


def test_they_are_a_sequence_by_value() -> None:
    assert (tuple(LITERALS), len(LITERALS), LITERALS[0], LITERALS[:1]) == (ROWS, 2, ROWS[0], ROWS[:1])
    assert ROWS == LITERALS
    assert ROWS[:1] != LITERALS


def test_rows_that_are_there_answer_the_same() -> None:
    wanted = {"c", "a_b", "not there"}
    assert standing(LITERALS, wanted) == standing(ROWS, wanted) == list(ROWS)
    assert sorted(counted(LITERALS)) == sorted(counted(ROWS)) == [("a_b", "identifiers", 2), ("c", "messages", 1)]
    assert sorted(values_of(LITERALS)) == sorted(values_of(ROWS)) == ["a_b", "c"]
