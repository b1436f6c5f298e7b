"""How much a class is used: in: a Scene and a class; out: importers and instantiations that count, and points for them."""

from __future__ import annotations

from math import log2

from archgraph.model.codebase import ClassKey, Module
from archgraph.model.expr import Literal, Sequence
from archgraph.model.facts.scopes import Scope
from archgraph.model.source import FileKind, Zone
from archgraph.plan.evidence.importing import NOWHERE, RUNNING
from archgraph.plan.evidence.scene import Scene


def points_of_use(scene: Scene, key: ClassKey) -> float:
    """How much it is used, in points. Worked out once: every class is compared with many."""
    if key not in scene.points:
        scene.points[key] = _points(scene, key)
    return scene.points[key]


def _points(scene: Scene, key: ClassKey) -> float:
    standing = scene.standings[key]
    importers, made = use(scene, key)
    used = 2 * log2(1 + importers) + log2(1 + made) + log2(1 + standing.subclasses)
    others = standing.other_uses - (at_home(scene, key, "call", "annotate") if is_left_home(scene, key) else 0)
    return used + 0.5 * log2(1 + max(0, others) + standing.registrations)


def use(scene: Scene, key: ClassKey) -> tuple[int, int]:
    """Importers and instantiations that count: what tests are built of is there for tests; a package that only hands a class
    on is no use of it, and neither is a module that needs it for type checkers only, or that nobody or only tests need."""
    if key not in scene.counted:
        scene.counted[key] = _use(scene, key)
    return scene.counted[key]


def left_over(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Other files that import it, and that nothing imports in turn."""
    return (scene.taking.get(key.class_, NOWHERE) & scene.deserted) - {key.path}


def among_themselves(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Other files that import it, in packages that only tests reach."""
    return (scene.taking.get(key.class_, NOWHERE) & scene.secluded) - {key.path}


def is_left_home(scene: Scene, key: ClassKey) -> bool:
    """Whether its module is there to be imported, and nothing that is needed imports it: what it does there nobody needs."""
    if key.path in scene.needed_by or key.path in scene.named_paths:
        return False
    return _is_there_to_be_imported(scene, key.path)


def _is_there_to_be_imported(scene: Scene, path: str) -> bool:
    module = scene.codebase.modules[path]
    return module.kind is FileKind.SOURCE and module.zone is Zone.PRODUCTION and not module.is_package


def is_only_handed_on(scene: Scene, key: ClassKey) -> bool:
    """Whether production uses it only in packages, and modules that list it in `__all__`, that import it for others to take from
    there, and none takes it."""
    rows = [row for row in scene.uses.get(key.class_, ()) if row.zone in RUNNING]
    takers = {
        edge.path for edge in scene.statements.get(key.class_, ()) if scene.codebase.modules[edge.path].zone in RUNNING
    }
    packages = handing(scene, key)
    is_apt = bool(packages) and scene.codebase.classes[key].zone is Zone.PRODUCTION
    return is_apt and all(row.what == "import" and row.path in packages for row in rows) and takers <= packages


def idle_users(scene: Scene, key: ClassKey) -> tuple[str, ...]:
    """Functions and classes of its own file that alone use it outside tests, where nothing is seen to reach any of them."""
    if not _is_there_to_be_imported(scene, key.path):
        return ()
    rows = [row for row in scene.uses.get(key.class_, ()) if row.zone in RUNNING]
    inside = range(key.line, scene.codebase.classes[key].end_line + 1)
    lines = {row.line for row in rows if row.line not in inside}
    if not lines or any(row.path != key.path for row in rows):
        return ()
    using = {line: scope.name for scope in scene.idle_in(key.path) for line in lines & {*_lines(scope)}}
    return tuple(sorted(set(using.values()))) if using.keys() == lines else ()


def _lines(scope: Scope) -> range:
    return range(scope.start_line, scope.end_line + 1)


def made_in_vain(scene: Scene, key: ClassKey) -> int:
    """Places in its own module that make one, where nothing needs that or is seen to reach them."""
    made = at_home(scene, key, "instantiate")
    return made if made and (is_left_home(scene, key) or idle_users(scene, key)) else 0


def handing(scene: Scene, key: ClassKey) -> frozenset[str]:
    """Packages that only hand it on, and modules outside tests that only import it and list it in `__all__`."""
    rows = scene.uses.get(key.class_, ())
    doing = {row.path for row in rows if row.what != "import"}
    paths = {row.path for row in rows if row.zone in RUNNING} - doing
    name = key.class_.rpartition(".")[2]
    return scene.hands_on(key) | {path for path in paths if name in _listed(scene.codebase.modules[path])}


def _listed(module: Module) -> frozenset[object]:
    """What its `__all__` names, as far as that is written as a list."""
    values = (each.value for each in module.outline.bindings if each.name == "__all__" and not each.scope)
    items = (item for value in values if isinstance(value, Sequence) for item in value.items)
    return frozenset(item.value for item in items if isinstance(item, Literal))


def at_home(scene: Scene, key: ClassKey, *what: str) -> int:
    """Uses of these sorts in its own module."""
    return sum(row.path == key.path and row.what in what for row in scene.uses.get(key.class_, ()))


def _use(scene: Scene, key: ClassKey) -> tuple[int, int]:
    standing, zones = scene.standings[key], frozenset(RUNNING)
    importers, made = standing.importers, standing.instantiations
    if scene.codebase.classes[key].zone is Zone.TESTINFRA:
        zones, importers = frozenset(Zone), importers + standing.importers_test
        made += standing.instantiations_test
    no_use = scene.hands_on(key) | scene.annotate_only(key) | left_over(scene, key) | among_themselves(scene, key)
    passing = sum(scene.codebase.modules[path].zone in zones for path in no_use)
    return max(0, importers - passing), max(0, made - made_in_vain(scene, key))
