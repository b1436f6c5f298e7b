"""What to do with one class beside the one that stays: in: both, with the evidence; out: an action, its reason and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Difference, Kin
from archgraph.plan.acceptance import agreed
from archgraph.plan.canonical import figures, is_dated
from archgraph.plan.lifetimes import SCOPED, lifetime, name_words, say_the_same
from archgraph.plan.relation import Relation, relation
from archgraph.plan.scene import Scene

KEEP, CONSOLIDATE, DELETE, CONVERT, UNDECIDED = "KEEP", "CONSOLIDATE", "DELETE", "CONVERT", "UNDECIDED"
_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_STAND_IN = frozenset({"mock", "fake", "stub", "dummy", "test", "testing"})
_COPIED = 0.5
"""From this part on the code of two classes is one text that was copied."""
_VALUES = ("enum", "data", "settings", "row")


@dataclass(frozen=True, slots=True)
class Judgement:
    """An action with its reason, how sure it is, what would decide it where it is not, and the way of a conversion."""

    action: str
    reason: str
    confidence: float
    needs: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A member of a candidate beside its canonical."""

    scene: Scene
    member: ClassKey
    canonical: ClassKey
    kin: Kin
    differences: Sequence[Difference]

    @property
    def name(self) -> str:
        """The canonical's bare name, with as many names before it as tell it from the member."""
        mine, other = (key.class_.split(".") for key in (self.canonical, self.member))
        parts = range(1, len(mine) + 1)
        return next((".".join(mine[-n:]) for n in parts if mine[-n:] != other[-n:]), self.canonical.class_)

    @property
    def unique(self) -> tuple[str, ...]:
        """Public members that the canonical does not have, in source order."""
        card, other = self.scene.cards[self.member], self.scene.cards[self.canonical].offers
        own = (*card.public, *(field for field in card.fields if not field.startswith("_")))
        return tuple(name for name in dict.fromkeys(own) if name not in other)


def judge(case: Case) -> Judgement:
    """The first of these that applies: agreed, a double, related by inheritance or use, an async edition, another
    lifetime, another domain, fields of their own, unused, to be merged."""
    for rule in (_agreed, _stands_in, _related, _editions, _lifetimes, _domains, _values, _unused):
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
    if tie in (Relation.SHIM, Relation.DELEGATE):
        reason = f"it {tie.value} ({case.name}): an alias does the same until its importers take {case.name}"
        return Judgement(CONVERT, reason, 0.75 if tie is Relation.SHIM else 0.6, way="alias")
    if tie in (Relation.EXTENSION, Relation.BASE):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): layers of one thing, no duplicates", 0.8)
    if case.kin.declared:
        return None
    if tie in (Relation.INTERFACE, Relation.IMPLEMENTATION) and not (_is_called_alike(case) and _is_base(case)):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): layers of one thing, no duplicates", 0.8)
    if tie is Relation.ADAPTER and not _is_namesake(case):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): an adapter, no duplicate", 0.7)
    if tie is Relation.USED and not _is_namesake(case):
        return Judgement(KEEP, f"it {tie.value} ({case.name}): a part of it, no duplicate", 0.7)
    return None


def _is_called_alike(case: Case) -> bool:
    """By the very same name: an interface and what implements it are told apart by theirs."""
    return _bare(case.member) == _bare(case.canonical)


def _is_base(case: Case) -> bool:
    """Whether others inherit from both: two bases of one name, one of them without code, are rivals all the same."""
    standings = case.scene.standings
    return all(standings[key].subclasses for key in (case.member, case.canonical))


def _is_namesake(case: Case) -> bool:
    cards = case.scene.cards
    return cards[case.member].core == cards[case.canonical].core


def _editions(case: Case) -> Judgement | None:
    """What awaits takes the place of nothing that does not: `Session` and `AsyncSession` are for different callers."""
    if not (name_words(case.member) ^ name_words(case.canonical)) & _CONCURRENCY:
        return None
    return Judgement(KEEP, f"one is the async edition of the other ({case.name}): different callers need both", 0.7)


def _lifetimes(case: Case) -> Judgement | None:
    """One instance per user or request is never advised into one for all; of a namesake whose life is not known it is
    asked first."""
    mine, other = (lifetime(case.scene, key) for key in (case.member, case.canonical))
    if mine not in SCOPED or mine == other or case.scene.cards[case.member].kind != "class":
        return None
    if say_the_same(case.member, case.canonical) or (other != "process" and _is_namesake(case)):
        return None
    span = "as long as the process" if other == "process" else "longer, as far as its constructor tells"
    reason = f"one instance per {mine}; {case.name} lives {span}: data of one {mine} could reach another"
    return Judgement(UNDECIDED, reason, 0.5, f"whether {case.name} can be made per {mine}; then merge into that")


def _domains(case: Case) -> Judgement | None:
    """Redis factory and ClickHouse factory: the same kind of class, each about something that the other is not about."""
    mine, other = (case.scene.cards[key] for key in (case.member, case.canonical))
    own, others = (set(a.core) - set(b.core) - _STAND_IN for a, b in ((mine, other), (other, mine)))
    if mine.head != other.head or not own or not others or "".join(mine.core) in "".join(other.core):
        return None
    if case.kin.declared:
        return None
    words = f"{' '.join(sorted(own))} and {' '.join(sorted(others))}"
    if case.kin.text < _COPIED:
        return Judgement(KEEP, f"the same kind of class for another domain ({words})", 0.6)
    reason = f"{case.kin.text:.0%} of the code is {case.name}'s, for another domain ({words}): give both one base that has it"
    return Judgement(CONVERT, reason, 0.6, "what a common base is to be called, and where it belongs", way="base")


def _values(case: Case) -> Judgement | None:
    """Records, settings and enums are what their fields are: with few in common they only share a name."""
    card = case.scene.cards[case.member]
    if card.kind not in _VALUES or case.kin.text or case.kin.declared or not card.offers:
        return None
    alike = max(case.kin.shared, 0.8 * case.kin.alike)
    if alike >= 0.5 or not case.scene.cards[case.canonical].offers:
        return None
    if alike >= 0.25 and _is_namesake(case):
        return None
    reason = f"{case.kin.shared:.0%} of its fields are {case.name}'s: one name for two things, or one thing seen from two sides"
    return Judgement(UNDECIDED, reason, 0.5, "whether both describe the same thing; if not, rename the less used")


def _unused(case: Case) -> Judgement | None:
    """Nobody uses it. That is sure when nobody imports its module either: a class can be used in its own module as a value."""
    scene, card = case.scene, case.scene.cards[case.member]
    standing = scene.standings[case.member]
    if standing.is_used or card.zone == "testinfra" or card.kind == "enum" or scene.is_named(case.member):
        return None
    if not scene.standings[case.canonical].is_used and not case.kin.text:
        return None
    unique = case.unique
    is_alone = case.member.path not in scene.imported_paths
    why = "no production code imports, makes, subclasses or registers it"
    why += ", and none imports its module" if is_alone else ""
    tests = f"; {standing.importers_test} test files do" if standing.importers_test else ""
    lost = f"; only it has {_listed(unique)}" if unique else ""
    sure = 0.7 + 0.1 * is_alone + 0.1 * is_dated(case.member) + 0.1 * (case.kin.score >= 7)
    sure -= 0.2 * (card.kind != "exception" and not case.kin.shared and not case.kin.text)
    sure -= 0.1 * bool(standing.importers_test) + 0.1 * (len(unique) > max(2, len(card.offers) // 2))
    return Judgement(DELETE, f"{case.name} does its work, and {why}{tests}{lost}", _bounded(sure))


def _merge(case: Case) -> Judgement:
    unique, broken = case.unique, _hard(case)
    used = figures(case.scene, case.canonical)
    reason = f"{case.name} is the one that is used ({used}); this one: {figures(case.scene, case.member)}"
    if unique:
        reason += f"; to be carried over: {_listed(unique)}"
    if broken:
        reason += f"; contracts differ in {_listed(broken)}"
    sure = 0.5 + 0.06 * (case.kin.score - 4) + 0.15 * case.kin.text
    sure -= 0.1 * (len(broken) > 2) + 0.1 * (len(unique) > 10) + 0.1 * (case.kin.shared == 0)
    needs = [f"what callers of {_listed(broken)} expect"] if broken else []
    mine, other = (lifetime(case.scene, key) for key in (case.member, case.canonical))
    if mine in SCOPED and mine != other:
        needs.append(f"that {case.name} is made per {mine}, as this one is")
    return Judgement(CONSOLIDATE, reason, _bounded(sure - 0.1 * (len(needs) > bool(broken))), "; ".join(needs))


def _bare(key: ClassKey) -> str:
    return key.class_.rpartition(".")[2]


def _bounded(confidence: float) -> float:
    return round(min(0.95, max(0.3, confidence)), 2)


def _hard(case: Case) -> tuple[str, ...]:
    """Shared members that a caller could not exchange."""
    hard = ("async", "property", "context_manager", "parameters")
    return tuple(dict.fromkeys(d.member for d in case.differences if d.difference in hard and d.member != "__init__"))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
