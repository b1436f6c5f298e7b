"""C3 against Python itself: random hierarchies are built as real classes and the linearizations compared."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from archgraph.analyses.mro.c3 import Impossible, Why, combine, linearize_all, merge, strongly_connected

Hierarchy = Mapping[str, tuple[str, ...]]
MAX_CLASSES = 14


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    """Each class lists up to four classes made before it, in any order, sometimes one twice."""
    bases: dict[str, tuple[str, ...]] = {"object": ()}
    for number in range(draw(st.integers(1, MAX_CLASSES))):
        names = sorted(bases)
        chosen = draw(
            st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=draw(st.booleans()) or number > 2)
        )
        bases[f"C{number:02}"] = tuple(chosen)
    return bases


def made_by_python(bases: Hierarchy) -> dict[str, tuple[str, ...] | None]:
    """The MRO that `type` computes for each class; None where it refuses, or where a base was refused."""
    made: dict[str, type] = {"object": object}
    for name, own in bases.items():
        if name != "object" and all(base in made for base in own):
            try:
                made[name] = type(name, tuple(made[base] for base in own), {})
            except TypeError:
                continue
    return {name: tuple(c.__name__ for c in made[name].__mro__) if name in made else None for name in bases}


@settings(max_examples=400, deadline=None)
@given(hierarchies())
def test_every_linearization_is_the_one_that_python_computes(bases: Hierarchy) -> None:
    found = linearize_all(bases)
    for name, truth in made_by_python(bases).items():
        answer = found[name]
        assert (None if isinstance(answer, Impossible) else answer) == truth


@settings(max_examples=200, deadline=None)
@given(hierarchies())
def test_a_class_is_refused_for_its_own_order_exactly_when_its_bases_are_possible(bases: Hierarchy) -> None:
    found = linearize_all(bases)
    for name, own in bases.items():
        answer = found[name]
        if isinstance(answer, Impossible):
            broken = [base for base in own if isinstance(found[base], Impossible)]
            assert (answer.why is Why.ANCESTOR) == bool(broken)
            assert (answer.why is Why.DUPLICATE) == (not broken and len(set(own)) < len(own))


@settings(max_examples=300, deadline=None)
@given(hierarchies())
def test_the_shortcuts_give_what_the_plain_merge_gives(bases: Hierarchy) -> None:
    found = linearize_all(bases)
    for own in bases.values():
        mros = [found[base] for base in own]
        known = [mro for mro in mros if not isinstance(mro, Impossible)]
        if len(known) == len(own) == len(set(own)):
            merged, rest = merge((*known, own))
            answer = combine(own, known)
            assert (rest != ()) == isinstance(answer, Impossible)
            assert isinstance(answer, Impossible) or answer == merged


@settings(max_examples=200, deadline=None)
@given(hierarchies(), st.randoms(use_true_random=False))
def test_the_order_in_which_classes_are_told_does_not_matter(bases: Hierarchy, random: object) -> None:
    names = sorted(bases)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert linearize_all({name: bases[name] for name in names}) == linearize_all(bases)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), min_size=10, max_size=10))
def test_circles_are_exactly_the_classes_that_reach_themselves(graph: dict[int, list[int]]) -> None:
    def reachable(start: int) -> set[int]:
        seen: set[int] = set()
        todo = list(graph[start])
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(graph[name])
        return seen

    order = strongly_connected(graph)
    assert sorted(name for circle in order for name in circle) == sorted(graph)
    position = {name: at for at, circle in enumerate(order) for name in circle}
    for name, own in graph.items():
        assert all(position[base] <= position[name] for base in own)
        together = {other for other in graph if position[other] == position[name]}
        assert together == {name} | {other for other in reachable(name) if name in reachable(other)}
