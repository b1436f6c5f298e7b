"""Editions of one thing: in: a Case; out: what speaks against making them one, if they are written for different surroundings.

Async and sync, numbered versions, platforms, products, two sides of a protocol, packages and modules side by side: each edition
has its own users. Where editions are one text that was copied, a common base takes the text.
"""

from __future__ import annotations

import re

from archgraph.model.codebase import ClassKey
from archgraph.model.source import Zone
from archgraph.plan.evidence.case import COPIED, KEEP, UNDECIDED, Case, Judgement, bare
from archgraph.plan.evidence.lifetimes import name_words

_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_PLATFORM = re.compile(r"windows|win32|win64|linux|macos|darwin|posix|unix|freebsd|android|cygwin", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_VERSION = re.compile(r"V\d+")
_MODULE_VERSION = re.compile(r"_?v\d+$|_\d+$")
_RUN_BY_NAME = re.compile(r"(?:^|/)(?:management/commands|migrations?|versions)/[^/]+\.py$")
_SIBLINGS = 3
"""Folders side by side that have a class of one name in modules of one name, from which on each is for its own."""
_MANY = 4
"""Classes that two packages both have, by name and module, from which on the packages are made side by side."""
_MUCH = 60
"""Copied lines of a class from which on that is said of two packages: they are alike in every class."""
_SET = 10
"""Classes of the same names that two modules have from which on they are two editions."""
_SIDES = frozenset(
    frozenset(pair)
    for pair in (("client", "server"), ("clients", "servers"), ("client", "backend"), ("frontend", "backend"))
)
_PLUGINS = 3
"""Modules of one package with a class of one name from which on that is how they are found."""


def _editions(case: Case) -> Judgement | None:
    """What awaits takes the place of nothing that does not: `Session` and `AsyncSession` are for different callers."""
    if not (name_words(case.member) ^ name_words(case.canonical)) & _CONCURRENCY:
        return None
    return Judgement(KEEP, f"one is the async edition of the other ({case.name}): different callers need both", 0.7)


def _versions(case: Case) -> Judgement | None:
    """`V1Parser` and `V2Parser`: who speaks the old version is not served by the new one."""
    mine, other = bare(case.member), bare(case.canonical)
    if mine == other or not _are_numbered(mine, other):
        return None
    if not case.are_both_used:
        return None
    if case.is_worth_a_base:
        return case.base(f"and {mine} and {other} are both in use: give both one base that has it")
    reason = f"{mine} and {other} are told apart by a number, and both are in use: versions or kinds of one thing"
    return Judgement(UNDECIDED, reason, 0.5, f"whether anything still needs {mine}")


def _versions_of_modules(case: Case) -> Judgement | None:
    """`autolog` and `autolog_v2`: modules of one folder, one of which has a number more."""
    here, there = (key.path.rpartition("/") for key in (case.member, case.canonical))
    stems = [each[2].removesuffix(".py").lower() for each in (here, there)]
    bare_stems = [_MODULE_VERSION.sub("", stem) for stem in stems]
    is_pair = here[0] == there[0] and stems[0] != stems[1] and bare_stems[0] == bare_stems[1]
    if not is_pair or case.kin.declared or not case.are_both_used:
        return None
    if case.is_worth_a_base:
        return case.base(f"and {here[2]} and {there[2]} are both in use: give both one base that has it")
    reason = f"{here[2]} and {there[2]} are told apart by a number, and both are in use: versions of one thing"
    return Judgement(UNDECIDED, reason, 0.5, f"whether anything still needs {min(here[2], there[2])}")


def _steps(case: Case) -> Judgement | None:
    """Migrations and commands are run by their files' names, and are never edited again or never imported."""
    places = [key.path for key in (case.member, case.canonical)]
    found = [path for path in places if _RUN_BY_NAME.search(path) or not _is_module(path)]
    if not found:
        return None
    return Judgement(KEEP, f"{found[0]} is run by its name, as migrations and commands are: nothing imports it", 0.7)


def _is_module(path: str) -> bool:
    """Whether an import statement can name the file."""
    return path.rpartition("/")[2].removesuffix(".py").isidentifier()


def _are_numbered(mine: str, other: str) -> bool:
    """`V1Parser` and `V2Parser`; `TraceInfo` and `TraceInfoV2`."""
    if not _NUMBER.search(mine) and not _NUMBER.search(other):
        return False
    return _NUMBER.sub("", _VERSION.sub("", mine)) == _NUMBER.sub("", _VERSION.sub("", other))


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
    mine, other = (case.scene.products.served(key) for key in (case.member, case.canonical))
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
    mine, other = (case.scene.products.served(key) for key in (case.member, case.canonical))
    count = case.scene.neighbours.namesakes(case.member, case.canonical)
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
    mine, other = (frozenset(parts) for parts in (here, there))
    apart = {frozenset((a, b)) for a in mine - other for b in other - mine}
    if apart.isdisjoint(_SIDES) or case.kin.declared or not case.are_modules_in_use:
        return None
    reason = "one stands on the client's side, and the other on the server's: each side of a protocol has its own"
    return Judgement(UNDECIDED, reason, 0.5, "whether the two sides are always shipped together")


def _sets(case: Case) -> Judgement | None:
    """Two modules with many classes of the same names are two editions of one thing: no class of them is decided alone."""
    count = case.scene.neighbours.namesakes(case.member, case.canonical)
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
    places = {key.path.rpartition("/")[0] for key in (case.member, case.canonical)}
    return len(places) > 1 and bool(mine and other) and mine.isdisjoint(other) and not case.kin.text


def _packages(case: Case) -> Judgement | None:
    """Packages made side by side, module by module and class by class, are for two things that are alike. What tests are
    built of is copied that way, too."""
    if case.cards[0].zone == Zone.TESTINFRA:
        return None
    count = case.scene.neighbours.counterparts(case.member, case.canonical)
    if count < _MANY or not case.are_both_used or case.kin.declared:
        return None
    here, there = (key.path.rpartition("/")[0] for key in (case.member, case.canonical))
    text = f"{here} and {there} stand side by side, with {count} classes of one name each"
    if case.copied >= _MUCH:
        return case.base(f"and {text}: give both one base that has it")
    return Judgement(KEEP, f"{text}: each is for its own", 0.6)


def _siblings(case: Case) -> Judgement | None:
    """`anthropic/autolog.py`, `gemini/autolog.py`, `mistral/autolog.py`, each with a `TracingSession`: one for each."""
    if case.cards[0].zone == Zone.TESTINFRA or case.kin.declared or bare(case.member) != bare(case.canonical):
        return None
    count = case.scene.neighbours.siblings(case.member, case.canonical)
    if count < _SIBLINGS or not case.are_modules_in_use:
        return None
    text = f"{count} folders side by side have a {bare(case.member)} in a module of that name"
    if case.is_worth_a_base:
        return case.base(f"and {text}: give both one base that has it")
    return Judgement(KEEP, f"{text}: each is for its own ({case.name})", 0.6)


def _plugins(case: Case) -> Judgement | None:
    """Modules of one package with a class of one name and base each are loaded by their names: no import tells of them."""
    folder, name = case.member.path.rpartition("/")[0], bare(case.member)
    if _is_convention(case):
        return Judgement(KEEP, f"{_MANY} and more modules of {folder} have a {name} each, which no import finds", 0.6)
    is_pair = folder == case.canonical.path.rpartition("/")[0] and name == bare(case.canonical)
    if not is_pair or case.cards[0].kind != "class" or case.kin.declared:
        return None
    if case.scene.neighbours.is_plugin(case.member) and case.kin.text < COPIED:
        return Judgement(KEEP, f"modules of {folder} are found by looking, and each brings a {name}", 0.6)
    count = case.scene.neighbours.namesakes_in(folder, name)
    shared = case.scene.interfaces(case.member) & case.scene.interfaces(case.canonical)
    if not shared or count < _PLUGINS:
        return None
    return Judgement(KEEP, f"{count} modules of {folder} have a {name} below {min(shared)} each, as plugins do", 0.7)


def _is_convention(case: Case) -> bool:
    """Whether modules of its folder have a class of that name each, and no import finds it or the other."""
    scene, card = case.scene, case.cards[0]
    count = scene.neighbours.namesakes_in(case.member.path.rpartition("/")[0], bare(case.member))
    is_found = any(key.path in scene.imported_paths for key in (case.member, case.canonical))
    return card.kind == "class" and card.zone == Zone.PRODUCTION and count >= _MANY and not is_found


EDITIONS = (
    _steps,
    _editions,
    _versions,
    _versions_of_modules,
    _platforms,
    _integrations,
    _siblings,
    _editions_for_products,
    _sides,
    _sets,
    _plugins,
)
"""What names and surroundings say; in this order."""
PLACES = (_packages,)
"""What only the place says: asked after what the classes say themselves."""
