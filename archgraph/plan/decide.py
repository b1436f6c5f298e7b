"""What to do with one class beside the one that stays: in: both, with the evidence; out: an action, its reason and doubts."""

from __future__ import annotations

from archgraph.plan.acceptance import agreed
from archgraph.plan.canonical import figures, is_dated, use
from archgraph.plan.case import CONSOLIDATE, CONVERT, COPIED, DELETE, KEEP, UNDECIDED, Case, Judgement, bare, listed
from archgraph.plan.coexistence import RULES
from archgraph.plan.doubts import FEW, VALUES, doubts
from archgraph.plan.lifetimes import SCOPED, lifetime, say_the_same
from archgraph.plan.relation import Relation, relation

_FOR_OLD_CALLERS = ("compatibility", "backward", "legacy", "deprecated")


def judge(case: Case) -> Judgement:
    """The first of these that applies: agreed, a double, related by inheritance or use, an async edition, another
    lifetime, another domain, fields of their own, unused, to be merged."""
    for rule in (_agreed, _stands_in, _related, _lifetimes, *RULES, _values, _unused):
        judgement = rule(case)
        if judgement is not None:
            return judgement
    return _merge(case)


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
    if tie in (Relation.INTERFACE, Relation.IMPLEMENTATION) and not (_is_called_alike(case) and _is_base(case)):
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
    is_old = is_dated(case.member) or any(word in said for word in _FOR_OLD_CALLERS)
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
    if mine not in SCOPED or mine == other or case.scene.cards[case.member].kind != "class":
        return None
    if say_the_same(case.member, case.canonical) or (other != "process" and case.is_namesake):
        return None
    span = "as long as the process" if other == "process" else "longer, as far as its constructor tells"
    reason = f"one instance per {mine}; {case.name} lives {span}: data of one {mine} could reach another"
    return Judgement(UNDECIDED, reason, 0.5, f"whether {case.name} can be made per {mine}; then merge into that")


def _values(case: Case) -> Judgement | None:
    """Records, settings and enums are what their fields are: with few in common they only share a name."""
    card = case.cards[0]
    if _are_of_other_types(case):
        reason = f"values of another type than {case.name}'s: numbers that may be stored, beside words"
        return Judgement(UNDECIDED, reason, 0.5, "who stores or sends the values")
    if card.kind not in VALUES or case.kin.text or case.kin.declared or not card.offers:
        return None
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
    alike = max(case.kin.shared, 0.8 * case.kin.alike)
    if alike >= 0.5 or not case.scene.cards[case.canonical].offers:
        return None
    if alike >= 0.25 and case.is_namesake:
        return None
    reason = f"{case.kin.shared:.0%} of its fields are {case.name}'s: one name for two things, or one thing seen from two sides"
    return Judgement(UNDECIDED, reason, 0.5, "whether both describe the same thing; if not, rename the less used")


def _are_of_other_types(case: Case) -> bool:
    if case.cards[0].kind != "enum":
        return False
    mine, other = (case.scene.constants(key) for key in (case.member, case.canonical))
    shared = mine.keys() & other.keys()
    return bool(shared) and all(type(mine[name]) is not type(other[name]) for name in shared)


def _unused(case: Case) -> Judgement | None:
    """Nobody uses it. That is sure when nobody imports its module either: a class can be used in its own module as a value."""
    scene, card = case.scene, case.scene.cards[case.member]
    standing = scene.standings[case.member]
    if standing.is_used or card.zone == "testinfra" or card.kind == "enum" or scene.is_named(case.member):
        return None
    if scene.is_imported(case.member) or scene.is_handed_on(case.member):
        return None
    found = scene.frameworks(case.member) if card.kind == "class" else ()
    if found and case.kin.text < COPIED and not is_dated(case.member):
        reason = f"no code here uses it, and {found[0]}, its base, is from outside: a framework may find it by itself"
        return Judgement(UNDECIDED, reason, 0.5, f"whether {found[0]} or what runs it loads such classes")
    if not scene.standings[case.canonical].is_used and not case.kin.text:
        return None
    unique = case.unique
    is_alone = case.member.path not in scene.imported_paths
    if card.kind == "row" and not is_alone:
        reason = (
            "no code names it, but its module is imported, and a row registers its table with its base as it is read"
        )
        return Judgement(UNDECIDED, reason, 0.5, "whether the table is still needed")
    why = "no production code imports, makes, subclasses or registers it"
    why += ", and none imports its module" if is_alone else ""
    count = standing.importers_test
    tests = f"; {count} {'test file does' if count == 1 else 'test files do'}" if count else ""
    lost = f"; only it has {listed(unique)}" if unique else ""
    instead = f"{case.name} does its work, and {why}" if _has_its_members(case) else f"{why}; in use is {case.name}"
    sure = 0.7 + 0.1 * is_alone + 0.1 * is_dated(case.member) + 0.1 * (case.kin.score >= 7)
    sure -= 0.2 * (card.kind != "exception" and not case.kin.shared and not case.kin.text)
    sure -= 0.1 * bool(standing.importers_test) + 0.1 * (len(unique) > max(2, len(card.offers) // 2))
    return Judgement(DELETE, f"{instead}{tests}{lost}", _bounded(sure), "; ".join(doubts(case, goes=True)))


def _merge(case: Case) -> Judgement:
    unique, broken = case.unique, _hard(case)
    reason = _why_that_one(case)
    if unique:
        reason += f"; to be carried over: {listed(unique)}"
    if broken:
        reason += f"; contracts differ in {listed(broken)}"
    sure = 0.5 + 0.06 * (case.kin.score - 4) + 0.15 * case.kin.text
    sure -= 0.1 * (len(broken) > 2) + 0.1 * (len(unique) > 10) + 0.1 * (case.kin.shared == 0)
    needs = [f"what callers of {listed(broken)} expect"] if broken else []
    mine, other = (lifetime(case.scene, key) for key in (case.member, case.canonical))
    if mine in SCOPED and mine != other and case.cards[0].kind == "class":
        needs.append(f"that {case.name} is made per {mine}, as this one is")
    sure -= 0.1 * (len(needs) > bool(broken))
    asked = "; ".join((*needs, *doubts(case)))
    return Judgement(CONSOLIDATE, reason, _bounded(sure), asked)


def _why_that_one(case: Case) -> str:
    """The figures of both, and what follows from them."""
    scene = case.scene
    best, mine = (figures(scene, key) for key in (case.canonical, case.member))
    used, rival = (sum(use(scene, key)) for key in (case.canonical, case.member))
    if used > rival:
        how = "is used more" if rival else "is the one that is used"
        return f"{case.name} {how} ({best}); this one: {mine}"
    if not used and not rival:
        where = "" if case.cards[0].zone == "testinfra" else "outside tests "
        return f"{where}each is used in its own file at most; {case.name} stays ({best}); this one: {mine}"
    return f"{case.name} stays{_beside_use(case)} ({best}); this one: {mine}"


def _beside_use(case: Case) -> str:
    """What decides where use does not: the first that holds."""
    best, other = (case.scene.standings[key] for key in (case.canonical, case.member))
    card, rival = case.scene.cards[case.canonical], case.scene.cards[case.member]
    told = (
        (case.kin.successor == case.canonical, ", as a docstring says"),
        (is_dated(case.member), ", since this one's name or place says that it is old"),
        (best.subclasses > other.subclasses, ", since more classes inherit from it"),
        (best.page_rank > other.page_rank, ", since more depends on its module"),
        (len(card.offers) > len(rival.offers), ", since it offers more"),
    )
    return next((text for holds, text in told if holds), "")


def _has_its_members(case: Case) -> bool:
    """Whether the canonical can do most of what the member does."""
    offers = case.cards[0].offers
    return case.kin.text > 0 or case.kin.declared or len(case.unique) <= FEW * len(offers)


def _bounded(confidence: float) -> float:
    return round(min(0.95, max(0.3, confidence)), 2)


def _hard(case: Case) -> tuple[str, ...]:
    """Shared members that a caller could not exchange."""
    hard = ("async", "property", "context_manager", "parameters")
    return tuple(dict.fromkeys(d.member for d in case.differences if d.difference in hard and d.member != "__init__"))
