"""What those who make the record that stays have to give once it takes over fields that must be given."""

from __future__ import annotations

from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.constructors import constructor
from archgraph.plan.breaks.instances import makings
from archgraph.plan.evidence.case import VALUES, Case, listed


def demanded(case: Case, carried: tuple[str, ...]) -> Break | None:
    """The places that make the one that stays, and the fields without a default that it takes over."""
    here = constructor(case.scene, case.member) if carried and case.cards[0].kind in VALUES else None
    must = [name for name in here.required if name in carried] if here else []
    made = makings(case.scene, case.canonical) if must else {}
    places = sorted((path, line) for path, lines in made.items() for line in lines)
    if not places:
        return None
    text = f"gives no {listed(must)}, which {case.name} would require"
    rows = tuple(Broken("__init__", path, line, text) for path, line in places)
    question = f"what {listed(must)} is by default: who makes a {case.name} ({shown(places)}) gives none"
    return Break("making", question, rows)
