"""Classes that share a name and hardly more: in: a Case; out: a name of its own for one of them, if their code tells one.

Whoever merges them carries everything over, and two jobs into one class; a name of its own is a step that is right whether
the two turn out to be for one job or not.
"""

from __future__ import annotations

from archgraph.plan.decision.doubts import has_nothing_of, only_run_alike
from archgraph.plan.decision.naming import name_of_its_own
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.case import CONVERT, Case, Judgement, bare, listed
from archgraph.plan.evidence.near_names import is_short_for
from archgraph.plan.survivor.canonical import figures

_HARDLY_MORE = 4.5
"""Points below which a name (3, and half a point where it says what a class does) is most of what two classes share."""
_FEW_FIELDS = 0.34
"""The part of the fields of the smaller of two records up to which they are about other things."""
_OTHER_WORDS = 0.5
"""The part of the words of their fields below which they do not say the same in other words."""
_HALF, _SEVERAL = 0.5, 2
"""The part of all values of two enums up to which, and the number of values of its own from which on, each has a meaning of its
own."""


def apart(case: Case) -> Judgement | None:
    """To be converted to a name of its own, when nothing but the name says that the two are one thing."""
    if not _share_a_name_only(case):
        return None
    name = name_of_its_own(case.scene, case.member, case.canonical)
    if not name or (case.cards[0].kind == "enum" and not name_of_its_own(case.scene, case.canonical, case.member)):
        return None
    reason = f"{_what_differs(case)}: one name for two things, as far as the code tells; {name} would tell it apart"
    needs = (
        f"whether both are for one job all the same: then {case.name} stays ({figures(case.scene, case.canonical)}) and takes "
        f"over what callers need of {listed(case.unique) or 'this one'}"
    )
    return Judgement(CONVERT, reason, 0.45, needs, way="rename", becomes=name)


def _share_a_name_only(case: Case) -> bool:
    card, other = case.cards
    text = case.kin.text and card.kind != "protocol"  # what is only signatures is alike anyway
    is_told = case.kin.declared or text or case.are_scripts or is_dated(case.scene, case.member)
    is_told = is_told or card.double or other.double
    if is_told or bare(case.member) != bare(case.canonical) or not card.offers or not other.offers:
        return False
    if card.kind in ("data", "settings"):
        return case.kin.shared <= _FEW_FIELDS and case.kin.alike < _OTHER_WORDS
    if card.kind == "enum":
        return _are_of_other_values(card.offers, other.offers)
    if card.kind == "protocol":
        return case.kin.shared <= _FEW_FIELDS
    return card.kind == "class" and (_have_nothing_in_common(case) or only_run_alike(case))


def _have_nothing_in_common(case: Case) -> bool:
    return has_nothing_of(case) or (not case.kin.shared and case.kin.score < _HARDLY_MORE)


def _are_of_other_values(mine: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both enums have values of their own, and no more than half in common."""
    few = len(mine & other) <= _HALF * len(mine | other)
    return few and min(_count_apart(mine, other), _count_apart(other, mine)) >= _SEVERAL


def _count_apart(mine: frozenset[str], other: frozenset[str]) -> int:
    """How many values the other has neither as they are nor shortened."""
    return sum(not any(is_short_for(name.lower(), each.lower()) for each in other) for name in mine - other)


def _what_differs(case: Case) -> str:
    mine, other = case.cards
    own = tuple(name for name in (*mine.public, *mine.fields) if name not in other.offers and not name.startswith("_"))
    if mine.kind in ("class", "protocol") and not case.kin.shared:
        return f"it has {listed(own)}, and {case.name} none of these"
    count = len(mine.offers & other.offers)
    what = {"enum": "values", "class": "members", "protocol": "members"}.get(mine.kind, "fields")
    rest = f"and {listed(own)} {'is' if len(own) == 1 else 'are'} not" if own else "which start and end things"
    return f"{count} of its {len(mine.offers)} {what} {'is' if count == 1 else 'are'} {case.name}'s, {rest}"
