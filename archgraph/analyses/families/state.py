"""What namesakes remember: in: pairs that are nearly kin; out: points for attributes that instances of both have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from archgraph.analyses.duty.state import instance_state
from archgraph.analyses.families.rarity import Rarity
from archgraph.analyses.families.weights import FULL_SHARE, STATE, Point
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card, Kin
from archgraph.model.facts.bodies import Bodies

STATE_CAN_ADD = 1
"""Points that namesakes may lack of being kin for their state to be asked."""


class State:
    """Attributes that methods set on self, of the classes it is made for; underscores and case do not matter."""

    def __init__(self, codebase: Codebase, keys: Iterable[ClassKey]) -> None:
        self._held: Mapping[ClassKey, frozenset[str]] = {key: _held(codebase, key) for key in sorted(set(keys))}
        self._rarity = Rarity(self._held.values())

    def point(self, a: ClassKey, b: ClassKey) -> Point:
        """How far two classes remember the same."""
        mine, other = self._held[a], self._held[b]
        shared = mine & other
        ratio = max(self._rarity.overlap(mine, other), 0.8 * self._rarity.containment(mine, other))
        points = STATE * ratio * min(1.0, self._rarity.total(shared) / FULL_SHARE)
        return points, f"both remember {len(shared)} things: {', '.join(sorted(shared)[:4])}"


def with_state(kin: list[Kin], cards: Mapping[ClassKey, Card], codebase: Codebase, enough: float) -> list[Kin]:
    """The same, with points for state where namesakes lack a point of being kin: their files alone are read whole."""
    near = [each for each in kin if enough - STATE_CAN_ADD <= each.score < enough and _may_remember(cards, each)]
    state = State(codebase, (key for each in near for key in (each.first, each.second)))
    told = {(each.first, each.second): state.point(each.first, each.second) for each in near}
    return [_added(each, told.get((each.first, each.second), (0.0, ""))) for each in kin]


def _may_remember(cards: Mapping[ClassKey, Card], kin: Kin) -> bool:
    a, b = cards[kin.first], cards[kin.second]
    return a.kind == "class" and a.core == b.core and a.service == b.service


def _added(kin: Kin, point: Point) -> Kin:
    if point[0] < 0.05:
        return kin
    return replace(kin, score=round(kin.score + point[0], 2), evidence=(*kin.evidence, f"{point[1]} ({point[0]:+.1f})"))


def _held(codebase: Codebase, key: ClassKey) -> frozenset[str]:
    state = instance_state(codebase.classes[key], codebase.facts.section(key.path, Bodies))
    return frozenset(name.strip("_").lower() for name in state)
