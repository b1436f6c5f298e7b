"""Classes as families compare them: in: the code base, MROs and roles; out: one Card per class that can have a rival."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain

from msgspec.structs import replace

from archgraph.analyses.families.names import core_words, singular
from archgraph.analyses.families.records import with_state
from archgraph.analyses.places import children
from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module, Origin
from archgraph.model.consolidation import Card
from archgraph.model.expr import Expr, Sequence
from archgraph.model.facts.scopes import BranchKind, ScopeKind
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import RoleRecord
from archgraph.model.source import Zone

_KINDS = ("enum", "exception", "protocol", "settings", "data")
"""Own roles, the first that a class has counts: an enum is never compared with a record."""
_PROSE = re.compile(
    r"and|are|can|class|for|from|has|have|into|its|that|the|this|to|use|used|using|when|which|will|with|all|any|each|not|only|one"
    r"|per|provides?|handles?|supports?|implementation|instance|object|base|main|based"
)
"""Words of docstrings that say nothing."""
_MACHINERY = frozenset({"model_config", "logger", "log"})
_GENERATED = re.compile(r"(^|/)(_?migrations|versions/[0-9a-f]{6,}_\w*|generated)(/|\.py$)|_pb2(_grpc)?\.py$")
_FOREIGN = re.compile(r"(^|/)(_?vendor(ed)?|third_?party|externals?|bundled)/")
"""Copies of other people's code: how it is written is not decided here."""
_TABLE = frozenset({"__tablename__", "__table__"})
_IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")
_WORD = re.compile(r"[A-Za-z]{3,}")

_GIVEN = re.compile(r"\b[A-Z]\w*[a-z]\w*\b")
"""A class name among type arguments: `T` and `ID` are type variables."""

Methods = tuple[tuple[str, tuple[str, ...], bool, int], ...]


def cards(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], roles: Mapping[ClassKey, RoleRecord]
) -> Mapping[ClassKey, Card]:
    """Cards in key order of all classes outside test modules that stand at module level, win and are no test classes."""
    wanted: dict[str, list[ClassRecord]] = {}
    for key, record in codebase.classes.items():
        if record.zone is not Zone.TEST and record.live and record.last and "pytest" not in roles[key].roles:
            wanted.setdefault(record.path, []).append(record)
    imported = _imported(codebase)
    found: dict[ClassKey, Card] = {}
    for path, records in wanted.items():
        if _GENERATED.search(path) or _FOREIGN.search(path):
            continue
        module = codebase.modules[path]
        inside = children(module)
        docs = {fact.scope: fact.docstring for fact in module.outline.classes}
        bound = _bound_in(module, {record.scope for record in records})
        place = frozenset(_place(module.module))
        for record in records:
            if module.outline.scopes[record.scope].parent or _stands_in(module, record.scope):
                continue
            role = roles[record.key]
            core = core_words(record.name)
            card = Card(
                key=record.key,
                core=core,
                head=core[-1] if core else "",
                kind=_kind(record, role, bound[record.scope]),
                double=role.double,
                service=record.service,
                zone=str(record.zone),
                methods=_methods(module, inside.get(record.scope, ())),
                fields=_fields(bound[record.scope]),
                inherited=(),
                docs=frozenset(_telling(docs.get(record.scope, ""))),
                place=place,
                collaborators=imported.get(path, frozenset()),
                about=_about(record),
            )
            found[record.key] = with_state(card, codebase)
    handed_down = cache(partial(_handed_down, codebase))
    return {key: _with_inherited(found[key], mros, codebase, handed_down) for key in sorted(found)}


def _stands_in(module: Module, scope: int) -> bool:
    """Whether it is there for where an import fails: what it takes the place of is imported from elsewhere."""
    branches = module.outline.branches
    branch = module.outline.scopes[scope].branch
    while branch:
        if branches[branch].kind is BranchKind.EXCEPT and _names_import_errors(branches[branch].test):
            return True
        branch = branches[branch].parent
    return False


def _names_import_errors(test: Expr) -> bool:
    return any(name in _IMPORT_ERRORS for name in (test.items if isinstance(test, Sequence) else (test,)))


def _about(record: ClassRecord) -> frozenset[str]:
    """The classes that its generic bases are given, type variables apart."""
    given = (match for base in record.bases for match in _GIVEN.findall(base.partition("[")[2]))
    return frozenset(given)


def _bound_in(module: Module, scopes: Collection[int]) -> Mapping[int, list[str]]:
    """Scope → the names that its own statements bind, in source order."""
    found: dict[int, list[str]] = {scope: [] for scope in scopes}
    for binding in module.outline.bindings:
        if binding.scope in found:
            found[binding.scope].append(binding.name)
    return found


def _kind(record: ClassRecord, role: RoleRecord, bound: Collection[str]) -> str:
    """A row of a database is no message, though both are data; what is called an interface is one."""
    found = next((kind for kind in _KINDS if kind in role.roles), "class")
    if found == "class" and lower_words(record.name)[-1:] in (("interface",), ("protocol",)):
        return "protocol"
    return "row" if found == "data" and not _TABLE.isdisjoint(bound) else found


def _methods(module: Module, inside: tuple[int, ...]) -> Methods:
    scopes = (module.outline.scopes[index] for index in inside)
    return tuple((s.name, s.parameters, s.is_async, s.line) for s in scopes if s.kind is ScopeKind.FUNCTION)


def _fields(bound: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in bound if not name.startswith("__") and name not in _MACHINERY))


def _place(module: str) -> Iterator[str]:
    for part in module.split("."):
        yield from map(singular, lower_words(part))


def _telling(docstring: str) -> Iterator[str]:
    return filter(None, map(_telling_word, _WORD.findall(docstring[:400])))


@lru_cache(maxsize=1 << 15)
def _telling_word(word: str) -> str:
    """The word in lower case and without a plural s; "" for one that says nothing."""
    lower = singular(word.lower())
    return "" if _PROSE.fullmatch(lower) else lower


def _imported(codebase: Codebase) -> Mapping[str, frozenset[str]]:
    """Path → what the module takes from the code base: `module.Name`, or the module."""
    found: dict[str, set[str]] = {}
    for edge in codebase.imports:
        if edge.scope is Origin.INTERNAL:
            names = edge.names or (edge.imported.rpartition(".")[2],)
            found.setdefault(edge.path, set()).update(names)
    return {path: frozenset(names) for path, names in found.items()}


HandedDown = tuple[tuple[str, ...], bool]
"""The public methods and fields that a class gives to those below it, and whether it is a row of a database."""


def _handed_down(codebase: Codebase, key: ClassKey) -> HandedDown:
    """What a class hands down. Looked up once: a base can have hundreds below it."""
    module, scope = codebase.modules[key.path], codebase.classes[key].scope
    scopes, bound = module.outline.scopes[scope:], _bound_in(module, (scope,))[scope]
    own = [s.name for s in scopes if s.parent == scope and s.kind is ScopeKind.FUNCTION]
    return tuple(name for name in (*own, *bound) if not name.startswith("_")), not _TABLE.isdisjoint(bound)


def _with_inherited(
    card: Card,
    mros: Mapping[ClassKey, Mro],
    codebase: Codebase,
    handed_down: Callable[[ClassKey], HandedDown],
) -> Card:
    """The card with the public methods and fields that ancestors of the code base add."""
    mro = mros.get(card.key)
    ancestors = mro.ancestors[1:] if mro else ()
    above = [handed_down(a.key) for a in ancestors if a.key is not None and a.key in codebase.classes]
    if not above:
        return card
    names = dict.fromkeys(chain.from_iterable(each for each, _ in above))
    is_row = card.kind == "row" or any(is_row for _, is_row in above)
    kind = "row" if is_row and card.kind in ("class", "data") else card.kind
    return replace(card, inherited=tuple(names), kind=kind)
