"""The part of the consolidation plan that is one team's: in: an Edition and a role, out: what stays, what goes, and the MROs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Candidate, Decision
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Inline,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    place,
    rest,
)
from archgraph.report.pages.dotted import distinct
from archgraph.report.pages.effects import felt
from archgraph.report.pages.families import PLURALS
from archgraph.report.pages.plan_words import doing, leaving
from archgraph.report.plan_text import saved

_MOST: Final = 8
_MOST_EFFECTS: Final = 8
_CARES: Final = ("to be carried over", "contracts differ", "only it has")


def team_plan(edition: Edition, role: str) -> Section:
    """Candidates with a class of the role in them: the surest and largest first, with their MROs and what follows."""
    mine = _candidates(edition, role)
    if not mine:
        many = PLURALS[role]
        return nothing("Plan", "plan", f"No {many} were found that could be one: nothing to merge.")
    best = sorted(mine, key=lambda each: (each.wave, -each.surest, -saved(each), each.candidate))
    going = [decision for each in mine for decision in each.decisions if decision.goes_away]
    groups = counted(len(mine), "group of classes does one job", "groups of classes do one job each")
    text = f"{groups}: {leaving(len(going), sum(map(saved, mine)))}. "
    text += "In order of waves; groups of one wave touch no common file. Of each group the class to keep stands first; "
    text += "importers are counted with tooling."
    rows = [row for each in best[:_MOST] for row in _rows(edition, each)]
    head = ("wave", "class", "what to do", "confidence", "MRO", "importers", "place")
    grid = Grid(head, rows, frozenset({0, 3, 5}), rest(min(_MOST, len(best)), len(best), "consolidation"))
    return Section("Plan, with the MROs", "plan", [Paragraph(text), grid, *_effects(edition, best)])


def _candidates(edition: Edition, role: str) -> list[Candidate]:
    keys = {profile.key for profile in edition.analysis.profiles if profile.role == role}
    return [
        candidate
        for candidate in edition.analysis.plan.candidates
        if candidate.is_advice and any(decision.key in keys for decision in candidate.decisions)
    ]


def _rows(edition: Edition, candidate: Candidate) -> Iterator[tuple[Phrase, ...]]:
    canonical = next((each for each in candidate.decisions if each.key == candidate.canonical), None)
    others = [each for each in candidate.decisions if each.changes_code]
    names = distinct(each.key.class_ for each in candidate.decisions)
    if canonical and not canonical.changes_code:
        yield _row(edition, candidate, canonical, names[canonical.key.class_], "keep")
    for each in others:
        yield _row(edition, candidate, each, names[each.key.class_], f"{doing(each)}: {_short(each.reason)}")


def _short(reason: str) -> str:
    """What a merge has to take care of; without such a thing, the first reason. All of them are in consolidation.csv."""
    parts = reason.split("; ")
    return "; ".join([part for part in parts if part.startswith(_CARES)] or parts[:1])


def first_step(edition: Edition, role: str) -> str:
    """The sentence that the plan adds to what is next, "" when there is none."""
    mine = _candidates(edition, role)
    first = min((candidate.wave for candidate in mine), default=0)
    ready = [candidate for candidate in mine if candidate.wave == first]
    if not ready:
        return ""
    those = "the group" if len(ready) == 1 else f"the {len(ready):,} groups"
    done = "it stands" if len(ready) == 1 else "they can be done side by side, and stand"
    return f"Begin with {those} of wave {first}: {done} in files of {'its' if len(ready) == 1 else 'their'} own."


def _row(edition: Edition, candidate: Candidate, decision: Decision, name: str, what: str) -> tuple[Phrase, ...]:
    key = decision.key
    return (
        f"{candidate.wave}",
        Code(name),
        what,
        f"{decision.confidence:.0%}",
        order_of(edition, key),
        f"{decision.importers:,}",
        place(key.path, key.line),
    )


def order_of(edition: Edition, key: ClassKey) -> Phrase:
    """The MRO by bare names, without the class itself and without object."""
    mro = edition.analysis.mros.get(key)
    above = [a.name.rpartition(".")[2] for a in mro.ancestors[1:] if a.name != "builtins.object"] if mro else []
    chain: Inline = Code(" > ".join(above)) if above else "object alone"
    return chain if mro and mro.status == "complete" else (chain, f" ({mro.status if mro else 'unknown'})")


def _effects(edition: Edition, candidates: Sequence[Candidate]) -> Iterator[Block]:
    names = {candidate.candidate for candidate in candidates}
    effects = [effect for effect in edition.analysis.plan.effects if effect.candidate in names]
    if not effects:
        yield Paragraph(
            "Made on the graph, the moves close no import cycle and change no MRO of the classes that stay."
        )
        return
    texts = felt(effects, candidates)
    more = f" ({len(texts):,} candidates, the first waves first)" if len(texts) > _MOST_EFFECTS else ""
    yield Paragraph(f"What the moves do to MROs and imports, found by making them on the graph{more}:")
    yield Bullets(texts[:_MOST_EFFECTS])
