"""Values that come to an enum with the merge, where users go through all of them: they count, list or show more."""

from __future__ import annotations

from archgraph.model.facts.reads import Reads
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.instances import users
from archgraph.plan.evidence.case import Case, bare, listed


def gone_through(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Places that go through all of an enum of which the other has more."""
    card, other = case.cards
    more = [name for name in other.fields if name not in card.offers and not name.startswith("_")]
    if card.kind != "enum" or not more:
        return None
    name, facts = bare(case.member), case.scene.codebase.facts
    found = [(path, each) for path in users(case.scene, case.member) for each in facts.section(path, Reads).wholes]
    places = [(path, each.line) for path, each in found if each.name.rpartition(".")[2] == name]
    if not places:
        return None
    rows = tuple(
        Broken(name, *place, f"goes through all of it; {case.name} has {listed(more)}, too") for place in places
    )
    goes = "goes" if len(places) == 1 else "go"
    return Break("values", f"what {shown(places)} {goes} through: {case.name} has {listed(more)}, too", rows)
