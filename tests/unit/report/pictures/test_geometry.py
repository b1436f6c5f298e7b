"""What Graphviz is asked, and how its answer is read."""

from __future__ import annotations

import json

import pytest

from archgraph.model.drawing import Direction
from archgraph.report.pictures.geometry import answer, name_of, question
from tests.unit.report.pictures.drawings import drawing, hostile

ANSWER = {
    "bb": "0,0,100,200",
    "objects": [
        {"name": "cluster0", "bb": "10,20,90,180"},
        {"name": "b0", "pos": "50,150"},
    ],
    "edges": [
        {"id": "0", "pos": "e,50,40 50,100 50,90 50,80 50,50"},
        {"id": "1", "pos": "s,50,190 50,180 50,170 50,160 50,150"},
        {"id": "2"},
    ],
}


def test_a_question_holds_no_name_and_no_font() -> None:
    text = question(hostile(), Direction.DOWN)
    assert text.isascii()
    assert name_of(text).isalnum()
    assert "quo" not in text
    assert "font" not in text


def test_a_link_against_the_order_is_asked_for_the_other_way_round() -> None:
    assert "b1 -> b0 [id=0, weight=1, dir=back]" in question(drawing("a b alarm"), Direction.DOWN)


def test_places_are_read_with_y_downwards() -> None:
    found = answer(json.dumps(ANSWER))
    assert (found.width, found.height) == (100, 200)
    assert found.boxes == {0: (50, 50)}
    assert found.groups == {0: (10, 20, 90, 180)}


def test_a_route_ends_at_the_tip_of_its_arrow() -> None:
    found = answer(json.dumps(ANSWER)).links
    assert (found[0].points[0], found[0].points[-1], found[0].tip) == ((50, 100), (50, 150), (50, 160))


def test_a_route_that_was_turned_round_is_turned_back() -> None:
    found = answer(json.dumps(ANSWER)).links
    assert (found[1].points[0], found[1].points[-1], found[1].tip) == ((50, 50), (50, 20), (50, 10))


def test_a_link_without_a_place_has_no_route() -> None:
    assert 2 not in answer(json.dumps(ANSWER)).links


@pytest.mark.parametrize("text", ["", "nonsense", "{}", '{"bb": "1"}'])
def test_something_else_is_an_error(text) -> None:
    with pytest.raises((ValueError, KeyError)):
        answer(text)


def test_where_ranks_stand_side_by_side_what_is_named_first_is_said_last_as_dot_fills_them_from_below() -> None:
    def order(direction: Direction) -> list[int]:
        return [int(line[1]) for line in question(drawing("a c", "b c"), direction).splitlines() if " [width" in line]

    assert order(Direction.DOWN) == [0, 1, 2] == order(Direction.LEFT)[::-1] == order(Direction.RIGHT)[::-1]
