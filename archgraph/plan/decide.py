"""What to do with one class beside the one that stays: in: both, with the evidence; out: an action, its reason and doubts."""

from __future__ import annotations

from archgraph.plan.acceptance import agreed
from archgraph.plan.aged import claim, is_archived, is_dated
from archgraph.plan.case import (
    CONVERT,
    COPIED,
    DELETE,
    KEEP,
    UNDECIDED,
    Case,
    Judgement,
    bare,
    bounded,
    listed,
)
from archgraph.plan.coexistence import RULES
from archgraph.plan.doings import doings
from archgraph.plan.doubts import FEW, doubts, is_other
from archgraph.plan.holding import more_to_give
from archgraph.plan.lifetimes import SCOPED, is_for_someone, lifetime, say_the_same
from archgraph.plan.merging import ASKS, merge
from archgraph.plan.namesakes import apart
from archgraph.plan.relation import Relation, relation
from archgraph.plan.tested import needed_by_tests
from archgraph.plan.values import values

_FOR_OLD_CALLERS = ("compatibility", "backward", "legacy", "deprecated")


def judge(case: Case) -> Judgement:
    """The first of these that applies: agreed, a double, related by inheritance or use, an async edition, another
    lifetime, another domain, fields of their own, unused, a namesake and no more, to be merged."""
    for rule in (_agreed, _stands_in, _succeeded, _related, _lifetimes, *RULES, values, _left_behind, _unused, apart):
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
    """Whether what is built on its namesake offers the same, or is there for old callers only."""
    init = case.scene.functions(case.member).get("__init__")
    said = f"{init.docstring if init else ''} {' '.join(case.cards[0].docs)}".lower()
    is_old = is_dated(case.scene, case.member) or any(word in said for word in _FOR_OLD_CALLERS)
    return bool(case.kin.text) or case.kin.shared >= 0.5 or is_old


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


def _left_behind(case: Case) -> Judgement | None:
    """What stands among archived files that nothing imports goes with them: nothing of it is carried over."""
    scene, key = case.scene, case.member
    standing = scene.standings[key]
    is_needed = standing.is_used or standing.importers_test or key.path in scene.taken_paths or scene.is_handed_on(key)
    if not is_archived(key) or is_needed or scene.is_named(key):
        return None
    reason = f"it is archived ({key.path}), and nothing imports its module, not even a test: it goes with that"
    return Judgement(DELETE, reason, 0.8)


def _unused(case: Case) -> Judgement | None:
    """Nobody uses it. That is sure when nobody imports its module either: a class can be used in its own module as a value."""
    scene, card = case.scene, case.scene.cards[case.member]
    standing = scene.standings[case.member]
    if standing.is_used or card.zone == "testinfra" or card.kind == "enum" or scene.is_named(case.member):
        return None
    if scene.is_imported(case.member) or scene.is_handed_on(case.member):
        return None
    found = scene.frameworks(case.member) if card.kind == "class" else ()
    if found and case.kin.text < COPIED and not is_dated(case.scene, case.member):
        reason = f"no code here uses it, and {found[0]}, its base, is from outside: a framework may find it by itself"
        return Judgement(UNDECIDED, reason, 0.5, f"whether {found[0]} or what runs it loads such classes")
    if not scene.standings[case.canonical].is_used and not case.kin.text:
        return None
    if scene.neighbours.is_plugin(case.member):
        folder = case.member.path.rpartition("/")[0]
        reason = f"no code here uses it, and most modules of {folder} that have a class like it are imported by nobody"
        return Judgement(UNDECIDED, reason, 0.5, f"what loads the modules of {folder}")
    unique = case.unique
    tested = needed_by_tests(case)
    if tested:
        return None
    sought = scene.sought_by(case.member)
    if sought:
        return _sought(case, sorted(sought)[0], len(sought))
    is_alone = case.member.path not in scene.imported_paths
    if card.kind == "row" and not is_alone:
        reason = (
            "no code names it, but its module is imported, and a row registers its table with its base as it is read"
        )
        return Judgement(UNDECIDED, reason, 0.5, "whether the table is still needed")
    why = "no production code imports, makes, subclasses or registers it"
    why += ", and none imports its module" if is_alone else ""
    count = standing.importers_test
    tests = f"; {count} {'test file uses' if count == 1 else 'test files use'} it" if count else ""
    lost = f"; only it has {listed(unique)}" if unique else ""
    instead = f"{case.name} does its work, and {why}"
    if not _does_its_work(case):
        instead = f"{why}; {case.name} has its members" if _has_its_members(case) else f"{why}; in use is {case.name}"
    sure = 0.7 + 0.1 * is_alone + 0.1 * is_dated(case.scene, case.member) + 0.1 * (case.kin.score >= 7)
    sure -= 0.2 * (card.kind != "exception" and not case.kin.shared and not case.kin.text)
    sure -= 0.1 * bool(standing.importers_test) + 0.2 * (len(unique) > max(2, len(card.offers) // 2))
    sure = min(sure, ASKS) if claim(scene, case.member) else sure
    return Judgement(DELETE, f"{instead}{tests}{lost}", bounded(sure), "; ".join(doubts(case, goes=True)))


def _sought(case: Case, path: str, count: int) -> Judgement | None:
    """What others import from where it is not is needed; a copy of what stays can serve them all the same."""
    if case.kin.text >= COPIED or (not case.unique and case.cards[0].offers):
        return None
    others = f" and {count - 1} more" if count > 1 else ""
    reason = f"no import leads to it, and {path}{others} imports a {bare(case.member)} from where there is none"
    return Judgement(UNDECIDED, reason, 0.5, f"which {bare(case.member)} is meant there; mend that import first")


def _does_its_work(case: Case) -> bool:
    """Whether the canonical also is made of the same, and does nothing else in methods of one name."""
    is_made_otherwise = more_to_give(case) or any(each.member == "__init__" for each in case.differences)
    shared = doings(case.scene, case.member, case.canonical)
    return _has_its_members(case) and not is_made_otherwise and not any(is_other(case, each) for each in shared)


def _has_its_members(case: Case) -> bool:
    """Whether the canonical can do most of what the member does."""
    offers = case.cards[0].offers
    return case.kin.text >= COPIED or case.kin.declared or len(case.unique) <= FEW * len(offers)
