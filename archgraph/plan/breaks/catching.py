"""Errors of a class that its users catch, where the class that stays raises others; and what that one checks when it is made."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.facts.reads import Catch, Reads
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.errors import Error, checks, raised
from archgraph.plan.breaks.instances import holders, makings, users
from archgraph.plan.evidence.case import Case, bare, listed

_KINDS = ("class", "data", "settings")
_NEAR = 8
"""Lines below `pytest.raises(...)` in which what it expects is done."""

Clause = tuple[tuple[str, ...], int, int, int]
"""What is caught, the line of the clause, and the lines that it watches."""


def caught_otherwise(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Clauses around its making, or a method that both have, that catch what it raises and not what the other raises."""
    if case.cards[0].kind not in _KINDS:
        return None
    scene, places = case.scene, list[tuple[Broken, str, str]]()
    if not all(any(fact.raises for fact in scene.functions(key).values()) for key in (case.member, case.canonical)):
        return None
    both = scene.functions(case.member).keys() & scene.functions(case.canonical).keys()
    for method in ("", *sorted(name for name in both if not name.startswith("_"))):
        mine, other = (
            raised(scene, key, (method,) if method else checks(scene, key)) for key in (case.member, case.canonical)
        )
        come = [error for error in other if error.name not in {each.name for each in mine}]
        if mine and come:
            places += _caught(case, method, mine, come)
    if not places:
        return None
    caught, new = sorted({known for _, known, _ in places}), sorted({new for _, _, new in places})
    where = shown((place.path, place.line) for place, _, _ in places)
    question = f"who catches {listed(caught)} ({where}): {case.name} raises {listed(new)}"
    return Break("exceptions", question, tuple(place for place, _, _ in places))


def _caught(case: Case, method: str, mine: tuple[Error, ...], come: list[Error]) -> Iterator[tuple[Broken, str, str]]:
    """Each clause that catches one of the errors and lets one of those that come pass, with both names."""
    for path in users(case.scene, case.member):
        lines = _calls(case, path, method)
        for names, line, first, last in _clauses(case, path) if lines else ():
            if not any(first <= each <= last for each in lines):
                continue
            known = next((error for error in mine if error.is_caught_by(names)), None)
            new = next((error for error in come if not error.is_caught_by(names)), None)
            if known and new and known.name in names:
                text = f"{known.name} is caught here; {new.name} would be raised, and is none"
                yield Broken(method or "__init__", path, line, text), known.name, new.name


def _calls(case: Case, path: str, method: str) -> frozenset[int]:
    """The lines on which one is made, or the method called."""
    if not method:
        return makings(case.scene, case.member).get(path, frozenset())
    holding = holders(case.scene, case.member, path)
    owners = {name for _, name in holding} | {bare(case.member)}
    calls = case.scene.codebase.facts.section(path, Uses).calls
    ends = (call.func.rpartition(".") for call in calls)
    return frozenset(call.line for call, end in zip(calls, ends, strict=True) if end[2] == method and end[0] in owners)


def _clauses(case: Case, path: str) -> Iterator[Clause]:
    """The clauses of a file, those of one `try` together, and what tests expect."""
    facts = case.scene.codebase.facts
    together: dict[tuple[int, int], list[Catch]] = {}
    for each in facts.section(path, Reads).catches:
        together.setdefault((each.first, each.last), []).append(each)
    for (first, last), group in together.items():
        if all(each.names for each in group):
            names = tuple(name.rpartition(".")[2] for each in group for name in each.names)
            yield names, group[0].line, first, last
    scopes = case.scene.codebase.modules[path].outline.scopes
    for call in filter(_expects, facts.section(path, Uses).calls):
        name = str(call.args[0]).rpartition(".")[2]
        yield (name,), call.line, call.line, min(call.line + _NEAR, scopes[call.scope].end_line)


def _expects(call: CallFact) -> bool:
    name = call.func.rpartition(".")[2]
    return name in ("raises", "assertRaises", "assertRaisesRegex") and bool(call.args) and isinstance(call.args[0], str)


def checked(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """What is refused there as one is made, where this one takes everything."""
    if case.cards[0].kind not in _KINDS:
        return None
    mine, other = (raised(case.scene, key, checks(case.scene, key)) for key in (case.member, case.canonical))
    if mine or not other:
        return None
    names = [error.name for error in other]
    text = f"raises {listed(names)} as one is made ({case.canonical.path}:{other[0].line}); this one refuses nothing"
    place = Broken("__init__", case.member.path, case.member.line, text)
    question = f"who gives what {case.name} refuses: {case.canonical.path}:{other[0].line} raises {listed(names)}"
    return Break("checks", question, (place,))
