"""What those who make one give that the class that stays refuses or ignores, and what they do not give that it requires."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.codebase import ClassKey
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.plan.breaks.breaking import Break, Broken, shown
from archgraph.plan.breaks.constructors import Constructor, constructor
from archgraph.plan.breaks.instances import makings
from archgraph.plan.decision.holding import more_to_give
from archgraph.plan.evidence.case import Case, bare, listed

_ALL_KEYWORDS, _ALL_ARGUMENTS = 6, 3
"""Keywords and positional arguments of a call that facts hold: of one with as many there may be more."""
_KINDS = ("class", "data", "settings", "exception")


def made_otherwise(case: Case, carried: tuple[str, ...]) -> Break | None:
    """Keywords that the other constructor does not take and what it requires, at the places that give them, or do not. What
    this one does not take either, or requires, too, is no difference."""
    here, there = (_constructor(case, key) for key in (case.member, case.canonical))
    if there is None or (here is not None and _takes_all(there, here)):
        return None
    does = "ignores" if there.ignores else "refuses"
    known = there.names.keys() | (carried if case.cards[0].kind in ("data", "settings") else ())
    places, vain, needed, too_many = list[Broken](), dict[str, None](), dict[str, None](), 0
    for path, call in _calls(case):
        lost = [] if there.takes_any else [name for name, _ in call.keywords if name and name not in known]
        lost = [name for name in lost if here is None or here.takes_any or name in here.names or does == "refuses"]
        lost = [name for name in lost if here is None or here.takes_any or here.ignores or name in here.names]
        lacking = [name for name in _missing(call, there) if here is None or name not in here.required]
        vain.update(dict.fromkeys(lost))
        needed.update(dict.fromkeys(lacking))
        told = [f"gives {listed(lost)}, which {case.name} {does}"] if lost else []
        if there.places is not None and len(call.args) > there.places:
            too_many = max(too_many, len(call.args))
            told.append(f"gives {len(call.args)} values or more by place, and {case.name} takes {there.places}")
        told += [f"gives no {listed(lacking)}, which {case.name} requires"] if lacking else []
        if told:
            places.append(Broken("__init__", path, call.line, "; ".join(told)))
    if not places:
        return None
    asked = set(more_to_give(case))
    needed = {name: None for name in needed if name not in asked}
    where = shown((each.path, each.line) for each in places)
    parts = [f"{does} {listed(list(vain))}"] if vain else []
    parts += [f"requires {listed(list(needed))}"] if needed else []
    parts += [f"takes {there.places} of the {too_many} values given by place"] if too_many else []
    question = f"who makes one ({where}): {case.name} {' and '.join(parts)}" if parts else ""
    return Break("making", question, tuple(places))


def _takes_all(there: Constructor, here: Constructor) -> bool:
    """Whether every call of the one fits the other, so that no call need be looked at."""
    is_open = there.takes_any or (there.ignores and here.ignores) or not (here.takes_any or here.ignores)
    is_open = is_open and (there.places is None or (here.places is not None and here.places <= there.places))
    return is_open and here.names.keys() <= there.names.keys() and {*there.required} <= {*here.required}


def _constructor(case: Case, key: ClassKey) -> Constructor | None:
    return constructor(case.scene, key) if case.cards[0].kind in _KINDS else None


def _calls(case: Case) -> Iterator[tuple[str, CallFact]]:
    """The calls that make one, outside of the class, in order of places."""
    key, name = case.member, bare(case.member)
    inside = range(key.line, case.scene.codebase.classes[key].end_line + 1)
    for path, lines in sorted(makings(case.scene, key).items()):
        for call in case.scene.codebase.facts.section(path, Uses).calls:
            is_own = path == key.path and call.line in inside
            if call.line in lines and call.func.rpartition(".")[2] == name and not is_own:
                yield path, call


def _missing(call: CallFact, there: Constructor) -> list[str]:
    names = [name for name, _ in call.keywords]
    if "" in names or len(names) >= _ALL_KEYWORDS or len(call.args) >= _ALL_ARGUMENTS:
        return []
    by_place = list(there.names)[: len(call.args)]
    return [name for name in there.required if name not in names and name not in by_place]
