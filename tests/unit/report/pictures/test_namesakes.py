"""Boxes of one title: no two of them may look the same when they are not."""

from __future__ import annotations

from archgraph.model.drawing import Box
from archgraph.report.pictures.measure import measure
from archgraph.report.pictures.namesakes import told_apart
from tests.unit.report.pictures.drawings import drawing

LONG = "a_rather_long_package_name.with_another_one"


def shown(*boxes: Box) -> list[tuple[str, ...]]:
    return [measure(box).detail for box in told_apart(drawing(boxes=boxes, links=())).boxes]


def test_namesakes_whose_modules_would_be_cut_to_the_same_text_say_where_they_differ() -> None:
    one = Box("1", "Store", (f"{LONG}.orders.storage.session_store", "2 methods"))
    other = Box("2", "Store", (f"{LONG}.users.orders.storage.session_store", "3 methods"))
    assert measure(one).detail[0] == measure(other).detail[0]
    assert shown(one, other) == [
        ("…orders.storage.session_store", "2 methods"),
        ("…users.orders.storage.session_store", "3 methods"),
    ]


def test_what_can_be_told_apart_as_it_is_stays() -> None:
    boxes = (
        Box("1", "Store", (f"{LONG}.orders.storage.session_store",)),
        Box("2", "Shelf", (f"{LONG}.users.orders.storage.session_store",)),
        Box("3", "Store", ("shop.orders",)),
        Box("4", "Store", ("shop.users",)),
    )
    assert told_apart(drawing(boxes=boxes, links=())).boxes == boxes


def test_boxes_that_are_the_same_in_all_but_their_place_stay() -> None:
    boxes = tuple(Box(name, "Store", (f"{LONG}.orders.storage.session_store",)) for name in "ab")
    assert told_apart(drawing(boxes=boxes, links=())).boxes == boxes
