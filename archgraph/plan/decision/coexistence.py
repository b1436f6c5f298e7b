"""Classes that are alike and needed side by side: in: a Case; out: what speaks against making them one, if anything does.

Implementations of one interface, hierarchies, other domains: each has its own users (those that are written as editions of
one thing: editions.py). Where such classes are one text that was copied, a common base takes the text.
"""

from __future__ import annotations

from itertools import takewhile

from archgraph.plan.decision.editions import EDITIONS, PLACES
from archgraph.plan.decision.separate import SEPARATE
from archgraph.plan.evidence.case import KEEP, UNDECIDED, Case, Judgement, bare, listed
from archgraph.plan.evidence.lifetimes import WORD, words_of
from archgraph.plan.evidence.relation import is_interface

_STAND_IN = frozenset({"mock", "fake", "stub", "dummy", "test", "testing"})
_BELOW = 3
"""Classes that inherit from one from which on it is the top of a hierarchy."""
_INHERITED = 8
"""Public names from which on what a class inherits says what it is."""
_NEAR = 0.5
"""The part of the words of the classes that bases are made for from which on it can be one class."""


def _bases_of_their_own(case: Case) -> Judgement | None:
    """One of many below one base, and one of many below another: what they are is said by those."""
    above = [case.scene.direct_bases(key) for key in (case.member, case.canonical)]
    if case.kin.declared or case.is_whole_copy or not all(above) or above[0] & above[1]:
        return None
    names, others = ({bare(key) for key in keys} for keys in above)
    many = all(any(len(case.scene.below(key)) >= _BELOW for key in keys) for keys in above)
    is_called = case.are_both_used or case.are_modules_in_use
    if names & others or not many or not is_called or case.cards[0].kind in ("exception", "enum"):
        return None
    if case.is_worth_a_base:
        return case.base(
            f"and it is one of many below {min(names)}, and one of many below {min(others)}: let both have it from one place"
        )
    return Judgement(KEEP, f"one of many below {min(names)}, and {case.name} one of many below {min(others)}", 0.6)


def _set_up_otherwise(case: Case) -> Judgement | None:
    """Endpoints, views and widgets below one base are what their bodies set: other addresses, other templates."""
    if case.cards[0].kind != "class" or case.kin.declared:
        return None
    scene = case.scene
    mine, other = (scene.settings_of(key) for key in (case.member, case.canonical))
    changed = sorted(name for name in mine.keys() & other.keys() if mine[name] != other[name])
    above = [{base.base for base in scene.codebase.classes[key].resolved} for key in (case.member, case.canonical)]
    common = (above[0] & above[1]) - {"builtins.object"}
    if not changed or not common:
        return None
    base = min(common).rpartition(".")[2]
    if case.is_worth_a_base:
        return case.base(f"and each sets {listed(changed)} of its own: give both one base that has it")
    return Judgement(KEEP, f"both are a {base}, and each sets {listed(changed)} of its own ({case.name})", 0.6)


def _base_of_others(case: Case) -> Judgement | None:
    """What others inherit from is no duplicate of what stands beside them below one base."""
    standings = case.scene.standings
    common = case.scene.direct_bases(case.member) & case.scene.direct_bases(case.canonical)
    below, own = standings[case.canonical].subclasses, standings[case.member].subclasses
    is_kind_of = set(case.cards[0].core) > set(case.cards[1].core)
    if not (common or is_kind_of) or below < _BELOW or 2 * own >= below:
        return None
    if bare(case.member) == bare(case.canonical) or case.kin.declared:
        return None
    reason = f"{below} classes inherit from {case.name}: it could be one more of those"
    return Judgement(UNDECIDED, reason, 0.5, f"whether it can inherit from {case.name}")


def _subjects(case: Case) -> Judgement | None:
    """`Repository[Server]` and `Repository[Client]` keep other things, whatever they are called."""
    mine, other = (card.about for card in case.cards)
    if not mine or not other or mine & other or case.kin.declared:
        return None
    words, others = (frozenset().union(*(words_of(name) for name in names)) for names in (mine, other))
    if len(words & others) >= _NEAR * min(len(words), len(others)):
        return None
    what = f"{', '.join(sorted(mine))} here, {', '.join(sorted(other))} in {case.name}"
    return Judgement(KEEP, f"their bases are made for different classes: {what}", 0.7)


def _interfaces(case: Case) -> Judgement | None:
    """Two interfaces ask for different things when they are for different things, whatever words they share."""
    both = all(is_interface(case.scene.functions(key)) for key in (case.member, case.canonical))
    if not both or case.is_namesake or case.kin.declared:
        return None
    return Judgement(KEEP, f"an interface for something else than {case.name} is", 0.6)


def _siblings(case: Case) -> Judgement | None:
    """Implementations of one interface by names of their own are chosen between at run time."""
    if case.cards[0].kind != "class" or case.kin.declared:
        return None
    inherit = case.are_both_used and not case.is_namesake
    implemented = case.scene.interfaces if inherit else case.scene.declared_interfaces
    shared = implemented(case.member) & implemented(case.canonical)
    if not shared:
        return None
    name = sorted(shared)[0]
    if case.is_worth_a_base:
        return case.base(f"and both implement {name}: what they share belongs into a base", "which base is to have it")
    return Judgement(KEEP, f"both implement {name}, each in a way of its own ({case.name})", 0.6)


def _hierarchies(case: Case) -> Judgement | None:
    """A model's field and a form's field: what they inherit is most of what they are, and it is not the same."""
    card, other = case.cards
    if card.kind != "class" or case.kin.declared or case.is_worth_a_base:
        return None
    above = [case.scene.ancestors(key) & case.scene.codebase.classes.keys() for key in (case.member, case.canonical)]
    mine, others = frozenset(card.inherited), frozenset(other.inherited)
    few = min(map(len, above))
    if min(len(mine), len(others)) < _INHERITED or not few or 2 * len(above[0] & above[1]) >= few:
        return None
    tops = " and ".join(min(bare(key) for key in a - b) for a, b in (above, reversed(above)))
    return Judgement(KEEP, f"what they inherit is most of each, and it is not the same ({tops})", 0.6)


def _roots(case: Case) -> Judgement | None:
    """Two bases, each with classes of its own below it, are two hierarchies."""
    counts = [case.scene.standings[key].subclasses for key in (case.member, case.canonical)]
    is_one = case.kin.declared or case.is_worth_a_base or case.kin.shared == 1
    if case.cards[0].kind != "class" or min(counts) < _BELOW or is_one:
        return None
    reason = f"{counts[0]} classes inherit from it, {counts[1]} from {case.name}: two hierarchies"
    return Judgement(UNDECIDED, reason, 0.5, f"whether what is below it can do with {case.name}")


def _neighbours(case: Case) -> Judgement | None:
    """Whoever writes two classes one below the other, by names of their own, and uses both, wants two."""
    if case.member.path != case.canonical.path or case.is_namesake or case.kin.declared or not case.are_both_used:
        return None
    if case.is_worth_a_base:
        return case.base("and they stand in one module: give both one base that has it")
    return Judgement(KEEP, f"it stands beside {case.name} in one module, and both are in use", 0.6)


def _lineages(case: Case) -> Judgement | None:
    """A worker and a queue with one piece of code: what they inherit says that they are two things."""
    card, other = case.cards
    above = [case.scene.direct_bases(key) for key in (case.member, case.canonical)]
    if (
        card.head == other.head
        or not case.is_worth_a_base
        or case.kin.declared
        or not all(above)
        or above[0] & above[1]
    ):
        return None
    names = " and ".join(sorted(bare(key) for key in above[0] | above[1]))
    return case.base(f"and what they inherit is not ({names}): let both have it from one place")


def _domains(case: Case) -> Judgement | None:
    """Redis factory and ClickHouse factory: the same kind of class, each about something that the other is not about."""
    mine, other = case.cards
    own, others = (set(a.core) - set(b.core) - _STAND_IN for a, b in ((mine, other), (other, mine)))
    if mine.head != other.head or not own or not others or "".join(mine.core) in "".join(other.core):
        return None
    if case.kin.declared:
        return None
    words = " and ".join(_told_apart(bare(case.member), bare(case.canonical)))
    if not case.is_worth_a_base:
        return Judgement(KEEP, f"the same kind of class for another domain ({words})", 0.6)
    if case.are_scripts:
        reason = f"each stands in a script of its own, for {words} by their names, with much code in common"
        return Judgement(UNDECIDED, reason, 0.5, "whether both scripts are still needed, and whether one does for both")
    return case.base(f"for another domain ({words}): give both one base that has it")


def _told_apart(mine: str, other: str) -> tuple[str, str]:
    """Names without the words at their end that both have: LaTeXWriter, TextWriter → LaTeX, Text."""
    words, others = (list(WORD.finditer(name)) for name in (mine, other))
    pairs = zip(reversed(words), reversed(others), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0].group() == pair[1].group(), pairs))
    ends = (each[-same].start() if same else None for each in (words, others))
    first, second = (name[:end] for name, end in zip((mine, other), ends, strict=True))
    return first or mine, second or other


RULES = (
    *EDITIONS,
    *SEPARATE,
    _set_up_otherwise,
    _base_of_others,
    _bases_of_their_own,
    _subjects,
    _interfaces,
    _siblings,
    *PLACES,
    _hierarchies,
    _roots,
    _neighbours,
    _lineages,
    _domains,
)
"""In this order; the first that has an answer gives it."""
