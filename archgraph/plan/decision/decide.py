"""What to do with one class beside the one that stays: in: both, with the evidence; out: an action, its reason and doubts."""

from __future__ import annotations

import re

from archgraph.plan.decision.acceptance import agreed
from archgraph.plan.decision.coexistence import RULES
from archgraph.plan.decision.left_over import with_its_module
from archgraph.plan.decision.merging import merge
from archgraph.plan.decision.namesakes import apart
from archgraph.plan.decision.unused import UNUSED
from archgraph.plan.decision.values import values
from archgraph.plan.evidence.aged import is_archived, is_dated, why_dated, wrapped
from archgraph.plan.evidence.case import CONVERT, COPIED, KEEP, UNDECIDED, Case, Judgement, bare
from archgraph.plan.evidence.hollow import hollow
from archgraph.plan.evidence.lifetimes import SCOPED, is_for_someone, lifetime, say_the_same
from archgraph.plan.evidence.relation import Relation, relation
from archgraph.plan.survivor.canonical import figures

_FOR_OLD_CALLERS = ("compatibility", "backward", "legacy", "deprecated")


def judge(case: Case) -> Judgement:
    """The first of these that applies: agreed, a double, related by inheritance or use, an async edition, another
    lifetime, another domain, fields of their own, unused, used by what nobody needs, a namesake and no more, to be merged."""
    for rule in (
        _agreed,
        _stands_in,
        _succeeded,
        _wraps_another,
        _related,
        _lifetimes,
        *RULES,
        values,
        _empty,
        *UNUSED,
        with_its_module,
        apart,
    ):
        judgement = rule(case)
        if judgement is not None:
            return judgement
    return merge(case)


def _agreed(case: Case) -> Judgement | None:
    reason = agreed(case.scene.settings, case.member) or agreed(case.scene.settings, case.canonical)
    return Judgement(KEEP, f"agreed exception: {reason}", 1.0) if reason else None


def _stands_in(case: Case) -> Judgement | None:
    """A double that is a copy of the real one tests the copy."""
    fake, real = case.scene.cards[case.member], case.scene.cards[case.canonical]
    if fake.double == real.double:
        return None
    if real.double:
        return Judgement(KEEP, f"it is the real one, and {case.name} its double", 0.9)
    reason = (
        f"a double, and {case.kin.text:.0%} of its code is {case.name}'s: tests of it test a copy; use the real one"
    )
    return Judgement(CONVERT, reason, 0.7, "what the real one needs that tests do not have", way="real")


def _succeeded(case: Case) -> Judgement | None:
    """Its successor is named, and it is a third class."""
    named = case.scene.successors.get(case.member)
    if named is None or named in (case.member, case.canonical) or case.kin.successor is not None:
        return None
    reason = f"the code names {named.class_} as its successor, and not {case.name}"
    return Judgement(UNDECIDED, reason, 0.5, f"whether {bare(named)} takes both their places")


def _wraps_another(case: Case) -> Judgement | None:
    """Its module is there for old callers of something that is told in words, and those do not lead to the one that stays."""
    what = wrapped(case.scene, case.member) if why_dated(case.scene, case.member) else ""
    there = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", case.canonical.class_)}
    missing = [word for word in re.findall(r"[a-z]+", what.lower()) if word not in there]
    if not missing or case.kin.declared or case.kin.successor is not None:
        return None
    reason = f"its module calls itself a wrapper around {what}, and {case.canonical.class_} is not that"
    return Judgement(UNDECIDED, reason, 0.5, f"which class of {what} is to take its place")


def _related(case: Case) -> Judgement | None:
    tie = relation(case.scene, case.member, case.canonical)
    fits = case.scene.interfaces(case.member) - case.scene.interfaces(case.canonical) - {bare(case.canonical)}
    if tie is Relation.DELEGATE and fits:
        reason = f"it {tie.value} ({case.name}) so that it fits {sorted(fits)[0]}: an adapter, no duplicate"
        return Judgement(KEEP, reason, 0.7)
    if tie in (Relation.SHIM, Relation.DELEGATE):
        reason = f"it {tie.value} ({case.name}): an alias does the same until its importers take {case.name}"
        return Judgement(CONVERT, reason, 0.75 if tie is Relation.SHIM else 0.6, way="alias")
    if tie in (Relation.EXTENSION, Relation.BASE):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): layers of one thing, no duplicates", 0.8)
    if case.kin.declared:
        return None
    if tie is Relation.OTHER:
        return Judgement(KEEP, f"it {tie.value} ({case.name}): who asks for that is not served by this", 0.6)
    layers = (Relation.INTERFACE, Relation.IMPLEMENTATION, Relation.OUTLINE, Relation.FILLED)
    if tie in layers and not (_is_called_alike(case) and _is_base(case)):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): layers of one thing, no duplicates", 0.8)
    if tie is Relation.ADAPTER and not (case.is_namesake and _offers_the_same(case)):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): an adapter, no duplicate", 0.7)
    if tie is Relation.USED:
        return Judgement(KEEP, f"it {tie.value} ({case.name}): a part of it, no duplicate", 0.7)
    return None


def _offers_the_same(case: Case) -> bool:
    """Whether what is built on its namesake offers the same and nothing else, or is there for old callers only."""
    init = case.scene.functions(case.member).get("__init__")
    said = f"{init.docstring if init else ''} {' '.join(case.cards[0].docs)}".lower()
    is_old = is_dated(case.scene, case.member) or any(word in said for word in _FOR_OLD_CALLERS)
    return bool(case.kin.text) or (case.kin.shared >= 0.5 and not case.wanted) or is_old


def _is_called_alike(case: Case) -> bool:
    """By the very same name: an interface and what implements it are told apart by theirs."""
    return bare(case.member) == bare(case.canonical)


def _is_base(case: Case) -> bool:
    """Whether others inherit from both: two bases of one name, one of them without code, are rivals all the same."""
    standings = case.scene.standings
    return all(standings[key].subclasses for key in (case.member, case.canonical))


def _lifetimes(case: Case) -> Judgement | None:
    """One instance per user or request is never advised into one for all; of a namesake whose life is not known it is
    asked first."""
    mine, other = (lifetime(case.scene, key) for key in (case.member, case.canonical))
    if mine not in SCOPED or mine == other or not is_for_someone(case.cards[0]):
        return None
    if say_the_same(case.member, case.canonical) or (other != "process" and case.is_namesake):
        return None
    span = "as long as the process" if other == "process" else "longer, as far as its constructor tells"
    reason = f"one instance per {mine}; {case.name} lives {span}: data of one {mine} could reach another"
    return Judgement(UNDECIDED, reason, 0.5, f"whether {case.name} can be made per {mine}; then merge into that")


def _empty(case: Case) -> Judgement | None:
    """Nothing that works goes into a placeholder, however much that is used."""
    if case.kin.text >= COPIED or case.kin.declared or is_dated(case.scene, case.member) or is_archived(case.member):
        return None
    why = hollow(case.scene, case.canonical, case.member)
    if not why:
        return None
    reason = (
        f"{case.name}, which is used more ({figures(case.scene, case.canonical)}), {why}, and this one does something"
    )
    return Judgement(UNDECIDED, reason, 0.5, f"whether {case.name} is a placeholder, and this one is to take its place")
