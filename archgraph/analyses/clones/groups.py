"""Groups of fragments that are all alike: in: pairs; out: groups, each around the member that most others resemble.

Single linkage would chain (a like b, b like c, ...) into giant groups of strangers. Here every member resembles the group's
centre: star clustering (Aslam et al. 2004, "The star clustering algorithm for static and dynamic information organization").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archgraph.analyses.clones.functions import Pair

SURE = 0.75
"""Likeness to the centre that is enough for a fragment of the same neighbourhood whose pair was not looked at."""

Group = list[tuple[int, float]]
"""Members with their similarity to the first, the centre."""


def groups(pairs: Sequence[Pair], likeness: Callable[[int, int], float]) -> Iterator[Group]:
    """The groups; each fragment is in one at most."""
    near: dict[int, dict[int, float]] = {}
    for one, two, similarity in pairs:
        near.setdefault(one, {})[two] = similarity
        near.setdefault(two, {})[one] = similarity
    for component in _components(near):
        yield from _stars(component, near, likeness)


def _components(near: dict[int, dict[int, float]]) -> Iterator[list[int]]:
    seen: set[int] = set()
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        found = [start]
        for member in found:
            fresh = [other for other in near[member] if other not in seen]
            seen.update(fresh)
            found += fresh
        yield sorted(found)


def _stars(
    component: list[int], near: dict[int, dict[int, float]], likeness: Callable[[int, int], float]
) -> Iterator[Group]:
    """The fragment with most copies and those that resemble it, then the same with what is left."""
    left = dict.fromkeys(component)
    while len(left) > 1:
        centre = max(left, key=lambda each: (sum(near[each][other] for other in near[each] if other in left), -each))
        group: Group = [(centre, 1.0)]
        for other in left:
            if other != centre:
                similarity = near[centre].get(other) or likeness(centre, other)
                if other in near[centre] or similarity >= SURE:
                    group.append((other, similarity))
        for member, _ in group:
            del left[member]
        if len(group) > 1:
            yield group
