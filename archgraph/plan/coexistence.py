"""Classes that are alike and needed side by side: in: a Case; out: what speaks against making them one, if anything does.

Editions for other callers, versions of a protocol, platforms, implementations of one interface, packages side by side,
other domains: each has its own users. Where such classes are one text that was copied, a common base takes the text.
"""

from __future__ import annotations

import re
from itertools import takewhile

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.case import COPIED, KEEP, UNDECIDED, Case, Judgement, bare
from archgraph.plan.integrations import served
from archgraph.plan.lifetimes import WORD, name_words
from archgraph.plan.relation import is_interface

_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_STAND_IN = frozenset({"mock", "fake", "stub", "dummy", "test", "testing"})
_PLATFORM = re.compile(r"windows|win32|win64|linux|macos|darwin|posix|unix|freebsd|android|cygwin", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_MANY = 4
"""Classes that two packages both have, by name and module, from which on the packages are made side by side."""
_MUCH = 60
"""Copied lines of a class from which on that is said of two packages: they are alike in every class."""
_BELOW = 3
"""Classes that inherit from one from which on it is the top of a hierarchy."""
_INHERITED = 8
"""Public names from which on what a class inherits says what it is."""
_SET = 10
"""Classes of the same names that two modules have from which on they are two editions."""
_SIDES = frozenset(
    frozenset(pair)
    for pair in (("client", "server"), ("clients", "servers"), ("client", "backend"), ("frontend", "backend"))
)
_PLUGINS = 3
"""Modules of one package with a class of one name from which on that is how they are found."""
_NEAR = 0.5
"""The part of the words of the classes that bases are made for from which on it can be one class."""


def _editions(case: Case) -> Judgement | None:
    """What awaits takes the place of nothing that does not: `Session` and `AsyncSession` are for different callers."""
    if not (name_words(case.member) ^ name_words(case.canonical)) & _CONCURRENCY:
        return None
    return Judgement(KEEP, f"one is the async edition of the other ({case.name}): different callers need both", 0.7)


def _versions(case: Case) -> Judgement | None:
    """`V1Parser` and `V2Parser`: who speaks the old version is not served by the new one."""
    mine, other = bare(case.member), bare(case.canonical)
    if mine == other or not _NUMBER.search(mine) or _NUMBER.sub("#", mine) != _NUMBER.sub("#", other):
        return None
    if not case.are_both_used:
        return None
    if case.is_worth_a_base:
        return case.base(f"and {mine} and {other} are both in use: give both one base that has it")
    reason = f"{mine} and {other} are numbered, and both are in use: versions or kinds of one thing"
    return Judgement(UNDECIDED, reason, 0.5, f"whether anything still needs {mine}")


def _platforms(case: Case) -> Judgement | None:
    """`WindowsProcessManager` runs where `ProcessManager` does not; which of them is imported depends on where one looks."""
    words = _platforms_of(case.member) ^ _platforms_of(case.canonical)
    if not words:
        return None
    on = " and ".join(sorted(words))
    if case.is_worth_a_base:
        return case.base(f"and they are editions for platforms ({on}): give both one base that has it")
    return Judgement(KEEP, f"one of them is the edition for {on} ({case.name})", 0.7)


def _platforms_of(key: ClassKey) -> frozenset[str]:
    """Platforms that its name or its module's says."""
    stem = key.path.rpartition("/")[2]
    return frozenset(match.lower() for match in _PLATFORM.findall(f"{stem} {bare(key)}"))


def _integrations(case: Case) -> Judgement | None:
    """Whoever has the one product need not have the other: what stands around one cannot import what stands around the other."""
    if case.cards[0].zone == Zone.TESTINFRA or case.kin.declared:
        return None
    mine, other = (served(case.scene.products, key) for key in (case.member, case.canonical))
    if not mine or not other or mine & other:
        return None
    text = f"they stand around {min(mine)} here and {min(other)} there, of which one can be had without the other"
    if case.is_worth_a_base:
        return case.base(f"and {text}: give both one base", "where a base can stand that needs neither of them")
    return Judgement(KEEP, f"{text}: neither may import the other's ({case.name})", 0.7)


def _editions_for_products(case: Case) -> Judgement | None:
    """Two modules with a set of namesakes, one of them for a product: what that one speaks is the product's."""
    if case.cards[0].zone == Zone.TESTINFRA or case.kin.declared or case.kin.text >= COPIED:
        return None
    mine, other = (served(case.scene.products, key) for key in (case.member, case.canonical))
    count = case.scene.namesakes(case.member, case.canonical)
    if bool(mine) == bool(other) or count < _MANY:
        return None
    name = min(mine | other)
    reason = f"{count} classes have a namesake in the other's module, and one of the modules is for {name}: one decision for all"
    return Judgement(
        UNDECIDED, reason, 0.5, f"whether what {name} is given or gives is the same by contract, or by chance"
    )


def _sides(case: Case) -> Judgement | None:
    """What a client and a server both have is their protocol: each is shipped with its own side of it."""
    here, there = (key.path.removesuffix(".py").split("/") for key in (case.member, case.canonical))
    apart = {frozenset(pair) for pair in zip(here, there, strict=False) if pair[0] != pair[1]}
    if apart.isdisjoint(_SIDES) or case.kin.declared or not case.are_modules_in_use:
        return None
    reason = "one stands on the client's side, and the other on the server's: each side of a protocol has its own"
    return Judgement(UNDECIDED, reason, 0.5, "whether the two sides are always shipped together")


def _sets(case: Case) -> Judgement | None:
    """Two modules with many classes of the same names are two editions of one thing: no class of them is decided alone."""
    count = case.scene.namesakes(case.member, case.canonical)
    is_one = case.cards[0].zone == Zone.TESTINFRA or case.kin.declared or case.member.path == case.canonical.path
    if is_one or count < (_MANY if _are_apart(case) else _SET) or not case.are_modules_in_use:
        return None
    here, there = case.member.path, case.canonical.path
    reason = (
        f"{here} and {there} have {count} classes of the same names, and both are in use: one decision for all of them"
    )
    return Judgement(UNDECIDED, reason, 0.5, "for whom there are two sets")


def _are_apart(case: Case) -> bool:
    """Whether both have methods of their own, and none of one name: fields apart, each does something else."""
    mine, other = (
        {name for name in case.scene.functions(key) if not name.startswith("__")}
        for key in (case.member, case.canonical)
    )
    return bool(mine and other) and mine.isdisjoint(other) and not case.kin.text


def _bases_of_their_own(case: Case) -> Judgement | None:
    """One of many below one base, and one of many below another: what they are is said by those."""
    above = [case.scene.direct_bases(key) for key in (case.member, case.canonical)]
    if case.kin.declared or case.kin.text >= COPIED or not all(above) or above[0] & above[1]:
        return None
    names, others = ({bare(key) for key in keys} for keys in above)
    many = all(any(len(case.scene.below(key)) >= _BELOW for key in keys) for keys in above)
    if names & others or not many or case.cards[0].kind in ("exception", "enum"):
        return None
    return Judgement(KEEP, f"one of many below {min(names)}, and {case.name} one of many below {min(others)}", 0.6)


def _base_of_others(case: Case) -> Judgement | None:
    """What others inherit from is no duplicate of what stands beside them below one base."""
    standings = case.scene.standings
    common = case.scene.direct_bases(case.member) & case.scene.direct_bases(case.canonical)
    below, own = standings[case.canonical].subclasses, standings[case.member].subclasses
    if (
        not common
        or below < _BELOW
        or 2 * own >= below
        or bare(case.member) == bare(case.canonical)
        or case.kin.declared
    ):
        return None
    reason = f"{below} classes inherit from {case.name}, and both from {bare(min(common))}: it could be one of those"
    return Judgement(UNDECIDED, reason, 0.5, f"whether it can inherit from {case.name}")


def _subjects(case: Case) -> Judgement | None:
    """`Repository[Server]` and `Repository[Client]` keep other things, whatever they are called."""
    mine, other = (card.about for card in case.cards)
    if not mine or not other or mine & other or case.kin.declared:
        return None
    words, others = (frozenset().union(*(_words(name) for name in names)) for names in (mine, other))
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


def _packages(case: Case) -> Judgement | None:
    """Packages made side by side, module by module and class by class, are for two things that are alike. What tests are
    built of is copied that way, too."""
    if case.cards[0].zone == Zone.TESTINFRA:
        return None
    count = case.scene.counterparts(case.member, case.canonical)
    if count < _MANY or not case.are_both_used or case.kin.declared:
        return None
    here, there = (key.path.rpartition("/")[0] for key in (case.member, case.canonical))
    text = f"{here} and {there} stand side by side, with {count} classes of one name each"
    if case.copied >= _MUCH:
        return case.base(f"and {text}: give both one base that has it")
    return Judgement(KEEP, f"{text}: each is for its own", 0.6)


def _plugins(case: Case) -> Judgement | None:
    """Modules of one package with a class of one name and base each are loaded by their names: no import tells of them."""
    folder = case.member.path.rpartition("/")[0]
    count = case.scene.namesakes_in(folder, bare(case.member))
    if (
        folder != case.canonical.path.rpartition("/")[0]
        or bare(case.member) != bare(case.canonical)
        or count < _PLUGINS
    ):
        return None
    shared = case.scene.interfaces(case.member) & case.scene.interfaces(case.canonical)
    if not shared or case.cards[0].kind != "class" or case.kin.declared:
        return None
    base = sorted(shared)[0]
    return Judgement(
        KEEP, f"{count} modules of {folder} have a {bare(case.member)} below {base} each, as plugins do", 0.7
    )


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
    return case.base(f"for another domain ({words}): give both one base that has it")


def _told_apart(mine: str, other: str) -> tuple[str, str]:
    """Names without the words at their end that both have: LaTeXWriter, TextWriter → LaTeX, Text."""
    words, others = (list(WORD.finditer(name)) for name in (mine, other))
    pairs = zip(reversed(words), reversed(others), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0].group() == pair[1].group(), pairs))
    ends = (each[-same].start() if same else None for each in (words, others))
    first, second = (name[:end] for name, end in zip((mine, other), ends, strict=True))
    return first or mine, second or other


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(name))


RULES = (
    _editions,
    _versions,
    _platforms,
    _integrations,
    _editions_for_products,
    _sides,
    _sets,
    _plugins,
    _base_of_others,
    _bases_of_their_own,
    _subjects,
    _interfaces,
    _siblings,
    _packages,
    _hierarchies,
    _roots,
    _neighbours,
    _lineages,
    _domains,
)
"""In this order; the first that has an answer gives it."""
