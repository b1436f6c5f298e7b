"""Dotted names as short as they can be told apart."""

from hypothesis import given
from hypothesis import strategies as st

from archgraph.report.pages.dotted import below, common_package, distinct

NAMES = st.sets(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(".".join), max_size=8)


def test_namesakes_are_told_apart_by_as_little_as_it_takes() -> None:
    names = ("shop.orders.Manager", "shop.stock.Manager", "shop.web.View", "tool.orders.Manager")
    assert distinct(names) == {
        "shop.orders.Manager": "shop.orders.Manager",
        "tool.orders.Manager": "tool.orders.Manager",
        "shop.stock.Manager": "stock.Manager",
        "shop.web.View": "View",
    }


@given(NAMES)
def test_no_two_names_are_shown_alike_and_each_is_an_end_of_its_name(names: set[str]) -> None:
    shown = distinct(names)
    assert set(shown) == names
    assert len(set(shown.values())) == len(names)
    assert all(f".{name}".endswith(f".{end}") for name, end in shown.items())


def test_names_are_shown_below_the_package_that_all_are_in() -> None:
    assert common_package(["shop.a.X", "shop.b.Y"]) == "shop"
    assert common_package(["shop.X"]) == "shop"
    assert common_package(["X", "shop.Y"]) == common_package([]) == ""
    assert below("shop.a.X", "shop") == "a.X"
    assert below("shop.a.X", "") == "shop.a.X"
