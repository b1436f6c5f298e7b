"""What makes of a likeness no duplicate: in: a Case; out: the reason in words, "" when nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.facts.bodies import FunctionFact
from archgraph.plan.decision.doubts import has_nothing_of, only_run_alike
from archgraph.plan.decision.holding import more_to_give, required
from archgraph.plan.evidence.case import Case, bare, listed
from archgraph.plan.evidence.doings import Doing, doings

_SEVERAL = 3
"""Methods of one name that all do other things from which on two classes of two names do."""
_FEW_CARRIED = 2
"""Members that are carried over at most into a class that has none of them, or half of them."""
_SEVERAL_GIVEN = 2
"""Fields that must be given from which on a record is no stand-in for one of which nothing must."""
_SORT = 3
"""Errors right below one base from which on they are a sort of their own."""
_COPIED_SCRIPT = 0.2
"""The part of the code of two scripts from which on the one was made of the other."""
_HALF = 0.5
"""The part of the members that must be common where several are to be carried over."""
_SIBLINGS = "sibling packages have one each"
"""How the evidence says that each of two packages has one."""


def no_duty(case: Case, broken: tuple[str, ...]) -> str:
    """What makes of a likeness no duplicate, in words; "" when nothing does."""
    if case.kin.declared:
        return ""
    shared = list(doings(case.scene, case.member, case.canonical))
    if _are_of_one_base(case) and shared and all(each.is_other for each in shared):
        return f"{listed([each.method for each in shared])}, which both fill in for one base, call nothing in common"
    if case.are_scripts and case.kin.text < _COPIED_SCRIPT and (broken or case.carried or case.own_work):
        return f"each stands in a script of its own, which does more than is alike in both: {_more(case, broken)}"
    if case.kin.text:
        return ""
    return _by_places(case) or _by_bases(case) or _by_names(case) or _by_work(case, broken, shared)


def _more(case: Case, broken: tuple[str, ...]) -> str:
    return listed(tuple(dict.fromkeys((*case.carried, *case.own_work, *broken))))


def _by_places(case: Case) -> str:
    """What their places say: each of two packages has one, or nobody who knows the one knows the other."""
    card, users = case.cards[0], case.scene.users
    apart = [text for text in case.kin.evidence if text.startswith(_SIBLINGS)]
    if card.kind == "class" and apart:
        return f"{apart[0].rpartition(' (')[0]}, and no code is common to both"
    mine, other = (users.get(key.class_, frozenset()) | {key.path} for key in (case.member, case.canonical))
    if card.kind == "enum" and not case.is_namesake and not mine & other and not _are_neighbours(case):
        return f"it has another name than {case.name}, and no file knows both"
    return ""


def _are_neighbours(case: Case) -> bool:
    folders = {key.path.rpartition("/")[0] for key in (case.member, case.canonical)}
    return len(folders) == 1


def _by_bases(case: Case) -> str:
    """What stands above them: one is a base that others fill in, or one of many errors of its own sort."""
    scene = case.scene
    open_ = [name for name, fact in scene.functions(case.canonical).items() if _is_abstract(fact)]
    is_filled = not any(_is_abstract(fact) for fact in scene.functions(case.member).values())
    if open_ and is_filled and scene.standings[case.member].instantiations:
        return f"{case.name} is abstract ({listed(open_)} is to be filled in), and this one is made: it could inherit from that"
    if case.cards[0].kind != "exception":
        return ""
    above = scene.direct_bases(case.member) - scene.ancestors(case.canonical) - {case.canonical}
    sorts = [(base, len(scene.below(base))) for base in sorted(above) if len(scene.below(base)) >= _SORT]
    return "".join(
        f"one of {count} errors right below {bare(base)}, which {case.name} is not: who catches those catches this one"
        for base, count in sorts[:1]
    )


def _is_abstract(fact: FunctionFact) -> bool:
    return any(str(each).rpartition(".")[2] == "abstractmethod" for each in fact.decorators)


def _by_names(case: Case) -> str:
    """What their names and those of their members say."""
    if not case.kin.shared and case.are_scripts:
        return "each stands in a script of its own, and a name is all that they share"
    if case.cards[0].kind in ("data", "row") and case.kin.shared <= _HALF and len(case.carried) > _FEW_CARRIED:
        return f"{case.name} has few of its fields, and would have to take over {listed(case.carried)}"
    needed = _not_there(case) if case.cards[0].kind == "data" else ()
    if len(needed) >= _SEVERAL_GIVEN:
        return (
            f"any of its fields may be left out, and {case.name} is not made without {listed(needed)}, which it has not"
        )
    is_helper = case.cards[0].zone == "testinfra" and case.cards[0].kind == "class"
    if is_helper and case.kin.shared < _HALF and len(case.carried) >= _FEW_CARRIED:
        return f"{case.name} has few of its members, and would have to take over {listed(case.carried)}"
    if case.cards[0].head != case.cards[1].head:
        return f"what {case.name} is called for is another thing; only names of members are the same"
    is_much = len(case.carried) > _FEW_CARRIED * (case.cards[0].zone != "testinfra")
    if has_nothing_of(case) and (is_much or more_to_give(case)):
        return f"{case.name} has no public member of it, and none does the same by another name"
    return ""


def _by_work(case: Case, broken: tuple[str, ...], shared: Sequence[Doing]) -> str:
    """What they do and are made of."""
    if only_run_alike(case):
        return f"what starts and ends things is all that {case.name} has of it, and each is made of other things"
    if case.is_namesake:
        return ""
    if len(shared) >= _SEVERAL and all(each.is_other for each in shared):
        names = listed([each.method for each in shared])
        return f"{names} call nothing in common with {case.name}'s: one interface, other work"
    if broken and more_to_give(case):
        return f"its name, its constructor and {listed(broken)} are not {case.name}'s: a like class for another thing"
    return ""


def _not_there(case: Case) -> tuple[str, ...]:
    """What the other cannot be made without, and a record has no field for that can itself be made of nothing, as what changes a
    thing is: it names only what is to be changed."""
    if required(case.scene, case.member) or not case.cards[0].fields:
        return ()
    return tuple(name for name in more_to_give(case) if name not in case.cards[0].offers)


def _are_of_one_base(case: Case) -> bool:
    """Whether two of other names have a base of the code base in common."""
    mine, other = (case.scene.ancestors(key) for key in (case.member, case.canonical))
    return not case.is_namesake and not case.scene.codebase.classes.keys().isdisjoint(mine & other)
