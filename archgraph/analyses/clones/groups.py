"""Groups of fragments that are all alike: in: pairs; out: groups, the member that the others resemble most first.

Single linkage would chain (a like b, b like c, ...) into giant groups of strangers. Here two groups become one only when each
member of one resembles each of the other (complete linkage: Defays 1977), the closest first, so that a copy stays with its
original rather than with a cousin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterator, Sequence
from operator import attrgetter

from archgraph.analyses.clones.handover import NOT_TAKEN, Handover
from archgraph.analyses.clones.near import Gathered, Group, Knowledge, Near
from archgraph.analyses.clones.pair import Pair

MUCH_CLOSER = 0.1
"""So much closer to a group that it could not join a fragment may be before it is left out of worse ones: a copy of one member
would end beside a cousin else."""

AS_CLOSE = 0.02
"""So much less alike than the pair that a group began with a fragment may be to join before the others have paired off."""

BESIDE = 8
"""So many groups that follow it on its shelf a group is compared with."""

FEW = 400
"""So many comparisons at most are made for two groups to become one."""


def groups(pairs: Sequence[Pair], known: Knowledge, alone: float) -> Iterator[Group]:
    """The groups; each fragment is in one at most, and who is in none makes a pair with the one that it is closest to.

    `alone`: closeness that such a pair must have.
    """
    gathering = _Gathering(Near(pairs, known))
    founding = sorted((pair for pair in pairs if pair.founds), key=attrgetter("order"))
    gathering.pair_off(founding)
    gathering.fill(founding, alone)
    gathering.add(sorted((pair for pair in pairs if not pair.founds), key=attrgetter("order")))
    lonely = [pair for pair in founding if pair.closeness >= alone]
    Handover(gathering.near, gathering.home).settle(lonely)
    gathering.unite(known)
    for group in {id(group): group for group in gathering.home.values()}.values():
        yield gathering.near.ordered(group, Counter(map(gathering.near.look, group.members)))
    yield from _left_over(lonely, gathering.home)


def _left_over(pairs: Sequence[Pair], told: Container[int]) -> Iterator[Group]:
    """For each fragment that resembles others, but not all of any group: a pair with the one that it is closest to."""
    closest: dict[int, tuple[float, int, float]] = {}
    for one, two, similarity, closeness, _ in pairs:
        for each, other in ((one, two), (two, one)):
            if each not in told and (each not in closest or (-closeness, other) < closest[each][:2]):
                closest[each] = (-closeness, other, similarity)
    for each, (_, other, similarity) in sorted(closest.items()):
        yield [(other, 1.0), (each, similarity)]


class _Gathering:
    """Groups in the making; `home`: the one that each fragment is in."""

    def __init__(self, near: Near) -> None:
        self.near = near
        self.home: dict[int, Gathered] = {}

    def pair_off(self, pairs: Sequence[Pair]) -> None:
        """Two that are free and closest to each other begin a group; who is closer to one that is taken waits for one that is
        closest to it, and joins at once only where it is as alike as those who began."""
        waiting: dict[int, float] = {}
        for pair in pairs:
            order = -pair.tie
            free = [each for each in pair[:2] if each not in self.home]
            if len(free) == 2 and _may_begin(order, [waiting[each] for each in free if each in waiting]):
                group = self.near.single(pair.one)
                self._join(group, self.near.single(pair.two))
                group.core, group.closeness = pair.similarity, -order
            elif len(free) == 1 and not self._joins_at_once(pair, -order, free[0]):
                waiting.setdefault(free[0], order)

    def fill(self, pairs: Sequence[Pair], alone: float) -> None:
        """Who is still free joins the group that it is closest to, and groups become one, where all are alike."""
        refused: dict[int, float] = {}
        for pair in pairs:
            order = -pair.tie
            free = [each for each in pair[:2] if each not in self.home]
            closer = min((refused.get(each, 0.0) for each in free), default=0.0)
            if len(free) == 2 and pair.closeness >= alone and order - closer > MUCH_CLOSER:
                continue
            if not self._made_one(*pair[:2]) and pair.closeness >= alone:
                for each in pair[:2]:
                    refused.setdefault(each, order)

    def add(self, pairs: Sequence[Pair]) -> None:
        """What makes no group of its own joins those that are there, or makes them one."""
        for pair in pairs:
            if pair.one in self.home or pair.two in self.home:
                self._made_one(*pair[:2])

    def unite(self, known: Knowledge) -> None:
        """Groups beside each other on one shelf become one where all are alike, the most alike first."""
        shelves: dict[Hashable, dict[int, int]] = {}
        for member, group in self.home.items():
            if (place := known.shelf(member)) is not None:
                shelves.setdefault(place, {}).setdefault(id(group), group.members[0])
        beside: set[tuple[int, int]] = set()
        for first in shelves.values():
            members = sorted(first.values())
            for lag in range(1, BESIDE + 1):
                beside.update(zip(members, members[lag:], strict=False))
        found = ((self.near.similarity(one, two, known.one_family(one, two)), one, two) for one, two in beside)
        for _, one, two in sorted(
            (-alike, one, two) for alike, one, two in found if alike >= known.one_family(one, two)
        ):
            if self._are_few(one, two):
                self._made_one(one, two)

    def _are_few(self, one: int, two: int) -> bool:
        """Whether there is no more to compare than a family of a hundred or so asks for."""
        return len(self.home[one].kinds) * len(self.home[two].kinds) <= FEW

    def _joins_at_once(self, pair: Pair, closeness: float, free: int) -> bool:
        group = self.home[pair.one if free == pair.two else pair.two]
        single = self.near.single(free)
        if min(closeness - group.closeness, pair.similarity - group.core) < -AS_CLOSE:
            return False
        if not self.near.are_all(group, single):
            return False
        self._join(group, single)
        return True

    def _made_one(self, one: int, two: int) -> bool:
        """Whether the groups of two fragments are one now."""
        first, second = (self.home.get(each) or self.near.single(each) for each in (one, two))
        if first is second:
            return True
        if not self.near.are_all(first, second):
            return False
        self._join(first, second)
        first.core = min(first.core, second.core)
        return True

    def _join(self, first: Gathered, second: Gathered) -> None:
        """Make the second group part of the first."""
        for look, each in second.kinds.items():
            first.kinds.setdefault(look, each)
        first.members += second.members
        for member in first.members:
            self.home[member] = first


def _may_begin(order: float, waiting: Sequence[float]) -> bool:
    """Whether two that are free are close enough, when one of them waits, being closer to one that is taken."""
    return not waiting or (len(waiting) == 1 and order - waiting[0] <= NOT_TAKEN)
