"""What must be asked before a class is merged: in: a Case; out: the questions, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archgraph.plan.case import Case, bare, listed

VALUES = ("enum", "data", "settings", "row")
"""Kinds of classes that are what their fields are."""
FEW = 0.33
"""The part of a class's members up to which another can lack them and still do its work."""
_OPTIONAL = re.compile(r"Optional\[(.*)\]")
_LOWER = re.compile(r"\b(?:Dict|List|Set|Tuple|Type|FrozenSet)\b")
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
    }
)
_WORKING = 2
"""Statements of a method that does something."""


def doubts(case: Case, *, goes: bool = False) -> Iterator[str]:
    """Every question that there is; of a class that nobody uses (`goes`) only those about the duty."""
    asked = (_of_names, _of_stub) if goes else (_of_names, _of_stub, _of_catching, _of_values, _of_types, _of_operators)
    yield from filter(None, (question(case) for question in asked))


def _of_names(case: Case) -> str:
    """What must be asked first where the two have hardly more than a name in common."""
    card, other = case.cards
    if case.kin.text or case.kin.declared or not card.offers or not other.offers:
        return ""
    if card.kind in VALUES:
        few = case.kin.shared <= 0.5 and len(case.unique) > 1
        return f"whether {case.name} is to have {listed(case.unique)}, too, or these are two things of one name" * few
    if not case.kin.shared:
        return f"whether both are for one job: no public member of this one is {case.name}'s"
    if card.kind == "class" and len(case.unique) >= (1 - FEW) * len(card.offers):
        return f"whether both are for one job: {case.name} has few of its members"
    return ""


def _of_stub(case: Case) -> str:
    """What does nothing is used all the same."""
    mine, other = (case.scene.functions(key) for key in (case.member, case.canonical))
    sizes = [fact.statements for name, fact in other.items() if not name.startswith("_")]
    rivals = [fact.statements for name, fact in mine.items() if not name.startswith("_")]
    if case.cards[0].kind != "class" or not sizes or max(sizes) > 1 or max(rivals, default=0) < _WORKING:
        return ""
    return f"whether {case.name} is more than a stub: none of its methods has more than one statement"


def _of_catching(case: Case) -> str:
    """Who catches a base of one error does not catch the other."""
    if case.cards[0].kind != "exception":
        return ""
    mine, other = (case.scene.ancestors(key) for key in (case.member, case.canonical))
    lost = sorted({bare(key) for key in mine - other if key in case.scene.codebase.classes})
    return f"who catches {listed(lost)}: {case.name} is none" if lost else ""


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
    pairs = ((name, _plain(mine[name]), _plain(other[name])) for name in mine if mine[name] and other.get(name))
    changed = [f"{name} ({here}, there {there})" for name, here, there in pairs if here != there]
    return f"of which type {listed(changed)} is to be" if changed else ""


def _plain(annotation: str) -> str:
    """The annotation in one spelling: `Optional[int]` and `int | None` are one type."""
    text = annotation.strip("\"'").replace("typing.", "").replace(" ", "")
    optional = _OPTIONAL.fullmatch(text)
    text = f"{optional[1]}|None" if optional else text
    return _LOWER.sub(lambda found: found[0].lower(), text)


def _of_operators(case: Case) -> str:
    """What Python calls by itself: items, iteration, calls, `with`."""
    mine, other = (case.scene.functions(key) for key in (case.member, case.canonical))
    lost = sorted(name for name in mine if name in _OPERATORS and name not in other)
    return f"who needs {listed(lost)}: {case.name} has none" if lost else ""
