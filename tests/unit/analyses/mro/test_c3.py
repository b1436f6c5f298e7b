"""C3 in single cases: the examples of the paper, and what random hierarchies do not reach."""

from __future__ import annotations

from archgraph.analyses.mro.c3 import Impossible, Why, linearize_all, merge


def test_the_example_of_the_paper_is_linearized_as_printed_there() -> None:
    bases = {
        "object": (),
        "boat": ("object",),
        "day-boat": ("boat",),
        "wheel-boat": ("boat",),
        "engine-less": ("day-boat",),
        "small-multihull": ("day-boat",),
        "pedal-wheel-boat": ("engine-less", "wheel-boat"),
        "small-catamaran": ("small-multihull",),
        "pedalo": ("pedal-wheel-boat", "small-catamaran"),
    }
    assert linearize_all(bases)["pedalo"] == (
        *("pedalo", "pedal-wheel-boat", "engine-less", "small-catamaran", "small-multihull"),
        *("day-boat", "wheel-boat", "boat", "object"),
    )


def test_a_hierarchy_deeper_than_the_recursion_limit_is_linearized() -> None:
    depth = 3000
    bases = {depth - n: (depth - n - 1,) for n in range(depth)} | {
        0: ()
    }  # subclasses first: every base is searched for
    assert linearize_all(bases)[depth] == tuple(range(depth, -1, -1))


def test_a_circle_deeper_than_the_recursion_limit_is_one_circle() -> None:
    length = 3000
    found = linearize_all({n: ((n + 1) % length,) for n in range(length)})
    answer = found[7]
    assert isinstance(answer, Impossible)
    assert answer.why is Why.CYCLE
    assert sorted(answer.evidence[0]) == list(range(length))


def test_a_class_below_a_circle_is_not_in_it() -> None:
    found = linearize_all({"a": ("b",), "b": ("a",), "below": ("a",), "self": ("self",)})
    whys = {name: answer.why for name, answer in found.items() if isinstance(answer, Impossible)}
    assert whys == {"a": Why.CYCLE, "b": Why.CYCLE, "below": Why.ANCESTOR, "self": Why.CYCLE}


def test_object_before_a_class_is_impossible() -> None:
    answer = linearize_all({"object": (), "A": ("object",), "X": ("object", "A")})["X"]
    assert answer == Impossible(Why.ORDER, (("object",), ("A", "object"), ("object", "A")))


def test_a_base_listed_twice_is_named() -> None:
    answer = linearize_all({"object": (), "A": ("object",), "X": ("A", "A")})["X"]
    assert answer == Impossible(Why.DUPLICATE, (("A",),))


def test_the_second_base_may_not_be_a_subclass_of_the_first() -> None:
    answer = linearize_all({"o": (), "A": ("o",), "B": ("A",), "X": ("A", "B")})["X"]
    assert isinstance(answer, Impossible)
    assert answer.why is Why.ORDER


def test_merging_nothing_gives_nothing() -> None:
    assert merge([]) == ((), ())
    assert merge([(), ("a",)]) == (("a",), ())


def test_deep_diamonds_merge_to_the_sum_of_their_layers() -> None:
    width, depth = 40, 25
    bases: dict[object, tuple[object, ...]] = {"o": ()}
    for layer in range(depth):
        for at in range(width):
            below = ((layer - 1, at), (layer - 1, at + 1)) if at + 1 < width else ((layer - 1, at),)
            bases[layer, at] = below if layer else ("o",)
    answer = linearize_all(bases)[depth - 1, 0]
    assert not isinstance(answer, Impossible)
    assert len(answer) == 1 + depth * (depth + 1) // 2
