"""Changes of signatures, with Python as the judge: what no change is named for accepts every call that it accepted before."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archgraph.analyses.mro.changes import describe_change
from archgraph.analyses.mro.definitions import define
from tests.hierarchies import codebase_of_source

NAMES = ("a", "b", "c")


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """The parameters of a method behind self, as written."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(0, 3))]
    star = draw(st.sampled_from(["", "*rest", "*"]))
    cut = draw(st.integers(0, len(names)))
    positional, named = list(names[:cut]), list(names[cut:])
    if star != "*" and named and not star:
        positional, named = [*positional, *named], []
    defaults = draw(st.integers(0, len(positional)))
    kept = len(positional) - defaults
    parts = [*positional[:kept], *(f"{name}=0" for name in positional[kept:])]
    parts += [star] if star == "*rest" or (star and named) else []
    parts += [f"{name}=0" if draw(st.booleans()) else name for name in named]
    return ", ".join([*parts, *(["**more"] if draw(st.booleans()) else [])])


def calls() -> Iterator[tuple[tuple[int, ...], dict[str, int]]]:
    """Calls with up to four positional arguments and any of the names, one that no parameter has among them."""
    for count in range(5):
        for size in range(len(NAMES) + 2):
            for named in combinations((*NAMES, "other"), size):
                yield tuple(range(count)), {name: ord(name[0]) for name in named}


def accepts(signature: inspect.Signature, args: tuple[int, ...], named: dict[str, int]) -> dict[str, object] | None:
    """Where each argument lands, by the name of the parameter; None when the call fails."""
    try:
        bound = signature.bind(*args, **named).arguments
    except TypeError:
        return None
    return {name: value for name, value in bound.items() if name in NAMES}


def change(old: str, new: str) -> str:
    """What archgraph says."""
    bodies = [f"    def f({', '.join(filter(None, ['self', each]))}): pass\n" for each in (old, new)]
    found = define(codebase_of_source(f"class A:\n{bodies[0]}class B(A):\n{bodies[1]}"))
    members = {key.class_: definitions for key, definitions in found.items()}
    return describe_change(members["m.A"]["f"], members["m.B"]["f"])


def signature(written: str) -> inspect.Signature:
    space: dict[str, object] = {}
    exec(f"def f({written}): pass", space)
    return inspect.signature(space["f"])  # type: ignore[arg-type]


def keeps(landed: dict[str, object], now: dict[str, object], after: inspect.Signature) -> bool:
    """Does each argument land in the parameter of the name as before, or, where there is none any more, in no other?"""
    places = {value: name for name, value in now.items()}
    return all(places.get(value, "" if name in after.parameters else name) == name for name, value in landed.items())


@settings(max_examples=200, deadline=None)
@given(parameters(), parameters())
def test_no_change_is_named_exactly_where_every_old_call_still_lands_where_it_did(old: str, new: str) -> None:
    assume("*rest" not in old)  # what it took, nothing else can take as well
    before, after = signature(old), signature(new)
    lost = []
    for args, named in calls():
        landed = accepts(before, args, named)
        if landed is not None:
            now = accepts(after, args, named)
            if now is None or not keeps(landed, now, after):
                lost.append((args, named))
    said = change(old, new)
    assert bool(said) == bool(lost), (old, new, said, lost[:3])
