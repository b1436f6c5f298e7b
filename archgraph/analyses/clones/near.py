"""How alike groups of fragments are: in: pairs and what is known of each two; out: whether two groups may become one, and the
order of their members.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from archgraph.analyses.clones.pair import Pair

LOOSER = 0.05
"""So much less alike than the pairs that two groups began with their members may be, each with each, for the two to become one:
cousins are told apart when each has a closer copy."""

Group = list[tuple[int, float]]
"""Members with their similarity to the first."""


class Gathered:
    """A group in the making; `kinds`: one member of each look; `core` and `closeness`: likeness of the two that were paired off,
    alone and with names; 1.0 where nobody was."""

    __slots__ = ("closeness", "core", "kinds", "members")

    def __init__(
        self, members: list[int], kinds: dict[Hashable, int], core: float = 1.0, closeness: float = 0.0
    ) -> None:
        self.members = members
        self.kinds = kinds
        self.core = core
        self.closeness = closeness


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of fragments by their numbers."""

    likeness: Callable[[int, int, float], float]
    """How alike two are; 0 when that cannot reach the last number."""
    looks: Callable[[int], Hashable]
    """What two have in common when their likeness is 1 and they may stand in one group."""
    others: Callable[[int, int, float], bool]
    """Whether two that are no pair are copies all the same and so alike at least: of large families only some pairs are looked
    at."""
    one_family: Callable[[int, int], float]
    """Likeness that is enough for the members of two groups, however alike those of one are."""
    shelf: Callable[[int], Hashable]
    """Where groups are that may become one though no two of their members are a pair; None: nowhere."""


class Near:
    """Knows how alike fragments are."""

    def __init__(self, pairs: Sequence[Pair], known: Knowledge) -> None:
        self._pairs = {(pair.one, pair.two): pair for pair in pairs}
        self._known = known
        self._looks: dict[int, Hashable] = {}

    def look(self, fragment: int) -> Hashable:
        """What it has in common with those that it is equal to."""
        found = self._looks.get(fragment)
        if found is None:
            found = self._looks[fragment] = self._known.looks(fragment)
        return found

    def single(self, fragment: int) -> Gathered:
        """A group of one."""
        return Gathered([fragment], {self.look(fragment): fragment})

    def are_all(self, first: Gathered, second: Gathered) -> bool:
        """Whether each member of one group resembles each of the other; two families must do so closely."""
        ends = ((one, two) for one in first.kinds.values() for two in second.kinds.values())
        if len(first.members) == 1 or len(second.members) == 1:
            return all(self._are(one, two, 0.0) for one, two in ends)
        closely = max(first.core, second.core) - LOOSER
        return all(self._are(one, two, min(closely, self._known.one_family(one, two))) for one, two in ends)

    def ordered(self, group: Gathered, many: Mapping[Hashable, int]) -> Group:
        """The members by their place, behind the one that all others resemble most; `many`: how many have each look."""
        kinds = [(each, many[look]) for look, each in group.kinds.items()]
        total = {each: sum(self.similarity(each, other) * times for other, times in kinds) for each, _ in kinds}
        centre = min(total, key=lambda each: (-total[each], each))
        rest = sorted(member for member in group.members if member != centre)
        return [(centre, 1.0), *((member, self.similarity(centre, member)) for member in rest)]

    def similarity(self, one: int, two: int, least: float = 0.0) -> float:
        """How alike two are; 0 when that cannot reach `least`."""
        known = self._pairs.get((min(one, two), max(one, two)))
        return self._known.likeness(one, two, least) if known is None else known.similarity

    def tie(self, one: int, two: int) -> float:
        """How much speaks for two being told together; 0 when they are no pair."""
        known = self._pairs.get((min(one, two), max(one, two)))
        return 0.0 if known is None else known.tie

    def _are(self, one: int, two: int, least: float) -> bool:
        known = self._pairs.get((min(one, two), max(one, two)))
        return self._known.others(one, two, least) if known is None else known.similarity >= least
