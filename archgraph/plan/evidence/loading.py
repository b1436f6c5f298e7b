"""Imports that a move makes: in: a Scene and two classes; out: files that will import the one that stays, and which of those
its module loads already: there the move closes a cycle.
"""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.source import Zone
from archgraph.plan.evidence.importing import RUNNING
from archgraph.plan.evidence.owners import is_gone_through, read_lines
from archgraph.plan.evidence.scene import Scene


def importers(scene: Scene, key: ClassKey) -> list[str]:
    """Files that will import another class in place of this one, sorted: those that import it, and its own where that needs
    it. Tests load what they like; of what tests are built of, its own kind counts."""
    zones = {*RUNNING, scene.codebase.classes[key].zone} - {Zone.TEST}
    modules = scene.codebase.modules
    taken = {row.path for row in scene.uses.get(key.class_, ()) if row.what == "import" and row.zone in zones}
    taken |= {edge.path for edge in scene.statements.get(key.class_, ()) if modules[edge.path].zone in zones}
    is_home = modules[key.path].zone in zones and is_needed_at_home(scene, key)
    return sorted(taken | ({key.path} if is_home else set()))


def is_needed_at_home(scene: Scene, key: ClassKey) -> bool:
    """Whether its own module needs it outside of its statement, be it as the owner of a constant (`Colors.RED`) or as a value.
    Worked out once: every move of it asks."""
    if key not in scene.at_home:
        scene.at_home[key] = _is_needed_at_home(scene, key)
    return scene.at_home[key]


def _is_needed_at_home(scene: Scene, key: ClassKey) -> bool:
    inside = range(key.line, scene.codebase.classes[key].end_line + 1)
    rows = scene.uses.get(key.class_, ())
    if any(row.path == key.path and row.line not in inside for row in rows):
        return True
    is_read = bool(read_lines(scene, key, key.path)) or is_gone_through(scene, key, key.path)
    return is_read or scene.is_handed_on(key)


def is_loaded_by(scene: Scene, user: str, key: ClassKey) -> bool:
    """Whether a file that uses a class imports it as it is loaded, so that it would import another in its place as early."""
    rows = [row.line for row in scene.uses.get(key.class_, ()) if row.path == user and row.what == "import"]
    lines = rows + [edge.line for edge in scene.statements.get(key.class_, ()) if edge.path == user]
    return user == key.path or any((user, line) not in scene.deferred for line in lines)


def newly_importing(scene: Scene, gone: ClassKey, target: str) -> list[str]:
    """Files that would import the module of what stays for the first time, as they are loaded."""
    users = (user for user in importers(scene, gone) if user != target and not scene.loads.imports(user, target))
    return [user for user in users if is_loaded_by(scene, user, gone)]


def closes_cycle(scene: Scene, gone: ClassKey, kept: ClassKey) -> bool:
    """Whether a file that needs what goes away would have to import the module of what stays, and is loaded by it."""
    return any(scene.loads.reaches(kept.path, user) for user in newly_importing(scene, gone, kept.path))


def is_needed_at_load(scene: Scene, user: str, key: ClassKey) -> bool:
    """Whether a file needs a class while it is being loaded: as a base, in an annotation, at the top of the module or in a
    class body; what a package only hands on, too."""
    scopes = scene.codebase.modules[user].outline.scopes
    functions = [range(s.line + 1, s.end_line + 1) for s in scopes if s.kind is ScopeKind.FUNCTION]
    rows = [row for row in scene.uses.get(key.class_, ()) if row.path == user and row.what != "import"]
    at_load = (row.what in ("subclass", "annotate") or not any(row.line in f for f in functions) for row in rows)
    return any(at_load) or user in scene.hands_on(key)
