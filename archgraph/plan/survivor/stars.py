"""Families cut into candidates: in: a family; out: groups around one class that should stay, no class in two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Family, Kin
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.survivor.canonical import ranked
from archgraph.plan.survivor.yielding import gives_way, is_superseded

Kinship = Mapping[ClassKey, Mapping[ClassKey, Kin]]
_ABROAD = 5.0
"""Points from which on a class is to be merged into that of a library."""
Advises = Callable[[ClassKey, ClassKey, Kin], bool]
"""Whether something is advised for a member beside a canonical."""


@dataclass(frozen=True, slots=True)
class Star:
    """The class that stays, and those with direct evidence that they are the same as it."""

    family: str
    canonical: ClassKey
    rays: Mapping[ClassKey, Kin]


def stars(scene: Scene, family: Family, advises: Advises) -> Iterator[Star]:
    """The best class of those left with all its kin in reach for which something is advised, again and again: a chain of
    likenesses is no evidence. Those left over join the star of the best class that they are kin to, or make stars of
    their own without advice.

    Reach ends at a service: another service's class is in reach only when that service is a library of the others.
    """
    kin = _kinship(family)
    left, found = _in_order(scene, family), {}
    rank = {key: place for place, key in enumerate(left)}
    for center in tuple(left):
        if center in left:
            near = _rays(scene, center, left[left.index(center) + 1 :], kin)
            rays = {key: tie for key, tie in near.items() if advises(key, center, tie)}
            if rays:
                found[center] = rays
                left = [key for key in left if key != center and key not in rays]
    for center, rays in found.items():
        rays |= _rays(scene, center, [key for key in left if rank[key] > rank[center]], kin)
        left = [key for key in left if key not in rays]
        yield Star(family.name, center, rays)
    while left:
        center, *left = left
        rays = _rays(scene, center, left, kin)
        if rays:
            yield Star(family.name, center, rays)
        left = [key for key in left if key not in rays]


def _in_order(scene: Scene, family: Family) -> list[ClassKey]:
    """The best to keep first, doubles after real ones; what a text says is given up comes last."""
    ties = [(key, kin.successor) for kin in family.kin if kin.successor for key in (kin.first, kin.second)]
    old = {key for key, successor in ties if key != successor}
    return sorted(
        _settled(scene, family, ranked(scene, family.members)), key=lambda key: (scene.cards[key].double, key in old)
    )


def _settled(scene: Scene, family: Family, ranking: list[ClassKey]) -> list[ClassKey]:
    """The order, with each class right before the best of the namesakes that give way to it, or of those that it says it
    takes the place of and that call themselves old."""
    pairs = [(kin.first, kin.second) for kin in family.kin if _are_namesakes(scene, kin) or kin.declared]
    both = sorted({*pairs, *((second, first) for first, second in pairs)})
    ways = {(low, high) for low, high in both if _yields(scene, low, high)}
    yielding = [(low, high) for low, high in both if (low, high) in ways and (high, low) not in ways]
    order = list(ranking)
    for low, high in yielding * len(yielding):  # who goes before one may have to give way to another in turn
        if order.index(low) < order.index(high):
            order.remove(high)
            order.insert(order.index(low), high)
    return order


def _yields(scene: Scene, low: ClassKey, high: ClassKey) -> bool:
    are_namesakes = scene.cards[low].core == scene.cards[high].core
    return bool(gives_way(scene, low, high)) if are_namesakes else is_superseded(scene, low, high)


def _are_namesakes(scene: Scene, kin: Kin) -> bool:
    return scene.cards[kin.first].core == scene.cards[kin.second].core


def _kinship(family: Family) -> Kinship:
    kin: dict[ClassKey, dict[ClassKey, Kin]] = {}
    for each in family.kin:
        kin.setdefault(each.first, {})[each.second] = each
        kin.setdefault(each.second, {})[each.first] = each
    return kin


def _rays(scene: Scene, center: ClassKey, left: list[ClassKey], kin: Kinship) -> dict[ClassKey, Kin]:
    return {key: kin[center][key] for key in left if key in kin[center] and _may_join(scene, key, center, kin)}


def _may_join(scene: Scene, member: ClassKey, center: ClassKey, kin: Kinship) -> bool:
    """Whether the two may be one: out of its service a class goes for good reasons only, and none of a script goes into
    what is shipped; always to its own namesake."""
    mine, other = scene.cards[member], scene.cards[center]
    if mine.double and not other.double:
        return True
    if mine.service != other.service and (kin[center][member].score < _ABROAD or mine.zone != other.zone):
        return False
    if not _in_reach(scene, member, center) or _knows_another(scene, member, center, kin):
        return False
    return kin[center][member].successor == center or not _has_nearer(scene, member, center, kin[member])


def _knows_another(scene: Scene, member: ClassKey, center: ClassKey, kin: Kinship) -> bool:
    """Whether its module imports a namesake that has nothing to do with the center: that one it is like, not this."""
    known = scene.taken_namesakes(member)
    return bool(known) and not known & {key.class_ for key in (center, *kin[center])}


def _has_nearer(scene: Scene, member: ClassKey, center: ClassKey, kin: Mapping[ClassKey, Kin]) -> bool:
    """Whether its own namesake is in the family: it belongs to that one, not to a class of another name."""
    core, double = scene.cards[member].core, scene.cards[member].double
    if core == scene.cards[center].core or double != scene.cards[center].double:
        return False
    return any(scene.cards[key].core == core and _in_reach(scene, member, key) for key in kin)


def _in_reach(scene: Scene, member: ClassKey, center: ClassKey) -> bool:
    mine, other = scene.cards[member].service, scene.cards[center].service
    return mine == other or other in scene.shared_services


def across(scene: Scene, family: Family, taken: frozenset[ClassKey]) -> Iterator[Star]:
    """What is alike in services that must not import each other, and in no candidate yet."""
    left = [key for key in ranked(scene, family.members) if key not in taken]
    kin = _kinship(family)
    while left:
        center, *left = left
        near = kin[center]
        rays = {key: near[key] for key in left if key in near and not _in_reach(scene, key, center)}
        if rays:
            yield Star(family.name, center, rays)
        left = [key for key in left if key not in rays]
