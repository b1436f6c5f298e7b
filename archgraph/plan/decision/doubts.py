"""What must be asked before a class is merged: in: a Case; out: the questions, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archgraph.model.codebase import ClassKey
from archgraph.plan.decision.file_doubts import of_loading, of_need, of_parsing, of_seekers
from archgraph.plan.decision.holding import questions
from archgraph.plan.evidence.aged import claim, is_dated
from archgraph.plan.evidence.annotations import are_alike, differ, plain
from archgraph.plan.evidence.case import COPIED, VALUES, Case, bare, listed
from archgraph.plan.evidence.doings import Doing, calls, doings
from archgraph.plan.evidence.hollow import work

FEW = 0.33
"""The part of a class's members up to which another can lack them and still do its work."""
_LIFE = re.compile(
    r"(start|stop|run|open|close|connect|disconnect|initialize|init|setup|teardown|shutdown|cleanup|reset)(_\w+)?"
)
"""Methods of whatever runs: no sign of a common duty."""
_OPERATORS = frozenset(
    {"__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__", "__len__", "__call__"}
    | {
        "__enter__",
        "__exit__",
        "__aenter__",
        "__aexit__",
        "__aiter__",
        "__anext__",
        "__await__",
        "__getattr__",
        "__lt__",
        "__str__",
        "__bool__",
        "__int__",
        "__float__",
        "__bytes__",
        "__fspath__",
        "__eq__",
        "__hash__",
    }
)
_GIVEN = frozenset({"__eq__", "__hash__"})
"""What records, settings and enums have without writing it."""
_ASKING = frozenset({"input", "getpass"})
_WORKING = 2
"""Statements of a method that does something."""


def doubts(case: Case, *, goes: bool = False) -> Iterator[str]:
    """Every question that there is; of a class that nobody uses (`goes`) only those about the duty."""
    asked: tuple[Callable[[Case], str], ...] = (_of_names, _of_stub, of_parsing, of_loading, _of_claims, of_seekers)
    if not goes:
        asked = (
            *asked,
            of_need,
            _of_catching,
            _of_values,
            _of_types,
            of_people,
            _of_operators,
            _of_returns,
            _of_doings,
        )
    yield from filter(None, (question(case) for question in asked))
    yield from () if goes else questions(case)


def _of_names(case: Case) -> str:
    """What must be asked first where the two have hardly more than a name in common."""
    card, other = case.cards
    if case.kin.text >= COPIED or case.kin.declared:
        return ""
    if card.kind == "class" and case.scene.functions(case.member) and not card.offers:
        return "whether both are for one job: this one has no public member"
    if not card.offers or not other.offers:
        return ""
    if card.kind in VALUES:
        few = case.kin.shared <= 0.5 or 2 * len(case.unique) > len(card.offers)
        few = few or (card.kind == "enum" and 2 * len(card.offers & other.offers) < len(card.offers | other.offers))
        few = few and len(case.unique) > 1
        return f"whether {case.name} is to have {listed(case.unique)}, too, or these are two things of one name" * few
    if not case.kin.shared and not case.kin.text:
        return f"whether both are for one job, or one needs another name: no public member of this one is {case.name}'s"
    if card.kind == "class" and only_starts_and_ends(case):
        return f"whether both are for one job: {case.name} has of it only what starts and ends things"
    if card.kind == "class" and len(case.unique) >= (1 - FEW) * len(card.offers):
        return f"whether both are for one job, or one needs another name: {case.name} has few of its members"
    return ""


def only_starts_and_ends(case: Case) -> bool:
    """Whether the public methods that both have are those that anything has that runs."""
    mine, other = (frozenset(card.public) for card in case.cards)
    shared = mine & other
    return bool(shared) and not case.kin.text and all(_LIFE.fullmatch(name) for name in shared)


def only_run_alike(case: Case) -> bool:
    """Whether two in use are made of other things, and have in common only what starts and ends things."""
    is_made_otherwise = any(each.member == "__init__" for each in case.differences)
    return is_made_otherwise and case.are_both_used and only_starts_and_ends(case)


def has_nothing_of(case: Case) -> bool:
    """Whether no public member is the other's, by this or another name."""
    card, other = case.cards
    is_apt = card.kind in ("class", "protocol") and card.offers and other.offers
    return bool(is_apt) and not case.kin.shared and not case.kin.text and not case.twins and not case.near


def _of_stub(case: Case) -> str:
    """What does nothing is used all the same."""
    mine, other = (case.scene.functions(key) for key in (case.member, case.canonical))
    sizes = [fact.statements for name, fact in other.items() if not name.startswith("_")]
    rivals = [fact.statements for name, fact in mine.items() if not name.startswith("_")]
    if case.cards[0].kind != "class" or not sizes or max(sizes) > 1 or max(rivals, default=0) < _WORKING:
        return ""
    if not work(case.scene, case.canonical).is_idle:  # it hands calls on
        return ""
    return f"whether {case.name} is more than a stub: none of its public methods has more than one statement"


def _of_catching(case: Case) -> str:
    """Who catches a base of one error does not catch the other."""
    if case.cards[0].kind != "exception":
        return ""
    mine, other = (case.scene.ancestors(key) for key in (case.member, case.canonical))
    lost, come = (
        sorted({bare(key) for key in here - there if key in case.scene.codebase.classes} - {bare(case.canonical)})
        for here, there in ((mine, other), (other, mine))
    )
    if lost:
        return f"who catches {listed(lost)}: {case.name} is none"
    return f"who catches {listed(come)}, and would catch this one, too" if come else ""


def _of_values(case: Case) -> str:
    """Values that are stored or sent are a contract."""
    if case.cards[0].kind != "enum":
        return ""
    mine, other = (case.scene.constants(key) for key in (case.member, case.canonical))
    changed = [name for name in mine if name in other and mine[name] != other[name]]
    return f"who stores or sends the values of {listed(changed)}: they differ" if changed else ""


def _of_types(case: Case) -> str:
    """Fields of one name that hold other things: a moment here, seconds there."""
    if case.cards[0].kind not in VALUES:
        return ""
    mine, other = (case.scene.types(key) for key in (case.member, case.canonical))
    pairs = ((name, plain(mine[name]), plain(other[name])) for name in mine if mine[name] and other.get(name))
    changed = [f"{name} ({here}, there {there})" for name, here, there in pairs if differ(here, there)]
    return f"of which type {listed(changed)} is to be" if changed else ""


def of_other_types(case: Case) -> tuple[str, ...]:
    """Fields of both that hold things of another kind: what may be absent, and what lists hold, left aside."""
    mine, other = (case.scene.types(key) for key in (case.member, case.canonical))
    return tuple(n for n in mine if mine[n] and other.get(n) and not are_alike(mine[n], other[n]))


def _of_operators(case: Case) -> str:
    """What Python calls by itself: items, iteration, calls, `with`, what is printed and compared."""
    mine, other = (case.scene.functions(key) for key in (case.member, case.canonical))
    above = (each for each in case.scene.ancestors(case.canonical) if each in case.scene.codebase.classes)
    there = other.keys() | {name for each in above for name in case.scene.functions(each)}
    there |= _GIVEN if case.cards[1].kind in VALUES else set()
    lost = sorted(name for name in mine if name in _OPERATORS and name not in there)
    return f"who needs {listed(lost)}: {case.name} has none" if lost else ""


def _of_claims(case: Case) -> str:
    """Use decides which one stays, and a text may say otherwise."""
    takes_place = f"{bare(case.member)} takes the place of {bare(case.canonical)}"
    if bare(case.member) != bare(case.canonical) and any(takes_place in text for text in case.kin.evidence):
        return f"which of the two is meant to stay: a docstring says that {takes_place}"
    said = claim(case.scene, case.member)
    if not said or claim(case.scene, case.canonical) or is_dated(case.scene, case.member):
        return ""
    return f'which of the two is meant to stay: "{said}" is written of this one'


def of_people(case: Case) -> str:
    """What waits for an answer does not run by itself."""
    if case.cards[0].kind != "class":
        return ""
    mine, other = (_asking(case, key) for key in (case.member, case.canonical))
    both = case.scene.functions(case.member).keys() & case.scene.functions(case.canonical).keys()
    come, gone = sorted((other - mine) & both), sorted((mine - other) & both)
    if come:
        return f"who answers what {listed(come)} asks there: this one waits for nobody"
    return f"whether nobody is to be asked by {listed(gone)}: {case.name} waits for nobody" if gone else ""


def _asking(case: Case, key: ClassKey) -> frozenset[str]:
    """Methods that wait for what somebody types."""
    return frozenset(name for name, called in calls(case.scene, key).items() if not called.isdisjoint(_ASKING))


def _of_returns(case: Case) -> str:
    """What callers get from the one and not from the other."""
    if case.cards[0].kind not in ("class", "protocol"):
        return ""
    mine, other = (case.scene.functions(key) for key in (case.member, case.canonical))
    both = sorted(name for name in mine.keys() & other.keys() if not name.startswith("_"))
    types = ((name, mine[name].returns, other[name].returns) for name in both)
    changed = [name for name, here, there in types if here and there and not are_alike(here, there)]
    return f"what callers do with what {listed(changed)} returns: it is of another type" if changed else ""


def _of_doings(case: Case) -> str:
    """Methods of one name that do other things, by what they call."""
    other = [each for each in doings(case.scene, case.member, case.canonical) if is_other(case, each)]
    told = [f"{each.method} (here {_both(each.here)}, there {_both(each.there)})" for each in other]
    return f"whether the same is meant by {listed(told)}: it calls other things" if told else ""


def _both(names: tuple[str, ...]) -> str:
    return " and ".join(names[:2])


def is_other(case: Case, doing: Doing) -> bool:
    """Whether a method does something else there: nothing in common, or in copied code another call in place of one."""
    return doing.is_other or (case.kin.text >= COPIED and bool(doing.here and doing.there))
