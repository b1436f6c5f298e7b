"""How much a class is used: in: a Scene and a class; out: importers and instantiations that count, and points for them."""

from __future__ import annotations

from math import log2

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.evidence.scene import RUNNING, Scene


def points_of_use(scene: Scene, key: ClassKey) -> float:
    """How much it is used, in points."""
    standing = scene.standings[key]
    importers, made = use(scene, key)
    used = 2 * log2(1 + importers) + log2(1 + made) + log2(1 + standing.subclasses)
    return used + 0.5 * log2(1 + standing.other_uses + standing.registrations)


def use(scene: Scene, key: ClassKey) -> tuple[int, int]:
    """Importers and instantiations that count: what tests are built of is there for tests; a package that only hands a class
    on is no use of it, and neither is a module that needs it for type checkers only, or that nobody or only tests need."""
    if key not in scene.counted:
        scene.counted[key] = _use(scene, key)
    return scene.counted[key]


def left_over(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Other files that import it, and that nothing imports in turn."""
    taking = {row.path for row in scene.uses.get(key.class_, ()) if row.what == "import"}
    return frozenset(taking & scene.deserted) - {key.path}


def among_themselves(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Other files that import it, in packages that only tests reach."""
    taking = {row.path for row in scene.uses.get(key.class_, ()) if row.what == "import"}
    return frozenset(taking & scene.secluded) - {key.path}


def _use(scene: Scene, key: ClassKey) -> tuple[int, int]:
    standing, zones = scene.standings[key], frozenset(RUNNING)
    importers, made = standing.importers, standing.instantiations
    if scene.codebase.classes[key].zone is Zone.TESTINFRA:
        zones, importers = frozenset(Zone), importers + standing.importers_test
        made += standing.instantiations_test
    no_use = scene.hands_on(key) | scene.annotate_only(key) | left_over(scene, key) | among_themselves(scene, key)
    passing = sum(scene.codebase.modules[path].zone in zones for path in no_use)
    return max(0, importers - passing), made
