"""Classes as families compare them: in: the code base, MROs and roles; out: one Card per class that can have a rival."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

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
        place = frozenset(_place(module.module))
        for record in records:
            if module.outline.scopes[record.scope].parent or _stands_in(module, record.scope):
                continue
            role = roles[record.key]
            card = Card(
                key=record.key,
                core=core_words(record.name),
                head=core_words(record.name)[-1] if core_words(record.name) else "",
                kind=_kind(module, record, role),
                double=role.double,
                service=record.service,
                zone=str(record.zone),
                methods=_methods(module, inside.get(record.scope, ())),
                fields=_fields(module, record.scope),
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


def _kind(module: Module, record: ClassRecord, role: RoleRecord) -> str:
    """A row of a database is no message, though both are data; what is called an interface is one."""
    found = next((kind for kind in _KINDS if kind in role.roles), "class")
    if found == "class" and lower_words(record.name)[-1:] in (("interface",), ("protocol",)):
        return "protocol"
    bound = {b.name for b in module.outline.bindings if b.scope == record.scope} if found == "data" else ()
    return found if _TABLE.isdisjoint(bound) else "row"


def _methods(module: Module, inside: tuple[int, ...]) -> Methods:
    scopes = (module.outline.scopes[index] for index in inside)
    return tuple((s.name, s.parameters, s.is_async, s.line) for s in scopes if s.kind is ScopeKind.FUNCTION)


def _fields(module: Module, scope: int) -> tuple[str, ...]:
    names = (binding.name for binding in module.outline.bindings if binding.scope == scope)
    return tuple(dict.fromkeys(name for name in names if not name.startswith("__") and name not in _MACHINERY))


def _place(module: str) -> Iterator[str]:
    for part in module.split("."):
        yield from map(singular, lower_words(part))


def _telling(docstring: str) -> Iterator[str]:
    for word in _WORD.findall(docstring[:400]):
        lower = singular(word.lower())
        if not _PROSE.fullmatch(lower):
            yield lower


def _imported(codebase: Codebase) -> Mapping[str, frozenset[str]]:
    """Path → what the module takes from the code base: `module.Name`, or the module."""
    found: dict[str, set[str]] = {}
    for edge in codebase.imports:
        if edge.scope is Origin.INTERNAL:
            names = edge.names or (edge.imported.rpartition(".")[2],)
            found.setdefault(edge.path, set()).update(names)
    return {path: frozenset(names) for path, names in found.items()}


HandedDown = tuple[tuple[str, ...], bool]
"""Public names of a class, methods first, and whether it says which table its rows stand in."""


def _with_inherited(
    card: Card, mros: Mapping[ClassKey, Mro], codebase: Codebase, handed_down: Callable[[ClassKey], HandedDown]
) -> Card:
    """The card with the public methods and fields that ancestors of the code base add."""
    mro = mros.get(card.key)
    above = [a.key for a in mro.ancestors[1:] if a.key in codebase.classes] if mro else []
    if not above:
        return card
    names: dict[str, None] = {}
    is_row = card.kind == "row"
    for key in above:
        assert key is not None
        public, sets_table = handed_down(key)
        is_row |= sets_table
        names.update(dict.fromkeys(public))
    kind = "row" if is_row and card.kind in ("class", "data") else card.kind
    return replace(card, inherited=tuple(names), kind=kind)


def _handed_down(codebase: Codebase, key: ClassKey) -> HandedDown:
    """What a class hands down to those below it. Looked up once: a base can have hundreds."""
    record, outline = codebase.classes[key], codebase.modules[key.path].outline
    scopes = outline.scopes[record.scope :]
    own = [s.name for s in scopes if s.parent == record.scope and s.kind is ScopeKind.FUNCTION]
    bound = [b.name for b in outline.bindings if b.scope == record.scope]
    public = tuple(dict.fromkeys(name for name in (*own, *bound) if not name.startswith("_")))
    return public, not _TABLE.isdisjoint(bound)
