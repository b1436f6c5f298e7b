"""Modules that have several classes of the same names: in: a Scene; out: which of two modules their classes go to.

Each pair of namesakes decided by itself sends one class there and its neighbour back, so that the two modules would import each
other. Where use hardly differs, all go the way of the most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.plan.evidence.aged import module_claim
from archgraph.plan.evidence.layers import stands_above
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import points_of_use

_SEVERAL = 2
"""Pairs of namesakes from which on two modules have a direction."""
_FAILS, _IS_TAKEN, _IS_BELOW, _SAYS_SO = 4.0, 2.0, 3.0, 4.0
"""Points that a module loses that fails as it is loaded, and gets that is needed by others, whose package the other's imports, or
that calls itself the one."""

Pair = tuple[ClassKey, ClassKey]


def directions(scene: Scene) -> Mapping[tuple[str, str], int]:
    """(one path, other path) → how many further namesakes they have; less than 0 when they go to the other."""
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for family in scene.families:
        for kin in family.kin:
            one, other = sorted((kin.first, kin.second), key=lambda key: key.path)
            if one.path != other.path and scene.cards[one].core == scene.cards[other].core:
                pairs.setdefault((one.path, other.path), []).append((one, other))
    found: dict[tuple[str, str], int] = {}
    for (one_path, other_path), own in pairs.items():
        ones, others = {one for one, _ in own}, {other for _, other in own}
        if min(len(ones), len(others)) < _SEVERAL:
            continue
        more = (
            _points(scene, one_path, ones) - _points(scene, other_path, others) + _layers(scene, one_path, other_path)
        ) or _members(scene, ones) - _members(scene, others)
        if more:
            found[one_path, other_path] = (len(ones) - 1) * (1 if more > 0 else -1)
            found[other_path, one_path] = -found[one_path, other_path]
    return found


def _members(scene: Scene, keys: Iterable[ClassKey]) -> int:
    """How much they offer: what decides where nothing else does."""
    return sum(len(scene.cards[key].offers) for key in keys)


def _layers(scene: Scene, one: str, other: str) -> float:
    """Points for the first module where it is in the lower package, against it where it is in the upper one."""
    above, below = (stands_above(scene.codebase, scene.package_pairs, *paths) for paths in ((other, one), (one, other)))
    return _IS_BELOW * (above - below)


def _points(scene: Scene, path: str, keys: Iterable[ClassKey]) -> float:
    used = sum(points_of_use(scene, key) for key in keys)
    said = _SAYS_SO * bool(module_claim(scene.codebase.modules[path]))
    return round(used + said + _IS_TAKEN * (path in scene.needed_by) - _FAILS * (path in scene.broken.failing), 6)
