"""Groups of fragments that are all alike: in: pairs; out: groups, the member that the others resemble most first.

Single linkage would chain (a like b, b like c, ...) into giant groups of strangers. Here two groups become one only when each
member of one resembles each of the other (complete linkage: Defays 1977), the closest first, so that a copy stays with its
original rather than with a cousin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence

from archgraph.analyses.clones.pair import Pair

ONE_FAMILY = 0.95
"""Likeness that the members of two groups must have for these to become one: cousins are told apart when each has a closer
copy."""

NAMES_COUNT = 0.2
"""So much of what names add to closeness counts for who is grouped first: a copy under other names stays with its original
rather than with a cousin that has its words."""

MUCH_CLOSER = 0.1
"""So much closer to a group that it could not join a fragment may be before it is left out of worse ones: a copy of one member
would end beside a cousin else."""

Group = list[tuple[int, float]]
"""Members with their similarity to the first."""

Likeness = Callable[[int, int], float]


def groups(
    pairs: Sequence[Pair],
    likeness: Likeness,
    looks: Callable[[int], Hashable],
    others: Callable[[int, int], bool],
    alone: float,
) -> Iterator[Group]:
    """The groups; each fragment is in one at most, and who is in none makes a pair with the one that it is closest to.

    `looks`: what two fragments have in common when their likeness is 1 and they may stand in one group. `others`: whether
    two that are no pair are copies all the same, as of large families only some pairs are looked at. `alone`: closeness that
    such a pair must have.
    """
    near = _Near(pairs, likeness, others)
    home: dict[int, _Gathered] = {}
    refused: dict[int, float] = {}
    for pair in sorted(pairs, key=_order):
        order = _order(pair)[0]
        if pair.closeness >= alone and _is_closer_elsewhere(pair, order, home, refused):
            continue
        first, second = (home.get(each) or _Gathered([each], {looks(each): each}) for each in pair[:2])
        if first is second:
            continue
        if near.are_all(first, second):
            _join(first, second, home)
        elif pair.closeness >= alone:
            for each in pair[:2]:
                refused.setdefault(each, order)
    told = {id(group): group for group in home.values()}
    for group in told.values():
        yield near.ordered(group, Counter(map(looks, group.members)))
    yield from _left_over([pair for pair in pairs if pair.closeness >= alone], home.keys())


def _join(first: _Gathered, second: _Gathered, home: dict[int, _Gathered]) -> None:
    """Make the second group part of the first."""
    for look, each in second.kinds.items():
        first.kinds.setdefault(look, each)
    first.members += second.members
    for member in first.members:
        home[member] = first


def _is_closer_elsewhere(pair: Pair, order: float, home: Container[int], refused: Mapping[int, float]) -> bool:
    """Whether two that are in no group yet would make a worse one than the group that one of them was refused by: they are
    told beside whom they are closest to."""
    if pair.one in home or pair.two in home:
        return False
    return order - min(refused.get(pair.one, 0.0), refused.get(pair.two, 0.0)) > MUCH_CLOSER


def _order(pair: Pair) -> tuple[float, int, int]:
    """The most alike first."""
    return -pair.similarity - NAMES_COUNT * (pair.closeness - pair.similarity), pair.one, pair.two


def _left_over(pairs: Sequence[Pair], told: Container[int]) -> Iterator[Group]:
    """For each fragment that resembles others, but not all of any group: a pair with the one that it is closest to."""
    closest: dict[int, tuple[float, int, float]] = {}
    for one, two, similarity, closeness in pairs:
        for each, other in ((one, two), (two, one)):
            if each not in told and (each not in closest or (-closeness, other) < closest[each][:2]):
                closest[each] = (-closeness, other, similarity)
    for each, (_, other, similarity) in sorted(closest.items()):
        yield [(other, 1.0), (each, similarity)]


class _Gathered:
    """A group in the making; `kinds`: one member of each look."""

    __slots__ = ("kinds", "members")

    def __init__(self, members: list[int], kinds: dict[Hashable, int]) -> None:
        self.members = members
        self.kinds = kinds


class _Near:
    """Knows how alike fragments are."""

    def __init__(self, pairs: Sequence[Pair], likeness: Likeness, others: Callable[[int, int], bool]) -> None:
        self._known = {(pair.one, pair.two): pair.similarity for pair in pairs}
        self._likeness = likeness
        self._others = others

    def are_all(self, first: _Gathered, second: _Gathered) -> bool:
        """Whether each member of one group resembles each of the other; two families must do so closely."""
        if len(first.members) > 1 and len(second.members) > 1:
            ends = ((one, two) for one in first.kinds.values() for two in second.kinds.values())
            return all(self._are(one, two) and self._similarity(one, two) >= ONE_FAMILY for one, two in ends)
        return all(self._are(one, two) for one in first.kinds.values() for two in second.kinds.values())

    def ordered(self, group: _Gathered, many: Mapping[Hashable, int]) -> Group:
        """The members by their place, behind the one that all others resemble most; `many`: how many have each look."""
        kinds = [(each, many[look]) for look, each in group.kinds.items()]
        total = {each: sum(self._similarity(each, other) * times for other, times in kinds) for each, _ in kinds}
        centre = min(total, key=lambda each: (-total[each], each))
        rest = sorted(member for member in group.members if member != centre)
        return [(centre, 1.0), *((member, self._similarity(centre, member)) for member in rest)]

    def _are(self, one: int, two: int) -> bool:
        return (min(one, two), max(one, two)) in self._known or self._others(one, two)

    def _similarity(self, one: int, two: int) -> float:
        known = self._known.get((min(one, two), max(one, two)))
        return self._likeness(one, two) if known is None else known
