"""Records, settings and enums beside each other: in: a Case; out: what speaks against one taking the other's place, if anything.

They are what their fields are: with few in common, or with other things in them, they share a name.
"""

from __future__ import annotations

from archgraph.plan.evidence.case import UNDECIDED, VALUES, Case, Judgement, listed
from archgraph.plan.evidence.lifetimes import words_of

_OF_ONE_SCRIPT = 3
"""Further namesakes of two scripts from which on they are editions of one."""
_COMMON_VALUES = 0.25
"""The part of all values of two enums that both have from which on they can be one."""


def values(case: Case) -> Judgement | None:
    """Records, settings and enums are what their fields are: with few in common they only share a name."""
    card = case.cards[0]
    if _are_of_other_types(case):
        reason = f"values of another type than {case.name}'s: numbers that may be stored, beside words"
        return Judgement(UNDECIDED, reason, 0.5, "who stores or sends the values")
    if card.kind in VALUES and case.kin.declared and _is_another_by_fields(case):
        reason = f"a docstring names it beside {case.name}, and {len(case.unique)} of its {len(card.offers)} fields are its own"
        return Judgement(UNDECIDED, reason, 0.5, "which class is meant there, and whether both describe the same thing")
    if card.kind not in VALUES or case.kin.text or case.kin.declared or not card.offers:
        return None
    if case.are_scripts and (case.unique or _are_two_scripts(case)):
        more = f", and only this one has {listed(case.unique)}" if case.unique else ", and not all fields are the same"
        reason = f"each stands in a script of its own{more}: neither needs the other"
        return Judgement(UNDECIDED, reason, 0.5, "whether the scripts are to have a module in common")
    mostly_own = 2 * len(case.unique) > len(card.offers)
    if mostly_own and card.service != case.cards[1].service:
        reason = f"{len(case.unique)} of its {len(card.offers)} members are not in the library's {case.name}"
        return Judgement(UNDECIDED, reason, 0.5, "whether the library is to have what one service needs")
    special = set(card.core) > set(case.cards[1].core) and mostly_own
    if special and case.cards[1].offers:
        reason = (
            f"more than {case.name} by name, and by {len(case.unique)} of its {len(card.offers)} members: a kind of it"
        )
        return Judgement(UNDECIDED, reason, 0.5, f"whether {case.name} is to have {listed(case.unique)}, too")
    narrower = _is_narrower(case)
    if narrower:
        reason = f"{case.name} is for {listed(narrower)} by its name, and nothing says that this one is"
        return Judgement(UNDECIDED, reason, 0.5, f"whether this one is for {listed(narrower)}, too")
    alike = max(case.kin.shared, 0.8 * case.kin.alike)
    if not case.cards[1].offers or (alike >= 0.5 and not _are_few(case)):
        return None
    if alike >= 0.25 and case.is_namesake and not _are_few(case):
        return None
    reason = f"{case.kin.shared:.0%} of its fields are {case.name}'s: one name for two things, or one thing seen from two sides"
    return Judgement(UNDECIDED, reason, 0.5, "whether both describe the same thing; if not, rename the less used")


def _is_narrower(case: Case) -> tuple[str, ...]:
    """The words by which the one that stays is for less than the other, when the other's place has none of them."""
    mine, other = (set(card.core) for card in case.cards)
    more = other - mine if mine < other else set()
    return () if more & set(words_of(case.member.path)) else tuple(word for word in case.cards[1].core if word in more)


def _is_another_by_fields(case: Case) -> bool:
    """Whether what a docstring calls otherwise, and does not call old, has two thirds of its fields for itself."""
    is_settled = case.kin.text or case.kin.successor is not None or case.is_namesake
    return not is_settled and 3 * len(case.unique) >= 2 * len(case.cards[0].offers) > 0


def _are_two_scripts(case: Case) -> bool:
    """Whether fields differ, and so little of the scripts goes by one name that neither is an edition of the other."""
    ahead = case.scene.ahead.get((case.member.path, case.canonical.path), 0)
    return case.cards[0].offers != case.cards[1].offers and abs(ahead) < _OF_ONE_SCRIPT


def _are_few(case: Case) -> bool:
    """Whether two enums have so few of all their values in common that their words may be those of any list."""
    mine, other = (card.offers for card in case.cards)
    return case.cards[0].kind == "enum" and len(mine & other) < _COMMON_VALUES * len(mine | other)


def _are_of_other_types(case: Case) -> bool:
    if case.cards[0].kind != "enum":
        return False
    mine, other = (case.scene.constants(key) for key in (case.member, case.canonical))
    shared = mine.keys() & other.keys()
    return bool(shared) and all(type(mine[name]) is not type(other[name]) for name in shared)
