"""Squashing: every module is in one box, there are few boxes, and what hides most is opened first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archgraph.graphs.drawings.squash import OWN, REST, squash

part = st.sampled_from(["a", "b", "c", 'q"', "*"])
names = st.lists(st.lists(part, min_size=1, max_size=4).map(".".join), max_size=40)


def boxes(modules: list[str], arcs: list[tuple[str, str]], limit: int) -> dict[str, tuple[str, ...]]:
    return {parcel.id: parcel.modules for parcel in squash(modules, arcs, limit)}


@given(names, st.integers(5, 20), st.data())
def test_every_module_is_in_exactly_one_box_and_the_limit_holds(modules, limit, data) -> None:
    arcs = data.draw(st.lists(st.tuples(st.sampled_from(modules), st.sampled_from(modules)))) if modules else []
    parcels = squash(modules, arcs, limit)
    held = [module for parcel in parcels for module in parcel.modules]
    assert sorted(held) == sorted(set(modules))
    assert len(parcels) <= max(limit, len({name.partition(".")[0] for name in modules}))
    assert len({parcel.id for parcel in parcels}) == len(parcels)


def test_a_small_code_base_is_drawn_module_by_module() -> None:
    assert set(boxes(["p", "p.a", "p.b"], [("p.a", "p.b"), ("p", "p.a")], 10)) == {"p", "p.a", "p.b"}


def test_what_hides_no_import_stays_closed() -> None:
    found = boxes(["p.x.a", "p.x.b", "p.y.c", "p.y.d"], [("p.x.a", "p.x.b"), ("p.x.a", "p.y.c")], 10)
    assert set(found) == {"p.x.a", "p.x.b", "p.y"}


def test_loose_modules_beside_packages_are_one_box_until_it_is_opened() -> None:
    modules = ["p.one", "p.two", "p.q.a", "p.q.b"]
    assert boxes(modules, [("p.one", "p.q.a")] * 9, 10)[f"p · {OWN}"] == ("p.one", "p.two")


def test_of_too_many_modules_the_busiest_get_boxes_of_their_own() -> None:
    modules = [f"p.m{i:02}" for i in range(40)]
    arcs = [("p.m39", name) for name in modules[:-1]]
    found = boxes(modules, arcs, 12)
    assert "p.m39" in found
    assert len(found[f"p · {REST}"]) > 20


def test_the_same_modules_in_any_order_make_the_same_boxes() -> None:
    modules = ["p.x.a", "p.x.b", "p.y.c", "q"]
    arcs = [("p.x.a", "p.y.c"), ("p.x.a", "p.x.b")]
    assert squash(modules, arcs, 3) == squash(modules[::-1], arcs[::-1], 3)
