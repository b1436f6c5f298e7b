"""Who was left over: in: groups in the making, and pairs; out: groups that let a member go to who has nobody else.

A fragment that resembles some of a group but not all of it would be told as a pair with a member, which is in two clusters
then. Where the group is as well told without that member, it goes: so that as many as can be have a partner, each in one
cluster (an exchange along an augmenting path: Berge 1957, "Two theorems in graph theory").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.analyses.clones.near import Gathered, Near
from archgraph.analyses.clones.pair import Pair

NOT_TAKEN = 0.15
"""So much less close a fragment may be to one that is free than to one that is taken, and be paired with it all the same: its own
copy rather than somebody else's original."""

LARGE = 12
"""Groups with more other members keep whom they have: not every pair of so many is looked at, and a family is best told whole."""


class Handover:
    """Lets members of groups go; `home`: the group that each fragment is in, brought up to date."""

    def __init__(self, near: Near, home: dict[int, Gathered]) -> None:
        self._near = near
        self._home = home

    def settle(self, pairs: Sequence[Pair]) -> None:
        """Give partners to those who are in no group; `pairs`: those that may be told alone, the closest first."""
        beside: dict[int, list[int]] = {}
        for told, free in self._left_over(pairs):
            beside.setdefault(told, []).append(free)
        for told, free in self._left_over(pairs):
            rest = [member for member in self._home[told].members if member != told]
            if len(rest) == 1:
                self._exchange(told, free, rest[0], beside.get(rest[0], ()))
            elif len(rest) <= LARGE and self._may_go(told, free, rest):
                self._gather(self._home[told], *rest)
                self._gather(self._near.single(told), told, free)

    def _left_over(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
        """Who is in a group, and who is not and resembles it."""
        for pair in pairs:
            for told, free in ((pair.one, pair.two), (pair.two, pair.one)):
                if told in self._home and free not in self._home:
                    yield told, free

    def _exchange(self, told: int, free: int, other: int, beside: Sequence[int]) -> None:
        """Two pairs in place of one, where both members of that have somebody and are closer to these together."""
        ties = self._near.tie
        partner = next((each for each in beside if each != free and each not in self._home), None)
        if partner is None:
            return
        if ties(told, free) + ties(other, partner) > ties(told, other) + ties(free, partner):
            self._gather(self._near.single(told), told, free)
            self._gather(self._near.single(other), other, partner)

    def _may_go(self, told: int, free: int, rest: Sequence[int]) -> bool:
        """Whether a member is hardly closer to the others than to who is free, and they are closer to each other."""
        ties = self._near.tie
        out = [ties(told, each) for each in rest]
        if ties(told, free) < max(out) - NOT_TAKEN:
            return False
        inside = [ties(one, two) for place, one in enumerate(rest) for two in rest[:place]]
        return sum(out) / len(out) < sum(inside) / len(inside)

    def _gather(self, model: Gathered, *members: int) -> None:
        """A group of these that began as another did."""
        looks = {self._near.look(each): each for each in reversed(members)}
        group = Gathered(list(members), looks, model.core, model.closeness)
        self._home.update(dict.fromkeys(members, group))
