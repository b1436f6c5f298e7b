"""Repairs of impossible MROs: in: a refused class, out: the smallest change of one base list that is proved to help."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from archgraph.analyses.mro.c3 import Impossible, combine, strongly_connected
from archgraph.analyses.mro.linearize import Solution
from archgraph.model.codebase import ClassRecord, Codebase

Bases = tuple[int, ...]

_PERMUTED = 5
"""Longest base list of which all orders are tried; in longer ones a single base is moved."""


_COMBINED = 8
"""Longest base list of which several bases are left out."""


class Repairer:
    """Tries changes on a solved hierarchy; each is proved by linearizing the class and all its subclasses again."""

    def __init__(self, codebase: Codebase, solution: Solution) -> None:
        self._codebase = codebase
        self._solution = solution
        self._subclasses: dict[int, list[int]] = {}
        for number, bases in enumerate(solution.hierarchy.bases):
            for base in bases:
                self._subclasses.setdefault(base, []).append(number)

    def repair(self, number: int, declarers: tuple[int, ...]) -> str:
        """A sentence that names the class, the change and the new base list; "" when nothing is proved to help.

        Tried in this order: changes of the class that lose nothing, the same in an ancestor of the code base that
        declares one of the contradicting orders, and leaving out as few bases of the class as will do. Changes after
        which no subclass is refused come first; else subclasses that are refused already may stay so.
        """
        targets = tuple(dict.fromkeys((number, *declarers)))
        found = (change for strict in (True, False) for change in self._search(number, targets, strict))
        return next(found, "")

    def _search(self, number: int, targets: tuple[int, ...], strict: bool) -> Iterator[str]:
        for target in targets:
            record = self._record(target)
            for change, bases in self._harmless(target) if record else ():
                if record and self._helps(number, target, bases, strict):
                    yield f"{change} {record.class_}: {self._header(target, record, bases)}"
        record = self._record(number)
        for bases in _fewer(self._solution.hierarchy.bases[number]) if record else ():
            if record and self._helps(number, number, bases, strict):
                lost = self._lost(number, bases)
                header = self._header(number, record, bases)
                what = f"remove {lost} from {record.class_}, and with it what only {lost} gives"
                yield f"{what if lost else f'remove redundant bases from {record.class_}'}: {header}"

    def _lost(self, number: int, bases: Bases) -> str:
        kept = {each for base in bases for each in self._solution.mros[base]}
        return ", ".join(self._name(base) for base in self._solution.hierarchy.bases[number] if base not in kept)

    def _record(self, number: int) -> ClassRecord | None:
        key = self._solution.hierarchy.ancestors[number].key
        return self._codebase.classes.get(key) if key else None

    def _harmless(self, number: int) -> Iterator[tuple[str, Bases]]:
        """Changes that keep every ancestor: redundant bases out, one base moved, any other order."""
        own = self._solution.hierarchy.bases[number]
        once = tuple(dict.fromkeys(own))
        if once != own:
            yield "list each base once in", once
        redundant = [base for base in once if any(base in self._ancestors(other) for other in once)]
        for base in redundant:
            yield f"remove the redundant base {self._name(base)} from", tuple(b for b in once if b != base)
        if len(redundant) > 1:
            yield "remove the redundant bases from", tuple(base for base in once if base not in redundant)
        for bases in _moves(once):
            yield "re-order the bases of", bases
        if len(once) <= _PERMUTED:
            for bases in permutations(once):
                yield "re-order the bases of", bases

    def _ancestors(self, number: int) -> Bases:
        return self._solution.mros[number][1:]

    def _name(self, number: int) -> str:
        return self._solution.hierarchy.ancestors[number].name

    def _header(self, number: int, record: ClassRecord, bases: Bases) -> str:
        """The class statement after the change, bases spelled as they are written where that is known."""
        own = self._solution.hierarchy.bases[number]
        spelled = record.bases if len(record.bases) == len(own) else tuple(map(self._name, own))
        texts = dict(zip(own, spelled, strict=True))
        return f"class {record.name}({', '.join(texts[base] for base in bases)})"

    def _helps(self, number: int, changed: int, bases: Bases, strict: bool) -> bool:
        """Does the class get an MRO when `changed` lists `bases`, and does no class lose its own?"""
        trial = self._linearize_again(changed, bases)
        if isinstance(trial[number], Impossible):
            return False
        refused = [each for each, mro in trial.items() if isinstance(mro, Impossible)]
        return all(self._was_refused(each, strict) for each in refused)

    def _was_refused(self, number: int, strict: bool) -> bool:
        """Had the class no MRO before either: by its own bases, or (not strict) by those of an ancestor?"""
        tails, bases = self._solution.tails, self._solution.hierarchy.bases
        concerned = (number,) if strict else self._solution.mros[number]
        return any(isinstance(tails.get(bases[each]), Impossible) for each in concerned)

    def _linearize_again(self, changed: int, bases: Bases) -> dict[int, Bases | Impossible[int]]:
        """The MROs of `changed` with its new bases and of all classes below it."""
        affected = {changed}
        todo = [changed]
        while todo:
            below = [each for each in self._subclasses.get(todo.pop(), ()) if each not in affected]
            affected.update(below)
            todo.extend(below)
        own = {each: self._solution.hierarchy.bases[each] for each in sorted(affected)} | {changed: bases}
        trial: dict[int, Bases | Impossible[int]] = {}
        inside = {each: [base for base in listed if base in affected] for each, listed in own.items()}
        for circle in strongly_connected(inside):
            for each in circle:
                mros = [self._known(base, trial) for base in own[each]]
                tail = combine(own[each], mros)
                trial[each] = tail if isinstance(tail, Impossible) else (each, *tail)
        return trial

    def _known(self, number: int, trial: dict[int, Bases | Impossible[int]]) -> Bases:
        found = trial.get(number, self._solution.mros[number])
        return self._solution.mros[number] if isinstance(found, Impossible) else found


def _moves(bases: Bases) -> Iterator[Bases]:
    """All orders that differ by one base at another place."""
    for at, base in enumerate(bases):
        rest = bases[:at] + bases[at + 1 :]
        for place in range(len(bases)):
            if place != at:
                yield (*rest[:place], base, *rest[place:])


def _fewer(bases: Bases) -> Iterator[Bases]:
    """The base list with fewer and fewer bases, the last ones left out first."""
    least = 1 if len(bases) <= _COMBINED else len(bases) - 1
    for kept in range(len(bases) - 1, least - 1, -1):
        yield from combinations(bases, kept)
