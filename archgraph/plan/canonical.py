"""Which of several classes should stay: in: what is known of them; out: an order, and the figures in words."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from archgraph.model.codebase import ClassKey
from archgraph.model.facts import Status
from archgraph.model.source import Zone
from archgraph.plan.aged import claim, is_dated
from archgraph.plan.layers import package_of, stands_above
from archgraph.plan.loading import closes_cycle
from archgraph.plan.scene import Scene
from archgraph.plan.use import points_of_use, use

_NEAR, _FAR = 2.0, 7.0
"""Points of use that what is written of a class makes up for; and those that a cycle does, which no rewriting of users mends."""
_BESIDE, _MOST_BESIDE = 0.5, 3.0
"""Points of use that each further class of the module makes up for which goes the same way, and the most of them."""


def ranked(scene: Scene, keys: Iterable[ClassKey]) -> list[ClassKey]:
    """The best to keep first. Use decides (twice the logarithm of importers, and of instantiations, subclasses and other
    uses); how much of the family's API it offers, a place in a shared library, its importance in the import graph
    (PageRank), and where git tells how often its file changed (half a point at most) come after; a place or name that says
    legacy, no production code at all, or a file that does not parse stands against it."""
    members = list(keys)
    most = max((len(scene.cards[key].offers) for key in members), default=0) or 1
    rank = max((scene.standings[key].page_rank for key in members), default=0.0) or 1.0
    busiest = max((_commits(scene, key) for key in members), default=0) or 1
    life = {key: 0.5 * _commits(scene, key) / busiest for key in members}
    worth = {key: _worth(scene, key, most, rank) + life[key] for key in members}
    return sorted(members, key=lambda key: (-worth[key], key))


def _worth(scene: Scene, key: ClassKey, most: int, rank: float) -> float:
    card, standing = scene.cards[key], scene.standings[key]
    worth = points_of_use(scene, key) + len(card.offers) / most + standing.page_rank / rank
    worth += card.service in scene.shared_services
    worth += 0.1 * log2(1 + standing.importers_test)
    worth -= 4 * key.class_.rpartition(".")[2].startswith("_")  # it is there for its own module
    worth -= scene.codebase.modules[key.path].outline.status is not Status.PARSED or key.path in scene.broken.failing
    return worth - 4 * is_dated(scene, key) - 2 * (scene.codebase.classes[key].zone is not Zone.PRODUCTION)


def gives_way(scene: Scene, key: ClassKey, rival: ClassKey) -> str:
    """Why a class gives way to a rival that is used no less, in words; "" when it does not."""
    zones = {scene.codebase.classes[each].zone for each in (key, rival)}
    services = {scene.cards[each].service for each in (key, rival)}
    if is_dated(scene, rival) or len(zones) > 1 or len(services) > 1:
        return ""
    if is_superseded(scene, key, rival):
        return f'"{claim(scene, rival)}" is written of it, and of the other that it is old'
    more = points_of_use(scene, key) - points_of_use(scene, rival)
    told = _by_text_or_cycle(scene, key, rival, more)
    if told:
        return told
    ahead = scene.ahead.get((key.path, rival.path), 0)
    if (
        ahead
        and abs(more) <= min(_MOST_BESIDE, _BESIDE * abs(ahead))
        and not _by_text_or_cycle(scene, rival, key, -more)
    ):
        return f"the {1 - ahead} namesakes of its module are used more, taken together" if ahead < 0 else ""
    return "" if _is_used_more(scene, key, rival) else _beside_use(scene, key, rival)


def _by_text_or_cycle(scene: Scene, key: ClassKey, rival: ClassKey, more: float) -> str:
    """What is written of the rival alone, or a cycle that its users would close; `more`: points of use by which it is behind."""
    said = claim(scene, rival)
    if said and not claim(scene, key) and more <= _NEAR:
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
    if is_shipped and rival.path in scene.imported_paths and key.path not in scene.imported_paths:
        return "its module is in use, and the other's is not"
    if stands_above(scene.codebase, scene.package_pairs, key.path, rival.path):
        here, there = (package_of(scene.codebase, path) for path in (key.path, rival.path))
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


def _commits(scene: Scene, key: ClassKey) -> int:
    return scene.activity.get(key.path, (0, ""))[0]


def figures(scene: Scene, key: ClassKey) -> str:
    """The figures that decided, in words."""
    standing, card = scene.standings[key], scene.cards[key]
    count, made_at = use(scene, key)
    outside = "" if scene.codebase.classes[key].zone is Zone.TESTINFRA else " outside tests"
    importers = f"{count} file{outside} imports it" if count == 1 else f"{count} files{outside} import it"
    made = f", {made_at} {'place makes' if made_at == 1 else 'places make'} one"
    if card.kind in ("enum", "protocol"):
        made = f", {made_at} {'place calls' if made_at == 1 else 'places call'} it" if made_at else ""
    descend = "class inherits" if standing.subclasses == 1 else "classes inherit"
    below = f", {standing.subclasses} {descend} from it" if standing.subclasses else ""
    commits, day = scene.activity.get(key.path, (0, ""))
    changed = (
        f", its file changed in {commits} {'commit' if commits == 1 else 'commits'}, last on {day}" if commits else ""
    )
    handed = len(scene.hands_on(key))
    packages = f", {handed} {'package hands' if handed == 1 else 'packages hand'} it on" if handed else ""
    typed = len(scene.annotate_only(key) & scene.running_paths)
    types = f", {typed} more for type checking only" if typed else ""
    members = f"{len(card.offers)} public {'member' if len(card.offers) == 1 else 'members'}"
    return f"{importers}{types}{packages}{made}{below}, {members}{changed}"
