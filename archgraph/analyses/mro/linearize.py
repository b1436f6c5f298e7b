"""MROs: in: the code base, out: the linearization of each class, internal or external, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from archgraph.analyses.mro.c3 import Impossible, Why, combine, strongly_connected
from archgraph.analyses.mro.hierarchy import ROOT, Hierarchy, number_classes
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.results.mro import Mro, MroStatus


def linearize(codebase: Codebase) -> Mapping[ClassKey, Mro]:
    """The MRO of every class, as `type.__mro__` would be, in the order of `codebase.classes` and then of the externals.

    complete: all bases are known, up to `object`. partial: something in the class or an ancestor is not known; the rest
    is linearized all the same. inconsistent: Python would refuse the class. cyclic: it inherits from itself.
    """
    solution = solve(number_classes(codebase))
    ancestors = solution.hierarchy.ancestors
    mros = {
        key: Mro(
            key,
            solution.status.get(number, MroStatus.COMPLETE),
            solution.reason.get(number, ""),
            tuple([ancestors[each] for each in solution.mros[number]]),
        )
        for key, number in solution.hierarchy.numbers.items()
    }
    mros.update((key, _replaced(mros[key], record)) for key, record in codebase.classes.items() if record.replaced)
    return mros


def _replaced(mro: Mro, record: ClassRecord) -> Mro:
    """Of a class whose decorator puts another in its place: both MROs are told. Certain is that of the statement where the other
    class stands below it; else nothing but the decorator need ever see the statement's class. The classes below are as
    certain as their own bases are."""
    if mro.status is not MroStatus.COMPLETE:
        return mro
    text = f"a decorator puts another class in its place, with the MRO {' > '.join(record.replaced)}"
    is_above = record.class_ in record.replaced[1:]
    return replace(mro, status=MroStatus.COMPLETE if is_above else MroStatus.PARTIAL, reason=text)


class Solution(msgspec.Struct):
    """What is known about each number of a hierarchy; classes without an entry in `status` are complete."""

    hierarchy: Hierarchy
    mros: dict[int, tuple[int, ...]] = {}
    status: dict[int, MroStatus] = {}
    reason: dict[int, str] = {}
    culprit: dict[int, int] = {}
    """For each class that is not complete: the class (itself or an ancestor) where the trouble starts."""
    tails: dict[tuple[int, ...], tuple[int, ...] | Impossible[int]] = {}
    """What follows a class with these bases: many classes have the same."""

    def mark(self, number: int, status: MroStatus, reason: str, culprit: int) -> None:
        """Note that a class is not complete."""
        self.status[number] = status
        self.reason[number] = reason
        self.culprit[number] = culprit


def solve(hierarchy: Hierarchy) -> Solution:
    """Linearize all numbers of a hierarchy, bases first."""
    solution = Solution(hierarchy)
    for circle in strongly_connected(dict(enumerate(hierarchy.bases))):
        if len(circle) > 1 or circle[0] in hierarchy.bases[circle[0]]:
            _refuse_circle(solution, circle)
        else:
            _place(solution, circle[0])
    return solution


def _place(solution: Solution, number: int) -> None:
    bases = solution.hierarchy.bases[number]
    tail = solution.tails.get(bases)
    if tail is None:
        tail = solution.tails[bases] = combine(bases, [solution.mros[base] for base in bases])
    if isinstance(tail, Impossible):
        solution.mros[number] = _depth_first(solution.hierarchy, number)
        _doubt(solution, number)
        _refuse(solution, number, tail)
    else:
        solution.mros[number] = (number, *tail)
        if solution.culprit or solution.hierarchy.doubts[number]:
            _doubt(solution, number)
        if number in solution.hierarchy.refused:
            solution.mark(number, MroStatus.INCONSISTENT, solution.hierarchy.refused[number], number)


def _doubt(solution: Solution, number: int) -> None:
    """Mark a class as partial when it or an ancestor is not fully known."""
    own = solution.hierarchy.doubts[number]
    if own:
        solution.mark(number, MroStatus.PARTIAL, own, number)
        return
    for base in solution.hierarchy.bases[number]:
        culprit = solution.culprit.get(base)
        if culprit is not None:
            name = solution.hierarchy.ancestors[culprit].name
            solution.mark(number, MroStatus.PARTIAL, f"ancestor {name}: {solution.reason[culprit]}", culprit)
            return


def _refuse(solution: Solution, number: int, impossible: Impossible[int]) -> None:
    """Mark a class whose bases cannot be merged: inconsistent when that is certain, else partial."""
    names = [solution.hierarchy.ancestors[each].name for each in dict.fromkeys(seq[0] for seq in impossible.evidence)]
    text = (
        f"duplicate base {names[0]}"
        if impossible.why is Why.DUPLICATE
        else f"no order of {', '.join(names)} suits all bases"
    )
    if number in solution.hierarchy.idle:
        solution.mark(number, MroStatus.PARTIAL, f"{text}, but the statement is not executed", number)
    elif number not in solution.culprit or _contradicts_itself(solution, number):
        solution.mark(number, MroStatus.INCONSISTENT, text, number)
    else:
        solution.reason[number] += f"; {text}, as far as they are known"


def _contradicts_itself(solution: Solution, number: int) -> bool:
    """Do the known parts alone rule out every order? Only what no unknown base can change counts: who inherits from
    whom, the order of each base list, and the MROs of complete ancestors."""
    hierarchy = solution.hierarchy
    refused = (MroStatus.INCONSISTENT, MroStatus.CYCLIC)
    if number in hierarchy.altered or any(solution.status.get(each) in refused for each in solution.mros[number]):
        return False
    after: dict[int, list[int]] = {}
    for each in filter(hierarchy.is_known, solution.mros[number]):
        sequences = [solution.mros[each]] if each not in solution.culprit else [hierarchy.bases[each]]
        sequences += [(each, base) for base in hierarchy.bases[each]]
        for sequence in sequences if each not in hierarchy.altered else ():
            known = list(filter(hierarchy.is_known, sequence))
            for first, second in pairwise(known):
                after.setdefault(first, []).append(second)
                after.setdefault(second, [])
    return any(len(circle) > 1 for circle in strongly_connected(after))


def _refuse_circle(solution: Solution, circle: tuple[int, ...]) -> None:
    names = [solution.hierarchy.ancestors[number].name for number in circle]
    text = f"inherits from itself: {' > '.join([*names, names[0]])}"
    for number in circle:
        solution.mros[number] = _depth_first(solution.hierarchy, number)
        solution.mark(number, MroStatus.CYCLIC, text, number)


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
