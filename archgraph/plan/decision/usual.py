"""How usual duplicates are in a code base: in: its candidates and classes; out: whether they are rare, and what follows.

Where one class in a hundred has a duplicate, two that are called alike and offer the same are mostly meant so: one interface and
two ways to do it, two sides, two tables. Where one in ten has one, they are mostly copies. What speaks for a copy there is not
enough here (the base rate of Bayes' rule), so that a merge needs one text letter by letter, or a text that says so; the rest is
asked, or given a base.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from archgraph.model.consolidation import Candidate
from archgraph.model.source import Zone
from archgraph.plan.evidence.aged import is_dated
from archgraph.plan.evidence.case import CONSOLIDATE, COPIED, DELETE, UNDECIDED, Case, Judgement
from archgraph.plan.evidence.common_text import are_one_text
from archgraph.plan.evidence.layers import are_apart
from archgraph.plan.evidence.scene import Scene

_RARE = 0.05
"""The share of production classes with an advice to merge or delete up to which duplicates are rare. Of 29 trees 28 have 2.1 %
or less, and one, whose authors did not look at what was there, has 12 %."""
_Z = 1.96
"""Standard deviations of the bound: a small code base has shown neither."""
_MOST = 0.5
"""The most that is said of what is asked about."""


def are_rare(scene: Scene, candidates: Iterable[Candidate]) -> bool:
    """Whether a code base has shown that its classes have hardly any duplicates: the upper end of Wilson's interval is low."""
    shipped = [card for card in scene.cards.values() if card.zone == Zone.PRODUCTION and not card.double]
    merged = sum(any(each.action in (CONSOLIDATE, DELETE) for each in found.decisions) for found in candidates)
    return _upper(min(merged, len(shipped)), len(shipped)) <= _RARE


def _upper(count: int, total: int) -> float:
    """The upper end of the 95 % interval of a share (Wilson 1927)."""
    if not total:
        return 1.0
    part, z = count / total, _Z * _Z / total
    return (part + z / 2 + sqrt(z * (part * (1 - part) + z / 4))) / (1 + z)


def where_rare(case: Case, judgement: Judgement) -> Judgement:
    """What is advised where duplicates are rare: the same for what is one text and for what the code calls old, a base where that
    takes over much of the code, else a question."""
    is_open = judgement.action in (CONSOLIDATE, DELETE) or judgement.way == "rename"
    if not is_open or _is_told(case, judgement):
        return judgement
    if case.is_worth_a_base and _are_apart(case):
        return case.base("and their packages import nothing of each other", "where it can stand for both")
    if case.is_worth_a_base and case.are_both_used:
        return case.base(
            "and duplicates are rare here, so that each is likely for its own: give both one base that has it"
        )
    what = "code in common that says other things" if case.kin.text >= COPIED else "no code in common"
    reason = f"like {case.name} by name and members, with {what}; duplicates are rare here, so that it is more likely meant so"
    return Judgement(
        UNDECIDED, reason, min(judgement.confidence, _MOST), judgement.needs or "whether both are for one job"
    )


def _is_told(case: Case, judgement: Judgement) -> bool:
    """Whether the text says it: one that names its successor, one to be deleted that calls itself old, or one that is the
    other's letter by letter, and is to be deleted or stands in a package that has to do with its own."""
    is_named = case.kin.declared and (bool(case.kin.shared) or case.cards[0].head == case.cards[1].head)
    if is_named or (judgement.action == DELETE and is_dated(case.scene, case.member)):
        return True
    is_copy = case.kin.text >= COPIED and are_one_text(case.scene, case.member, case.canonical)
    return is_copy and judgement.way != "rename" and (judgement.action == DELETE or not _are_apart(case))


def _are_apart(case: Case) -> bool:
    scene = case.scene
    return are_apart(scene.codebase, scene.package_pairs, case.member.path, case.canonical.path)
