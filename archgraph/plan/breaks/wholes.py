"""Values that come to an enum with the merge, where users go through all of them: they count, list or show more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Decision
from archgraph.model.facts.reads import Reads
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.instances import users
from archgraph.plan.evidence.case import CONSOLIDATE, Case, bare, listed
from archgraph.plan.evidence.scene import Scene


def gone_through(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Places that go through all of an enum of which the other has more."""
    card, other = case.cards
    more = [name for name in other.fields if name not in card.offers and not name.startswith("_")]
    if card.kind != "enum" or not more:
        return None
    places = _places(case.scene, case.member)
    if not places:
        return None
    rows = tuple(
        Broken(bare(case.member), *place, f"goes through all of it; {case.name} has {listed(more)}, too")
        for place in places
    )
    goes = "goes" if len(places) == 1 else "go"
    return Break("values", f"what {shown(places)} {goes} through: {case.name} has {listed(more)}, too", rows)


def with_new_values(scene: Scene, canonical: ClassKey, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions; those that carry values into an enum ask for places that go through all of it, or of another that is merged
    into it: they meet what neither had."""
    merged = [each.key for each in decisions if each.action == CONSOLIDATE]
    for each in decisions:
        places = []
        if each.carried and scene.cards[canonical].kind == "enum":
            others = [key for key in (canonical, *merged) if key != each.key]
            places = [place for key in others for place in _places(scene, key)]
        goes = "goes" if len(set(places)) == 1 else "go"
        asked = f"what {shown(places)} {goes} through, where {listed(each.carried)} would come to it"
        yield replace(each, needs="; ".join(filter(None, (each.needs, asked)))) if places else each


def _places(scene: Scene, key: ClassKey) -> list[tuple[str, int]]:
    """(path, line) of what goes through all of an enum."""
    name, facts = bare(key), scene.codebase.facts
    found = ((path, each) for path in users(scene, key) for each in facts.section(path, Reads).wholes)
    return [(path, each.line) for path, each in found if each.name.rpartition(".")[2] == name]
