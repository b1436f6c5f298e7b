"""MROs: in: the code base, out: the linearization of each class, internal or external, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from archgraph.analyses.mro.c3 import Impossible, Why, combine, strongly_connected
from archgraph.analyses.mro.hierarchy import ROOT, Hierarchy, number_classes
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results import Mro, MroStatus


def linearize(codebase: Codebase) -> Mapping[ClassKey, Mro]:
    """The MRO of every class, as `type.__mro__` would be, in the order of `codebase.classes` and then of the externals.

    complete: all bases are known, up to `object`. partial: something in the class or an ancestor is not known; the rest
    is linearized all the same. inconsistent: Python would refuse the class. cyclic: it inherits from itself.
    """
    return mros_of(number_classes(codebase))


def mros_of(hierarchy: Hierarchy) -> dict[ClassKey, Mro]:
    """The MROs of a numbered hierarchy."""
    state = _State(hierarchy)
    for circle in strongly_connected(dict(enumerate(hierarchy.bases))):
        if len(circle) > 1 or circle[0] in hierarchy.bases[circle[0]]:
            _refuse_circle(state, circle)
        else:
            _place(state, circle[0])
    ancestors = hierarchy.ancestors
    return {
        key: Mro(
            key,
            state.status.get(number, MroStatus.COMPLETE),
            state.reason.get(number, ""),
            tuple([ancestors[each] for each in state.mros[number]]),
        )
        for key, number in hierarchy.numbers.items()
    }


@dataclass(slots=True)
class _State:
    """What is found so far; classes without an entry in `status` are complete."""

    hierarchy: Hierarchy
    mros: dict[int, tuple[int, ...]] = field(default_factory=dict)
    status: dict[int, MroStatus] = field(default_factory=dict)
    reason: dict[int, str] = field(default_factory=dict)
    culprit: dict[int, int] = field(default_factory=dict)
    """For each class that is not complete: the class (itself or an ancestor) where the trouble starts."""
    tails: dict[tuple[int, ...], tuple[int, ...] | Impossible[int]] = field(default_factory=dict)

    def mark(self, number: int, status: MroStatus, reason: str, culprit: int) -> None:
        self.status[number] = status
        self.reason[number] = reason
        self.culprit[number] = culprit


def _place(state: _State, number: int) -> None:
    bases = state.hierarchy.bases[number]
    tail = state.tails.get(bases)
    if tail is None:
        tail = state.tails[bases] = combine(bases, [state.mros[base] for base in bases])
    if isinstance(tail, Impossible):
        state.mros[number] = _depth_first(state.hierarchy, number)
        _doubt(state, number)
        _refuse(state, number, tail)
    else:
        state.mros[number] = (number, *tail)
        if state.culprit or state.hierarchy.doubts[number]:
            _doubt(state, number)


def _doubt(state: _State, number: int) -> None:
    """Mark a class as partial when it or an ancestor is not fully known."""
    own = state.hierarchy.doubts[number]
    if own:
        state.mark(number, MroStatus.PARTIAL, own, number)
        return
    for base in state.hierarchy.bases[number]:
        culprit = state.culprit.get(base)
        if culprit is not None:
            name = state.hierarchy.ancestors[culprit].name
            state.mark(number, MroStatus.PARTIAL, f"ancestor {name}: {state.reason[culprit]}", culprit)
            return


def _refuse(state: _State, number: int, impossible: Impossible[int]) -> None:
    """Mark a class whose bases cannot be merged: inconsistent when that is certain, else partial."""
    names = [state.hierarchy.ancestors[each].name for each in dict.fromkeys(seq[0] for seq in impossible.evidence)]
    if impossible.why is Why.DUPLICATE:
        text = f"duplicate base {names[0]}"
    else:
        text = f"no order of {', '.join(names)} suits all bases"
    if number not in state.culprit or _contradicts_itself(state, number):
        state.mark(number, MroStatus.INCONSISTENT, text, number)
    else:
        state.reason[number] += f"; {text}, as far as they are known"


def _contradicts_itself(state: _State, number: int) -> bool:
    """Do the known parts alone rule out every order? Only what no unknown base can change counts: who inherits from
    whom, the order of each base list, and the MROs of complete ancestors."""
    hierarchy = state.hierarchy
    if number in hierarchy.altered:
        return False
    after: dict[int, list[int]] = {}
    for each in filter(hierarchy.is_known, state.mros[number]):
        sequences = [state.mros[each]] if each not in state.culprit else [hierarchy.bases[each]]
        sequences += [(each, base) for base in hierarchy.bases[each]]
        for sequence in sequences if each not in hierarchy.altered else ():
            known = list(filter(hierarchy.is_known, sequence))
            for first, second in pairwise(known):
                after.setdefault(first, []).append(second)
                after.setdefault(second, [])
    return any(len(circle) > 1 for circle in strongly_connected(after))


def _refuse_circle(state: _State, circle: tuple[int, ...]) -> None:
    names = [state.hierarchy.ancestors[number].name for number in circle]
    text = f"inherits from itself: {' > '.join([*names, names[0]])}"
    for number in circle:
        state.mros[number] = _depth_first(state.hierarchy, number)
        state.mark(number, MroStatus.CYCLIC, text, number)


def _depth_first(hierarchy: Hierarchy, number: int) -> tuple[int, ...]:
    """The class and its ancestors, each where a depth-first walk meets it first, `object` last."""
    seen: dict[int, None] = {}
    todo = [number]
    while todo:
        each = todo.pop()
        if each not in seen:
            seen[each] = None
            todo.extend(reversed(hierarchy.bases[each]))
    rest = [each for each in seen if each != ROOT]
    return (*rest, ROOT)
