"""Who still uses what is to go: in: the rows of legacy.csv; out: the same rows with the number of modules that use their subject.

A dotted name is used by the modules that import it, a key (of a configuration, of an API) by the modules in which a string
literal is that key, and a method whose name no other function has by the modules that call it. Of anything else the number is
not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

import msgspec

from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase
from archgraph.model.facts.uses import Uses
from archgraph.model.memory import ByFile, Work
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.results.strings import StringUse, standing
from archgraph.model.source import Row

_NAMED = frozenset({"file", "class", "function", "deprecation", "sunset"})
_KEY = re.compile(r"[A-Za-z][\w./:-]{3,}")
"""A subject that can be looked for as a literal: no sentence, and no word as short as "id"."""


class Caller(Row, frozen=True):
    """A file that calls a method of that name."""

    method: str
    path: str


def with_callers(
    codebase: Codebase, rows: Iterable[LegacyItem], strings: Iterable[StringUse], by_file: ByFile
) -> Iterator[LegacyItem]:
    """The rows; `callers` is None where it cannot be told."""
    listed = tuple(rows)
    subjects = {row.subject for row in listed if row.kind in _NAMED and row.subject}
    importable = {name for name in subjects if _is_importable(codebase, name)}
    keys = {
        name
        for name in subjects - importable
        if _KEY.fullmatch(name) and name.partition(".")[0] not in codebase.by_name
    }
    methods = _only_ones(codebase, subjects - importable - keys)
    found = _importers(codebase, importable) | _mentions(strings, keys) | _callers(codebase, methods, by_file)
    said_in = _declared_in(listed)
    for row in listed:
        users = found.get(row.subject) if row.kind in _NAMED else None
        if users is None:
            yield row
        else:
            own = said_in.get(row.subject, set()) if row.subject in keys else {row.path}
            yield msgspec.structs.replace(row, callers=len(users - own))


def _is_importable(codebase: Codebase, name: str) -> bool:
    return name in codebase.by_name or name.rpartition(".")[0] in codebase.by_name


def _importers(codebase: Codebase, names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    homes = {name.rpartition(".")[0] for name in found}
    for edge in codebase.imports:
        if edge.imported in found:
            found[edge.imported].add(edge.path)
        for name in edge.names if edge.imported in homes else ():
            if (dotted := f"{edge.imported}.{name}") in found:
                found[dotted].add(edge.path)
    return found


def _mentions(strings: Iterable[StringUse], keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in keys}
    for use in standing(strings, found):
        found[use.value].update(path for path, _ in use.places)
    return found


def _only_ones(codebase: Codebase, subjects: set[str]) -> dict[str, str]:
    """Name of a method → the subject, for methods whose name no other function of the code base has."""
    names = {last_name(subject): subject for subject in subjects if subject.partition(".")[0] in codebase.by_name}
    counts: Counter[str] = Counter()
    for module in codebase.modules.values() if names else ():
        counts.update(scope.name for scope in module.outline.scopes if scope.name in names)
    return {name: subject for name, subject in names.items() if counts[name] == 1 and not name.startswith("__")}


def _callers(codebase: Codebase, methods: Mapping[str, str], by_file: ByFile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {subject: set() for subject in methods.values()}
    if methods:
        for row in by_file(
            Work("callers", Caller, partial(_calling, codebase, tuple(methods)), rests_on=sorted(methods))
        ):
            found[methods[row.method]].add(row.path)
    return found


def _calling(codebase: Codebase, methods: tuple[str, ...], paths: Collection[str]) -> Iterator[tuple[str, Caller]]:
    names = frozenset(methods)
    for path, section in codebase.facts.sections(Uses, paths):
        called = {last_name(func) for func in {call.func for call in section.calls} if func.endswith(methods)}
        yield from ((path, Caller(name, path)) for name in sorted(called & names))


def _declared_in(rows: Iterable[LegacyItem]) -> Mapping[str, set[str]]:
    """Subject → the files that say when it goes: they are no callers."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.sunset:
            found.setdefault(row.subject, set()).add(row.path)
    return found
