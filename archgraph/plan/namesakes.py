"""Classes that share a name and hardly more: in: a Case; out: a name of its own for one of them, if their code tells one.

Whoever merges them carries everything over, and two jobs into one class; a name of its own is a step that is right whether
the two turn out to be for one job or not.
"""

from __future__ import annotations

from archgraph.plan.aged import is_dated
from archgraph.plan.canonical import figures
from archgraph.plan.case import CONVERT, Case, Judgement, bare, listed
from archgraph.plan.naming import name_of_its_own

_HARDLY_MORE = 4.5
"""Points below which a name (3, and half a point where it says what a class does) is most of what two classes share."""
_FEW_FIELDS = 0.34
"""The part of the fields of the smaller of two records up to which they are about other things."""
_OTHER_WORDS = 0.5
"""The part of the words of their fields below which they do not say the same in other words."""


def apart(case: Case) -> Judgement | None:
    """To be converted to a name of its own, when nothing but the name says that the two are one thing."""
    if not _share_a_name_only(case):
        return None
    name = name_of_its_own(case.scene, case.member, case.canonical)
    if not name:
        return None
    reason = f"{_what_differs(case)}: one name for two things, as far as the code tells; {name} would tell it apart"
    needs = (
        f"whether both are for one job all the same: then {case.name} stays ({figures(case.scene, case.canonical)}) and takes "
        f"over what callers need of {listed(case.unique)}"
    )
    return Judgement(CONVERT, reason, 0.45, needs, way="rename", becomes=name)


def _share_a_name_only(case: Case) -> bool:
    card, other = case.cards
    is_told = case.kin.declared or case.kin.text or case.are_scripts or is_dated(case.scene, case.member)
    is_told = is_told or card.double or other.double
    if is_told or bare(case.member) != bare(case.canonical) or not card.offers or not other.offers:
        return False
    if card.kind in ("data", "settings"):
        return case.kin.shared <= _FEW_FIELDS and case.kin.alike < _OTHER_WORDS
    return card.kind == "class" and not case.kin.shared and case.kin.score < _HARDLY_MORE


def _what_differs(case: Case) -> str:
    mine, other = case.cards
    own = tuple(name for name in (*mine.public, *mine.fields) if name not in other.offers and not name.startswith("_"))
    if mine.kind == "class":
        return f"it has {listed(own)}, and {case.name} none of these"
    count = len(mine.offers & other.offers)
    return f"{count} of its {len(mine.offers)} fields {'is' if count == 1 else 'are'} {case.name}'s, and {listed(own)} are not"
