"""Impossible MROs explained: in: code base and MROs, out: for each, the orders that contradict and a proved repair."""

from __future__ import annotations

from collections.abc import Mapping

from archgraph.analyses.mro.c3 import merge
from archgraph.analyses.mro.hierarchy import Hierarchy, number_classes
from archgraph.analyses.mro.linearize import Solution, solve
from archgraph.analyses.mro.repair import Repairer
from archgraph.model.codebase import ClassKey, Codebase, Refusal
from archgraph.model.results.mro import Declared, Mro, MroConflict, MroStatus

Order = tuple[int, int, int]
"""(first, second, the class that declares it), as numbers."""


def explain(codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> tuple[MroConflict, ...]:
    """The conflicts of the code base's inconsistent classes, in key order.

    Usually two orders contradict; a circle of more appears when no two do. A base that is listed twice stands as one
    order of a class before itself. `repair` is "" when no change of one class's bases is proved to help.
    """
    broken = sorted(key for key in codebase.classes if mros[key].status is MroStatus.INCONSISTENT)
    if not broken:
        return ()
    solution = solve(number_classes(codebase))
    repairer = Repairer(codebase, solution)
    return tuple(
        _refused(key, refusal, codebase) if refusal else _conflict(key, codebase, solution, repairer)
        for key in broken
        for refusal in [_refusal_of(key, codebase, mros)]
    )


def _refusal_of(key: ClassKey, codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> Refusal | None:
    """Why Python refuses the class, when that is not the order of its bases."""
    refusal = codebase.classes[key].refusal
    return refusal if refusal and mros[key].reason == refusal.reason else None


def _refused(key: ClassKey, refusal: Refusal, codebase: Codebase) -> MroConflict:
    """Metaclasses or layouts that do not go together; the repair was tried where they were compared."""
    declared = []
    for side in refusal.clashes:
        record = codebase.classes.get(side.declared_by)
        where = (record.path, record.line) if record else ("", 0)
        declared.append(Declared(side.first, side.second, side.declared_by.class_, *where, side.how))
    return MroConflict(key, tuple(declared), refusal.repair)


def _conflict(key: ClassKey, codebase: Codebase, solution: Solution, repairer: Repairer) -> MroConflict:
    number = solution.hierarchy.numbers[key]
    orders = contradiction(number, solution)
    declarers = dict.fromkeys(declarer for _, _, declarer in orders)
    declared = tuple(_declared(order, codebase, solution.hierarchy) for order in orders)
    return MroConflict(key, declared, repairer.repair(number, tuple(declarers)))


def _declared(order: Order, codebase: Codebase, hierarchy: Hierarchy) -> Declared:
    first, second, declarer = (hierarchy.ancestors[number] for number in order)
    record = codebase.classes.get(declarer.key) if declarer.key else None
    return Declared(first.name, second.name, declarer.name, record.path if record else "", record.line if record else 0)


def contradiction(number: int, solution: Solution) -> tuple[Order, ...]:
    """The shortest circle of orders that a class asks for, the order of its own base list first where it takes part."""
    bases = solution.hierarchy.bases[number]
    for at, base in enumerate(bases):
        if base in bases[:at]:
            return ((base, base, number),)
    sequences = [(number, bases), *((base, solution.mros[base]) for base in bases)]
    _, rest = merge(sequence for _, sequence in sequences)
    blocks: dict[int, set[int]] = {}
    for sequence in rest:
        blocks.setdefault(sequence[0], set()).update(sequence[1:])
    circle = _shortest_circle({head: [other for other in blocks if other in after] for head, after in blocks.items()})
    pairs = zip(circle, (*circle[1:], circle[0]), strict=True) if circle else ()
    return tuple((first, second, _declarer(first, second, sequences, solution)) for first, second in pairs)


def _shortest_circle(after: Mapping[int, list[int]]) -> tuple[int, ...]:
    circles = (path for start in after for path in [_way_back(start, after)] if path)
    return min(circles, key=len, default=())


def _way_back(start: int, after: Mapping[int, list[int]]) -> tuple[int, ...]:
    """The shortest path from `start` to itself, without the return; breadth first."""
    paths: list[tuple[int, ...]] = [(start,)]
    seen: set[int] = set()
    for path in paths:
        for other in after[path[-1]]:
            if other == start:
                return path
            if other not in seen:
                seen.add(other)
                paths.append((*path, other))
    return ()


def _declarer(first: int, second: int, sequences: list[tuple[int, tuple[int, ...]]], solution: Solution) -> int:
    """The class that asks for the order: the refused class by its own list, or the deepest ancestor that has it."""
    (number, own), *others = sequences
    if _has(own, first, second):
        return number
    owner: int | None = next(base for base, mro in others if _has(mro, first, second))
    found = number
    while owner is not None:
        found = owner
        bases = solution.hierarchy.bases[found]
        owner = next((base for base in bases if _has(solution.mros[base], first, second)), None)
    return found


def _has(sequence: tuple[int, ...], first: int, second: int) -> bool:
    return first in sequence and second in sequence[sequence.index(first) + 1 :]
