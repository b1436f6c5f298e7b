"""What must be done first: in: candidates and the MROs of their members; out: per candidate the ones before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate
from archgraph.plan.scene import Scene


def prerequisites(scene: Scene, candidates: Sequence[Candidate]) -> Mapping[str, tuple[str, ...]]:
    """A class that goes away must first lose its descendants, and those of another candidate move with theirs: candidates
    of ancestors come after candidates of descendants that are to be removed, and never in a circle."""
    home = {d.key: c.candidate for c in candidates for d in c.decisions if d.changes_code or d.key == c.canonical}
    leaving = {d.key for c in candidates for d in c.decisions if d.goes_away}
    after: dict[str, set[str]] = {candidate.candidate: set() for candidate in candidates}
    for key, name in sorted(home.items()):
        for ancestor in sorted(scene.ancestors(key) & leaving):
            other = home[ancestor]
            if other != name and key in leaving and not _leads(after, name, other):
                after[other].add(name)
    return {name: tuple(sorted(before)) for name, before in after.items()}


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
