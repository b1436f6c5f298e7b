"""All that a merge would break: in: a Case and what is carried over; out: questions and rows of contracts.csv."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archgraph.model.consolidation import Difference
from archgraph.plan.breaks.bases import lost_bases, other_setup
from archgraph.plan.breaks.breaking import Break
from archgraph.plan.breaks.carrying import not_found
from archgraph.plan.breaks.catching import caught_otherwise, checked
from archgraph.plan.breaks.demanding import demanded
from archgraph.plan.breaks.limits import limited
from archgraph.plan.breaks.making import made_otherwise
from archgraph.plan.breaks.reads import asked_of_the_other, called_otherwise, read_in_vain
from archgraph.plan.breaks.scripts import run_by_path
from archgraph.plan.breaks.types import annotated
from archgraph.plan.breaks.wholes import gone_through
from archgraph.plan.decision.doubts import FEW
from archgraph.plan.decision.merging import ASKS, DOUBT, MOST_DOUBTS
from archgraph.plan.evidence.aged import is_archived, is_dated
from archgraph.plan.evidence.case import UNDECIDED, Case, Judgement, bounded
from archgraph.plan.evidence.use import is_left_home

Finder = Callable[[Case, tuple[str, ...]], Break | None]
_ASKED_FOR = 0.6
"""The most that is said of a deletion where users of the other ask for what only the one to go has."""

_FINDERS: tuple[Finder, ...] = (
    read_in_vain,
    called_otherwise,
    made_otherwise,
    demanded,
    caught_otherwise,
    checked,
    lost_bases,
    other_setup,
    limited,
    gone_through,
    not_found,
    run_by_path,
)


def with_breaks(
    case: Case, judgement: Judgement, family: str, carried: tuple[str, ...]
) -> tuple[Judgement, list[Difference]]:
    """The judgement with what must be asked of those whom the merge would break, the gravest first, and the places."""
    for key in (case.member, case.canonical):
        annotated(case.scene, key)  # with_types asks for it later: now their files' facts are at hand
    found = [each for find in _FINDERS if (each := find(case, carried)) is not None]
    lost = [each for each in found if each.difference == "attribute"]
    if lost and _has_few(case):
        reason = f"{judgement.reason}; {case.name} has few of its members, and not what users read of it"
        return replace(judgement, action=UNDECIDED, reason=reason), []
    kinds = {each.difference for each in found}
    if {"making", "carried"} <= kinds and _is_apart(case) and not case.is_namesake:
        reason = f"{judgement.reason}; its name, what it is made of and what its members work on are not {case.name}'s"
        return replace(judgement, action=UNDECIDED, reason=reason), []
    if asked := [each.question for each in found if each.question]:
        sure = judgement.confidence - DOUBT * min(len(asked), MOST_DOUBTS)
        needs = "; ".join(filter(None, (judgement.needs, *asked)))
        judgement = replace(judgement, needs=needs, confidence=bounded(min(sure, ASKS)))
    return judgement, [row for each in found for row in each.rows(case, family)]


def for_readers(case: Case, judgement: Judgement) -> Judgement:
    """A deletion, with what must be asked where users of the other ask for what only this one has; or what speaks against it:
    code of its own file, which stays, reads of it what the other does not have."""
    sought = asked_of_the_other(case)
    if sought is not None:
        needs = "; ".join(filter(None, (sought.question, judgement.needs)))
        judgement = replace(judgement, needs=needs, confidence=min(judgement.confidence, _ASKED_FOR))
    lost = None if is_left_home(case.scene, case.member) or is_archived(case.member) else read_in_vain(case, ())
    if lost is None:
        return judgement
    return Judgement(UNDECIDED, f"{judgement.reason}; and its own file reads what only it has", 0.5, lost.question)


def _has_few(case: Case) -> bool:
    """Whether the one that stays has few members of a class that nothing ties to it but its name."""
    return _is_apart(case) and len(case.unique) >= (1 - FEW) * len(case.cards[0].offers)


def _is_apart(case: Case) -> bool:
    """Whether it is a class without code of the other's, and no text says that it gives way."""
    is_told = case.kin.text or case.kin.declared or is_dated(case.scene, case.member)
    return case.cards[0].kind == "class" and not is_told
