"""Where use does not decide: in: a Scene and two classes; out: why the one gives way to the other, in words."""

from __future__ import annotations

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.evidence.aged import called_elsewhere, claim, is_dated
from archgraph.plan.evidence.case import VALUES
from archgraph.plan.evidence.hollow import hollow
from archgraph.plan.evidence.importing import NOWHERE
from archgraph.plan.evidence.layers import package_of, stands_above
from archgraph.plan.evidence.loading import closes_cycle
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import points_of_use, use
from archgraph.plan.evidence.wanted import called_in_vain, is_converted

_NEAR, _FAR, _EMPTY = 2.0, 7.0, 4.0
"""Points of use that what is written of a class makes up for; those that a cycle does, which no rewriting of users mends; and
those that a placeholder has at most, where the work is done elsewhere."""
_BESIDE, _MOST_BESIDE = 0.5, 3.0
"""Points of use that each further class of the module makes up for which goes the same way, and the most of them."""
_NAMED = 3
"""Members that are named at most."""


def gives_way(scene: Scene, key: ClassKey, rival: ClassKey) -> str:
    """Why a class gives way to a rival that is used no less, in words; "" when it does not."""
    zones = {scene.codebase.classes[each].zone for each in (key, rival)}
    services = {scene.cards[each].service for each in (key, rival)}
    if is_dated(scene, rival) or len(zones) > 1 or len(services) > 1:
        return ""
    if is_superseded(scene, key, rival):
        return f'"{claim(scene, rival)}" is written of it, and of the other that it is old'
    more = points_of_use(scene, key) - points_of_use(scene, rival)
    told = _by_users(scene, key, rival, more) or _by_text_or_cycle(scene, key, rival, more)
    if told or _by_users(scene, rival, key, -more):
        return told
    ahead = scene.ahead.get((key.path, rival.path), 0)
    if (
        ahead
        and abs(more) <= min(_MOST_BESIDE, _BESIDE * abs(ahead))
        and not _by_text_or_cycle(scene, rival, key, -more)
    ):
        return f"taken together, {1 - ahead} namesakes of the two modules speak for its module" if ahead < 0 else ""
    if _follows_its_module(scene, key, rival):
        return "production imports its module, and not the other's"
    return "" if _is_used_more(scene, key, rival) else _beside_use(scene, key, rival)


def _follows_its_module(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    """Whether records or enums that nobody imports stand in a module that production needs, and in one that it does not: what
    each module does with its own weighs nothing beside that."""
    both = (key, rival)
    if scene.cards[key].kind not in VALUES or any(use(scene, each)[0] for each in both) or claim(scene, key):
        return False
    is_above = stands_above(scene.codebase, scene.package_pairs, rival.path, key.path)
    if scene.codebase.classes[key].zone is not Zone.PRODUCTION or is_above:
        return False
    mine, other = (_needing(scene, here.path, there.path) for here, there in (both, both[::-1]))
    return other and not mine


def _needing(scene: Scene, path: str, besides: str) -> bool:
    """Whether production imports a file, beside one that stands aside."""
    users = scene.needed_by.get(path, NOWHERE) - {besides}
    return any(scene.codebase.modules[user].zone is Zone.PRODUCTION for user in users)


def _by_users(scene: Scene, key: ClassKey, rival: ClassKey, more: float) -> str:
    """What users of the class do with it that only the rival can serve, or how they turn the one into the other."""
    if more > _FAR:
        return ""
    if more <= _EMPTY and _is_placeholder(scene, key, rival):
        return f"the other {hollow(scene, key, rival)}"
    missed = called_in_vain(scene, key, rival)
    if missed:
        return f"users of the other call {', '.join(missed[:_NAMED])}, which only it has"
    return "a function that calls the other old turns that into it" if is_converted(scene, key, rival) else ""


def _is_placeholder(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    """Whether the rival does the work, and is used for it, or the other is used no more. A double may be as empty as it likes."""
    if scene.cards[key].double:
        return False
    is_used = scene.is_in_use(rival) and rival.path not in scene.deserted
    return bool(hollow(scene, key, rival)) and (is_used or not scene.is_in_use(key))


def _by_text_or_cycle(scene: Scene, key: ClassKey, rival: ClassKey, more: float) -> str:
    """What is written of the rival alone, or a cycle that its users would close; `more`: points of use by which it is behind."""
    said = claim(scene, rival)
    near = _FAR if called_elsewhere(scene, rival) else _NEAR
    if said and not claim(scene, key) and more <= near:
        return f'"{said}" is written of it'
    if more <= _FAR and _turns_imports_round(scene, key, rival):
        return "its module is loaded by the other's, and importing that in turn would close a cycle"
    return ""


def _is_used_more(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    (mine, made), (other, others) = (use(scene, each) for each in (key, rival))
    below = [scene.standings[each].subclasses for each in (key, rival)]
    return mine > other or mine + made + below[0] > other + others + below[1]


def _beside_use(scene: Scene, key: ClassKey, rival: ClassKey) -> str:
    """What decides where use does not."""
    if scene.cards[key].kind == "class" and scene.cards[rival].public and not scene.cards[key].public:
        return "it does something, and the other only holds what it is given"
    if key.path in scene.broken.failing and rival.path not in scene.broken.failing:
        return "its module can be loaded, and the other's imports what is not there"
    is_shipped = scene.codebase.classes[key].zone is not Zone.TESTINFRA
    if stands_above(scene.codebase, scene.package_pairs, rival.path, key.path):
        return ""
    users, others = (scene.needed_by.get(each.path, NOWHERE) for each in (rival, key))
    if is_shipped and users - {key.path} and not others:
        return "its module is in use, and the other's is not"
    is_taken = scene.importers.get(rival.path, set()) - {key.path} and key.path not in scene.taken_paths
    if is_shipped and is_taken and not claim(scene, key):
        return "its module is imported, and the other's by nobody, not even a test"
    if stands_above(scene.codebase, scene.package_pairs, key.path, rival.path):
        here, there = (package_of(scene.codebase, each.path) for each in (key, rival))
        return f"{here} imports {there}, and not the other way round"
    return "it has all that the other has, and more" if scene.cards[key].offers < scene.cards[rival].offers else ""


def is_superseded(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    """Whether texts of both agree: this one calls itself old, and the rival says that it is the one."""
    return is_dated(scene, key) and not is_dated(scene, rival) and bool(claim(scene, rival))


def _turns_imports_round(scene: Scene, key: ClassKey, rival: ClassKey) -> bool:
    """Whether users of the rival could not import the class without a cycle, its own users could the rival, and no layers
    say otherwise."""
    reaches = scene.loads.reaches(key.path, rival.path) and not scene.loads.reaches(rival.path, key.path)
    if not reaches or stands_above(scene.codebase, scene.package_pairs, rival.path, key.path):
        return False
    return closes_cycle(scene, rival, key) and not closes_cycle(scene, key, rival)
