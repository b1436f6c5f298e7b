"""Which of several classes should stay: in: what is known of them; out: an order, and the figures in words."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.outline import Status
from archgraph.model.source import Zone
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.use import among_themselves, left_over, made_in_vain, points_of_use, use


def ranked(scene: Scene, keys: Iterable[ClassKey]) -> list[ClassKey]:
    """The best to keep first. Use decides (twice the logarithm of importers, and of instantiations, subclasses and other
    uses); how much of the family's API it offers, a place in a shared library, its importance in the import graph
    (PageRank), and where git tells how often its file changed (half a point at most) come after; a place or name that says
    legacy, no production code at all, or a file that does not parse or fails as it is loaded stands against it."""
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
    left = len(left_over(scene, key))
    types += f", {left} more that nothing imports" if left else ""
    apart = len(among_themselves(scene, key) - scene.hands_on(key) - scene.annotate_only(key) - left_over(scene, key))
    types += f", {apart} more in packages that nothing but tests reaches" if apart else ""
    idle = made_in_vain(scene, key)
    made += f" and {idle} more in its own module, which nothing needs" if made and idle else ""
    members = f"{len(card.offers)} public {'member' if len(card.offers) == 1 else 'members'}"
    return f"{importers}{types}{packages}{made}{below}, {members}{changed}"
