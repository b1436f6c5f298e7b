"""What must be done first: in: candidates and the MROs of their members; out: per candidate the ones before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate
from archgraph.plan.evidence.scene import Scene

_NAMES = ("annotate", "instantiate", "subclass", "call")
"""Ways in which the body of a class names another."""


def prerequisites(scene: Scene, candidates: Sequence[Candidate]) -> Mapping[str, tuple[str, ...]]:
    """A class that goes away must first lose its descendants, and those of another candidate move with theirs: candidates
    of ancestors come after candidates of descendants that are to be removed. Classes whose fields and methods name two classes
    that another candidate makes one are one thing only after that. Never in a circle."""
    home = {d.key: c.candidate for c in candidates for d in c.decisions if d.changes_code or d.key == c.canonical}
    leaving = {d.key for c in candidates for d in c.decisions if d.goes_away}
    after: dict[str, set[str]] = {candidate.candidate: set() for candidate in candidates}
    for key, name in sorted(home.items()):
        for ancestor in sorted(scene.ancestors(key) & leaving):
            other = home[ancestor]
            if other != name and key in leaving and not _leads(after, name, other):
                after[other].add(name)
    for name, other in sorted(set(_parts(scene, candidates))):
        if not _leads(after, other, name):
            after[name].add(other)
    return {name: tuple(sorted(before)) for name, before in after.items()}


def _parts(scene: Scene, candidates: Sequence[Candidate]) -> Iterator[tuple[str, str]]:
    """(candidate, the one that makes one class of two that its classes name: the one of them the first, the other the second)."""
    homes = {
        each.key.class_: candidate.candidate
        for candidate in candidates
        for each in candidate.decisions
        if each.goes_away or each.key == candidate.canonical
    }
    named = _named(scene, homes)
    for candidate in candidates:
        kept = named.get(candidate.canonical, frozenset())
        for each in candidate.decisions:
            if each.goes_away:
                mine = named.get(each.key, frozenset())
                pairs = ({homes[name] for name in names} for names in (mine - kept, kept - mine))
                yield from ((candidate.candidate, other) for other in set.intersection(*pairs) - {candidate.candidate})


def _named(scene: Scene, homes: Mapping[str, str]) -> Mapping[ClassKey, frozenset[str]]:
    """Class of a candidate → those of candidates that its body names, dotted."""
    places: dict[str, list[tuple[int, str]]] = {}
    for name in homes:
        for row in scene.uses.get(name, ()):
            if row.what in _NAMES:
                places.setdefault(row.path, []).append((row.line, name))
    ends = {key: scene.codebase.classes[key].end_line for key in scene.cards if key.class_ in homes}
    return {
        key: frozenset(
            name for line, name in places.get(key.path, ()) if key.line <= line <= end and name != key.class_
        )
        for key, end in ends.items()
    }


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Whether `goal` already comes before `start`."""
    waiting, seen = [start], {start}
    while waiting:
        for before in after[waiting.pop()]:
            if before == goal:
                return True
            if before not in seen:
                seen.add(before)
                waiting.append(before)
    return False


def is_member(candidate: Candidate, key: ClassKey) -> bool:
    """Whether a class is one of the candidate's."""
    return any(decision.key == key for decision in candidate.decisions)
