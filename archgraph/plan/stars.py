"""Families cut into candidates: in: a family; out: groups around one class that should stay, no class in two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Family, Kin
from archgraph.plan.canonical import ranked
from archgraph.plan.scene import Scene


@dataclass(frozen=True, slots=True)
class Star:
    """The class that stays, and those with direct evidence that they are the same as it."""

    family: str
    canonical: ClassKey
    rays: Mapping[ClassKey, Kin]


def stars(scene: Scene, family: Family) -> Iterator[Star]:
    """The best class of those left with all its kin in reach, again and again: a chain of likenesses is no evidence.

    Reach ends at a service: another service's class is in reach only when that service is a library of the others.
    """
    kin: dict[ClassKey, dict[ClassKey, Kin]] = {}
    for each in family.kin:
        kin.setdefault(each.first, {})[each.second] = each
        kin.setdefault(each.second, {})[each.first] = each
    left = ranked(scene, family.members)
    while left:
        center = left[0]
        rays = {
            key: kin[center][key]
            for key in left[1:]
            if key in kin[center] and _in_reach(scene, key, center) and not _has_nearer(scene, key, center, kin[key])
        }
        if rays:
            yield Star(family.name, center, rays)
        left = [key for key in left[1:] if key not in rays]


def _has_nearer(scene: Scene, member: ClassKey, center: ClassKey, kin: Mapping[ClassKey, Kin]) -> bool:
    """Whether its own namesake is in the family: it belongs to that one, not to a class of another name."""
    core = scene.cards[member].core
    if core == scene.cards[center].core:
        return False
    return any(scene.cards[key].core == core and _in_reach(scene, member, key) for key in kin)


def _in_reach(scene: Scene, member: ClassKey, center: ClassKey) -> bool:
    mine, other = scene.cards[member].service, scene.cards[center].service
    return mine == other or other in scene.shared_services


def across(scene: Scene, family: Family, taken: frozenset[ClassKey]) -> Iterator[Star]:
    """What is alike in services that must not import each other, and in no candidate yet."""
    left = [key for key in ranked(scene, family.members) if key not in taken]
    kin = {(a, b): each for each in family.kin for a, b in ((each.first, each.second), (each.second, each.first))}
    while left:
        center = left[0]
        rays = {key: kin[center, key] for key in left[1:] if (center, key) in kin and not _in_reach(scene, key, center)}
        if rays:
            yield Star(family.name, center, rays)
        left = [key for key in left[1:] if key not in rays]
