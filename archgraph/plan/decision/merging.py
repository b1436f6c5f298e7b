"""One class merged into another: in: a Case that nothing speaks against; out: CONSOLIDATE with reason, confidence and questions,
or UNDECIDED where what they share is no duty."""

from __future__ import annotations

from archgraph.plan.decision.doubts import (
    doubts,
    is_other,
    of_other_types,
    of_people,
    only_starts_and_ends,
)
from archgraph.plan.decision.file_doubts import of_its_module
from archgraph.plan.decision.no_duty import no_duty
from archgraph.plan.evidence.aged import claim
from archgraph.plan.evidence.carried import is_followed, needed_by_tests
from archgraph.plan.evidence.case import CONSOLIDATE, UNDECIDED, VALUES, Case, Judgement, bounded, listed
from archgraph.plan.evidence.doings import doings
from archgraph.plan.evidence.lifetimes import SCOPED, is_for_someone, lifetime, said_scope
from archgraph.plan.survivor.preference import why_that_one

DOUBT, MOST_DOUBTS = 0.03, 4
"""What each open question takes from the confidence, and how many of them do."""
_LITTLE, _DOES_OTHER, ASKS = 0.55, 0.7, 0.79
"""The most that is said where only what starts and ends things is common; where a method of one name does other things; and
where a contract or two questions are open: none of them is meant to be followed as it stands."""
_OTHER_TYPES = 0.49
"""The most that is said of records of which half the common fields hold other things."""
_HARD = ("async", "property", "context_manager", "parameters")
"""Differences of contract that keep a caller from exchanging one for the other."""


def merge(case: Case) -> Judgement:
    """The advice to merge, with what is to be carried over and what must be asked before."""
    broken = tuple(
        dict.fromkeys(d.member for d in case.differences if d.difference in _HARD and d.member != "__init__")
    )
    scoped = _for_whom(case)
    needs = [f"what callers of {listed(broken)} expect"] if broken else []
    needs += [*scoped, *doubts(case)]
    sure = _confidence(case, broken, needs) - 0.1 * bool(scoped)
    other = no_duty(case, broken)
    near = tuple(f"{name} is its {twin}" for name, twin in case.near.items())
    needs += [f"whether {listed(near)}"] if near else []  # a sign that they are one thing: nothing speaks against it
    if case.own_work:
        does = "does" if len(case.own_work) == 1 else "do"
        needs += [f"whether {case.name} does what {listed(case.own_work)} {does} here for its other methods"]
    module = of_its_module(case)
    needs += [module] if module else []
    if other:
        return Judgement(UNDECIDED, other, bounded(sure), "; ".join(needs) or "whether both are for one job")
    return Judgement(CONSOLIDATE, _reason(case, broken), bounded(sure), "; ".join(needs))


def _reason(case: Case, broken: tuple[str, ...]) -> str:
    parts = [why_that_one(case)]
    if case.carried:
        parts.append(f"to be carried over: {listed(case.carried)}")
    if case.twins:
        twins = listed([f"{name} is its {twin}" for name, twin in case.twins.items()])
        parts.append(f"{twins}, to be called by that name")
    left = [name for name in case.unique if name not in case.wanted]
    if left:
        who = "no code that runs asks for" if case.is_deprecated else "nobody who has to do with it asks for"
        who = who if is_followed(case.scene, case.member) else "nothing uses"
        parts.append(f"only this one has {listed(left)}, which {who}: not to be carried over")
    is_used = case.scene.standings[case.member].is_used
    tested = () if is_used else needed_by_tests(case.scene, case.member, case.unique)
    if tested:
        parts.append(f"tests need {listed(tested)} of it, which {case.name} has not")
    if broken:
        parts.append(f"contracts differ in {listed(broken)}")
    return "; ".join(parts)


def _for_whom(case: Case) -> list[str]:
    mine, other = (lifetime(case.scene, key) for key in (case.member, case.canonical))
    if not is_for_someone(case.cards[0]):
        return []
    if mine in SCOPED and mine != other:
        return [f"that {case.name} is made per {mine}, as this one is"]
    said, there = (said_scope(case.scene, key) for key in (case.member, case.canonical))
    is_told = said and not there and other not in SCOPED
    return [f"whether {case.name} keeps apart what is of one {said}, as this one says of itself"] if is_told else []


def _confidence(case: Case, broken: tuple[str, ...], needs: list[str]) -> float:
    """Grows with the evidence and the copied code, falls with what differs and is open, and has its limits."""
    kin = case.kin
    sure = 0.5 + 0.06 * (kin.score - 4) + 0.15 * kin.text
    sure -= 0.1 * (len(broken) > 2) + 0.1 * (len(case.unique) > 10) + 0.1 * (kin.shared == 0)
    sure -= DOUBT * min(len(needs), MOST_DOUBTS)
    limits = (
        (broken or len(needs) > 1 or claim(case.scene, case.member), ASKS),
        (of_people(case), _DOES_OTHER),
        (any(is_other(case, each) for each in doings(case.scene, case.member, case.canonical)), _DOES_OTHER),
        (_are_mostly_of_other_types(case), _OTHER_TYPES),
        (not kin.declared and only_starts_and_ends(case), _LITTLE),
    )
    return min(sure, *(most for holds, most in limits if holds), 1.0)


def _are_mostly_of_other_types(case: Case) -> bool:
    """Whether half of the fields that both have hold other things."""
    if case.cards[0].kind not in VALUES or case.kin.text or case.kin.declared:
        return False
    both = case.scene.types(case.member).keys() & case.scene.types(case.canonical).keys()
    changed = of_other_types(case)
    return bool(changed) and 2 * len(changed) >= len(both)
