"""What tests replace: in: the code base; out: for each test file, how often it patches internal logic and what lies outside.

`patch("shop.cart.requests.get")` replaces requests, wherever it is named: what the module took from elsewhere is looked up.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from archgraph.model.codebase import Codebase, Module, Origin, Target
from archgraph.model.facts.uses import Uses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.source import Row, Zone

_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})
_OBJECT = (".object", ".multiple")
_KINDS = frozenset({"class", "module", "function"})
_TALKING = frozenset(
    {"smtplib", "socket", "urllib", "http", "ftplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "ssl", "subprocess"}
)
"""Modules of the standard library behind which others answer."""


class Mocks(Row, frozen=True):
    """The patches of a test file: dotted target → how often. `outside`: packages that are not of the code base, and modules of
    the standard library that talk to others (smtplib, subprocess); the rest of it (time, files) is in none of the two."""

    path: str
    line: int
    """Of the first patch of internal logic, else of the first of all."""
    internal: dict[str, int]
    outside: dict[str, int]


def mocks(codebase: Codebase, by_file: ByFile | None = None) -> tuple[Mocks, ...]:
    """Of all test files that patch something, in the order of the files."""
    return tuple((by_file or afresh(codebase))(Work("mocks", Mocks, partial(_in_files, codebase))))


def _in_files(codebase: Codebase, paths: Collection[str]) -> Iterator[tuple[str, Mocks]]:
    tests = {path for path in paths if codebase.modules[path].zone in _TESTS}
    for path, uses in codebase.facts.sections(Uses, tests, having="patch"):  # most test files patch nothing
        found = _of_file(codebase, codebase.modules[path], uses)
        if found is not None:
            yield path, found


def _of_file(codebase: Codebase, module: Module, uses: Uses) -> Mocks | None:
    internal: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    lines: dict[bool, int] = {}
    for name, line, is_internal in _targets(codebase, module, uses):
        (internal if is_internal else outside)[name] += 1
        lines.setdefault(is_internal, line)
    if not lines:
        return None
    return Mocks(module.path, lines.get(True, lines.get(False, 0)), internal, outside)


def _targets(codebase: Codebase, module: Module, uses: Uses) -> Iterator[tuple[str, int, bool]]:
    """(dotted name, line, whether it is internal) of every patch that counts."""
    for mention in uses.mentions:
        if mention.what == "patch":
            is_internal = _of_text(codebase, mention.name)
            if is_internal is not None:
                yield mention.name, mention.line, is_internal
    for call in uses.calls:
        if "patch" in call.func and call.func.endswith(_OBJECT) and call.args and isinstance(call.args[0], str):
            target = codebase.names.resolve(module.path, call.scope, call.args[0])
            is_internal = _of_target(target) if target.kind in _KINDS else None
            if is_internal is not None and not _is_of_tests(codebase, target):
                yield target.name, call.line, is_internal


def _of_target(target: Target) -> bool | None:
    """Whether what is replaced is internal; None when it counts as neither."""
    if target.scope is Origin.INTERNAL:
        return True
    is_known = target.scope is Origin.EXTERNAL or target.name.partition(".")[0] in _TALKING
    return False if is_known else None


def _is_of_tests(codebase: Codebase, target: Target) -> bool:
    record = codebase.classes.get(target.key) if target.key else None
    path = record.path if record else codebase.by_name.get(target.name)
    return path is not None and codebase.modules[path].zone in _TESTS


def _of_text(codebase: Codebase, name: str) -> bool | None:
    """The longest module of the code base in front of a dotted text, then what that module understands by the rest."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        path = codebase.by_name.get(".".join(parts[:end]))
        if path is not None:
            if codebase.modules[path].zone in _TESTS:
                return None
            rest = ".".join(parts[end:])
            target = codebase.names.resolve(path, 0, rest) if rest else None
            outside = target is not None and target.scope in (Origin.EXTERNAL, Origin.STDLIB)
            return _of_target(target) if target is not None and outside else True
    is_plain = parts[0] in sys.stdlib_module_names and parts[0] not in _TALKING
    return None if is_plain else False
