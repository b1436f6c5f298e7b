"""Production logic written again in tests: in: the code base, its clones and roles; out: the rows of test_duplicates.csv.

Two things count: members of test code in a clone cluster that production code is in, too; and functions and classes of tests with
the telling name of one in production (`validate_order`, `OrderManager`). `delegates`: the test's own version calls or inherits
from the production one, so the logic stands in one place only. Constructors that take the same things, and protocols and
interfaces, which have no code, are no logic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archgraph.analyses.places import symbol_of
from archgraph.analyses.rewrites.delegation import Delegation
from archgraph.analyses.rewrites.telling import telling_names
from archgraph.analyses.words import last_name, lower_words
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.facts.fingerprints import Fingerprint, Fingerprints
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.memory import ByFile, afresh
from archgraph.model.results.duplicates import CloneMember, TestDuplicate
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import RoleRecord
from archgraph.model.source import Zone

_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})
_STATEMENTS, _NAMESAKES = 3, 2
"""Least statements, most production functions of that name: with more, the name tells nothing."""
_SURE_WORDS, _ALIKE = 3, 0.25
"""A name of so many words tells by itself; functions with shorter ones must share so many statements."""
_SKETCH_BYTES = 3
_CLONE = 0.5
"""Members of a cluster may be copies of each other and hardly of its first: those are left out below."""
_NO_LOGIC = frozenset({"pytest", "exception", "enum", "protocol", "data", "settings"})
"""Roles of classes that cannot be a rewrite of a Manager or Service."""


class _Piece(NamedTuple):
    """A function or class: its module, its scope's number, and its fingerprint."""

    module: Module
    print: Fingerprint

    @property
    def name(self) -> str:
        return self.module.outline.scopes[self.print.scope].name

    @property
    def line(self) -> int:
        return self.module.outline.scopes[self.print.scope].line


def rewrites(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    roles: Mapping[ClassKey, RoleRecord],
    clones: Iterable[CloneMember],
    by_file: ByFile | None = None,
) -> tuple[TestDuplicate, ...]:
    """All rows, sorted by the test's place."""
    delegation = Delegation(codebase, mros)
    found: dict[tuple[str, int], TestDuplicate] = {}
    bare = {key.class_ for key, record in roles.items() if "protocol" in record.roles}
    named = _of_names(codebase, roles, delegation, by_file or afresh(codebase))
    for row in (*_of_clones(codebase, clones, delegation), *named):
        if bare.isdisjoint((row.production, row.production.rpartition(".")[0])):
            found.setdefault((row.path, row.line), row)
    return tuple(sorted(found.values(), key=lambda row: (row.path, row.line, row.test)))


def _of_clones(codebase: Codebase, clones: Iterable[CloneMember], delegation: Delegation) -> Iterator[TestDuplicate]:
    clusters: dict[str, list[CloneMember]] = {}
    for member in clones:
        clusters.setdefault(member.cluster, []).append(member)
    for members in clusters.values():
        zones = [codebase.modules[member.path].zone for member in members]
        original = next((m for m, zone in zip(members, zones, strict=True) if zone is Zone.PRODUCTION), None)
        if original is None:
            continue
        for member, zone in zip(members, zones, strict=True):
            name = last_name(member.member).lower()
            is_logic = not name.startswith("test") and name != "__init__"
            if zone in _TESTS and is_logic and member.similarity >= _CLONE:
                yield _of_clone(codebase, member, original, delegation)


def _of_clone(codebase: Codebase, member: CloneMember, original: CloneMember, delegation: Delegation) -> TestDuplicate:
    kind = "class" if member.kind == "class" else "function"
    line, first = _line(codebase, member), _line(codebase, original)
    delegates = delegation.found(codebase.modules[member.path], line, kind, original.member)
    similarity = min(member.similarity, 1.0)
    place = (original.member, original.path, first)
    return TestDuplicate(member.member, member.path, line, *place, similarity, kind, delegates, "clone")


def _line(codebase: Codebase, member: CloneMember) -> int:
    """The line of `def` or `class`, which decorators stand above."""
    scopes = codebase.modules[member.path].outline.scopes
    return next((scope.line for scope in scopes[1:] if scope.start_line == member.start_line), member.start_line)


def _of_names(
    codebase: Codebase, roles: Mapping[ClassKey, RoleRecord], delegation: Delegation, by_file: ByFile
) -> Iterator[TestDuplicate]:
    own = {(key.path, key.line): roles[key] for key in roles}
    known, tested = _named_pieces(codebase, by_file)
    for piece in tested:
        originals = known.get(_key(piece), ())
        if not 0 < len(originals) <= _NAMESAKES:
            continue
        original = max(originals, key=lambda each: _similarity(piece.print, each.print))
        if not _tells(piece, original):
            continue
        role = own.get((piece.module.path, piece.line))
        if role is not None and not _NO_LOGIC.isdisjoint(role.roles):
            continue
        yield _of_name(piece, original, originals, delegation)


def _tells(piece: _Piece, original: _Piece) -> bool:
    """Whether the name, or the code, says that both do the same."""
    is_class = _key(piece)[0] == "class"
    return is_class or len(lower_words(piece.name)) >= _SURE_WORDS or _similarity(piece.print, original.print) >= _ALIKE


def _of_name(piece: _Piece, original: _Piece, originals: Iterable[_Piece], delegation: Delegation) -> TestDuplicate:
    """The row of a piece and the nearest of its namesakes; it may hand over to any of them."""
    kind = _key(piece)[0]
    production = symbol_of(original.module, original.print.scope)
    place = (symbol_of(piece.module, piece.print.scope), piece.module.path, piece.line)
    symbols = (symbol_of(each.module, each.print.scope) for each in originals)
    delegates = any(delegation.found(piece.module, piece.line, kind, symbol) for symbol in symbols)
    similarity = round(_similarity(piece.print, original.print), 3)
    return TestDuplicate(*place, production, original.module.path, original.line, similarity, kind, delegates, "name")


def _named_pieces(codebase: Codebase, by_file: ByFile) -> tuple[Mapping[tuple[str, str], list[_Piece]], list[_Piece]]:
    """Pieces of production by kind and name, and those of tests; only names that stand on both sides are looked at."""
    production, tests = telling_names(codebase, by_file)
    names = {name for name in production.keys() & tests.keys() if len(production[name]) <= _NAMESAKES}
    known = {name: list(_pieces(codebase, production[name])) for name in sorted(names)}
    wanted = [piece for name in sorted(names) for piece in _pieces(codebase, tests[name])]
    return known, wanted


def _pieces(codebase: Codebase, places: Iterable[tuple[Module, int]]) -> Iterator[_Piece]:
    for module, index in places:
        for print_ in codebase.facts.section(module.path, Fingerprints).prints:
            if print_.scope == index and print_.statements >= _STATEMENTS:
                yield _Piece(module, print_)


def _key(piece: _Piece) -> tuple[str, str]:
    is_class = piece.module.outline.scopes[piece.print.scope].kind is ScopeKind.CLASS
    return "class" if is_class else "function", piece.name.lstrip("_")


def _similarity(one: Fingerprint, two: Fingerprint) -> float:
    """The share of common statements (Dice); of classes, whose statements are not kept, only equal syntax tells."""
    if one.shape and one.shape == two.shape:
        return 1.0
    left, right = _statements(one), _statements(two)
    shared = sum(min(count, right.get(statement, 0)) for statement, count in left.items())
    total = sum(left.values()) + sum(right.values())
    return 2 * shared / total if total else 0.0


def _statements(print_: Fingerprint) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for start in range(0, len(print_.sketch), _SKETCH_BYTES):
        statement = print_.sketch[start : start + _SKETCH_BYTES]
        found[statement] = found.get(statement, 0) + 1
    return found
