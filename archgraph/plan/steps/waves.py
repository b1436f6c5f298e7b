"""What can be done side by side: in: candidates with the files they touch and what must come first; out: waves and teams.

Candidates that touch a common file are never in one wave: a colouring of their conflict graph. Colours are given by
DSATUR (Brélaz, "New methods to color the vertices of a graph", CACM 22, 1979): next is always the one whose neighbours
have most different colours; dependencies only delay it. No packing can need fewer waves than the largest set of
candidates that all share a file, or than the longest chain of dependencies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archgraph.model.consolidation import Candidate


def conflicts(candidates: Sequence[Candidate]) -> Mapping[str, frozenset[str]]:
    """Candidate → those that touch a file that it touches."""
    by_file: dict[str, list[str]] = {}
    for candidate in candidates:
        for path in candidate.files:
            by_file.setdefault(path, []).append(candidate.candidate)
    found: dict[str, set[str]] = {candidate.candidate: set() for candidate in candidates}
    for sharing in by_file.values():
        for name in sharing:
            found[name].update(sharing)
    return {name: frozenset(others - {name}) for name, others in found.items()}


def waves(candidates: Sequence[Candidate]) -> Mapping[str, int]:
    """Candidate → its wave, from 1; what comes after something is in a later wave."""
    clashes = conflicts(candidates)
    after = {candidate.candidate: frozenset(candidate.after) & clashes.keys() for candidate in candidates}
    value = {candidate.candidate: sum(d.lines_saved for d in candidate.decisions) for candidate in candidates}
    given: dict[str, int] = {}
    taken: dict[str, set[int]] = {name: set() for name in clashes}
    left = sorted(clashes, key=lambda n: (-len(clashes[n]), -value[n], n))
    while left:
        ready = [name for name in left if after[name] <= given.keys()] or left
        name = max(ready, key=lambda n: len(taken[n]))  # of several the first, as they are sorted
        wave = 1 + max((given[other] for other in after[name] if other in given), default=0)
        while wave in taken[name]:
            wave += 1
        given[name] = wave
        left.remove(name)
        for other in clashes[name]:
            taken[other].add(wave)
    return given


def least(candidates: Sequence[Candidate]) -> int:
    """A lower bound on the number of waves: the largest clique that greedy growth finds, or the longest chain."""
    clashes = conflicts(candidates)
    clique = max((_clique(name, clashes) for name in sorted(clashes)), default=0)
    return max(clique, _longest_chain({c.candidate: c.after for c in candidates}))


def _clique(start: str, clashes: Mapping[str, frozenset[str]]) -> int:
    size, common = 1, clashes[start]
    while common:
        best = min(common, key=lambda n: (-len(clashes[n] & common), n))
        common &= clashes[best]
        size += 1
    return size


def _longest_chain(after: Mapping[str, Sequence[str]]) -> int:
    depth: dict[str, int] = {}

    def deep(name: str, above: frozenset[str]) -> int:
        if name not in depth:
            below = [deep(n, above | {name}) for n in after.get(name, ()) if n in after and n not in above]
            depth[name] = 1 + max(below, default=0)
        return depth[name]

    return max((deep(name, frozenset()) for name in sorted(after)), default=0)


def teams(candidates: Sequence[Candidate], count: int) -> Mapping[str, int]:
    """Candidate → team, from 1: in each wave the largest job goes to the team with the least work in it so far
    (longest processing time first, Graham 1969); a job's size is the number of files it touches."""
    load: dict[tuple[int, int], int] = {}
    given: dict[str, int] = {}
    for candidate in sorted(candidates, key=lambda c: (c.wave, -len(c.files), c.candidate)):
        team = min(range(1, count + 1), key=lambda t: (load.get((candidate.wave, t), 0), t))
        load[candidate.wave, team] = load.get((candidate.wave, team), 0) + max(1, len(candidate.files))
        given[candidate.candidate] = team
    return given
