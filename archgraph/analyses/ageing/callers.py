"""Who still uses what is to go: in: the rows of legacy.csv; out: the same rows with the number of modules that use their subject.

A dotted name is used by the modules that import it, a key (of a configuration, of an API) by the modules in which a string
literal is that key. Of anything else, a method for one, the number is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from archgraph.model.codebase import Codebase
from archgraph.model.results import LegacyItem, StringUse

_NAMED = frozenset({"file", "class", "function", "deprecation", "sunset"})
_KEY = re.compile(r"[A-Za-z][\w./:-]{3,}")
"""A subject that can be looked for as a literal: no sentence, and no word as short as "id"."""


def with_callers(codebase: Codebase, rows: Iterable[LegacyItem], strings: Iterable[StringUse]) -> Iterator[LegacyItem]:
    """The rows; `callers` is None where it cannot be told."""
    listed = tuple(rows)
    subjects = {row.subject for row in listed if row.kind in _NAMED and row.subject}
    importable = {name for name in subjects if _is_importable(codebase, name)}
    keys = {
        name
        for name in subjects - importable
        if _KEY.fullmatch(name) and name.partition(".")[0] not in codebase.by_name
    }
    found = _importers(codebase, importable) | _mentions(strings, keys)
    said_in = _declared_in(listed)
    for row in listed:
        users = found.get(row.subject) if row.kind in _NAMED else None
        if users is None:
            yield row
        else:
            own = {row.path} if row.subject in importable else said_in[row.subject]
            yield msgspec.structs.replace(row, callers=len(users - own))


def _is_importable(codebase: Codebase, name: str) -> bool:
    return name in codebase.by_name or name.rpartition(".")[0] in codebase.by_name


def _importers(codebase: Codebase, names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for edge in codebase.imports:
        if edge.imported in found:
            found[edge.imported].add(edge.path)
        for name in edge.names:
            if (dotted := f"{edge.imported}.{name}") in found:
                found[dotted].add(edge.path)
    return found


def _mentions(strings: Iterable[StringUse], keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in keys}
    if found:
        for use in strings:
            if use.value in found:
                found[use.value].add(use.path)
    return found


def _declared_in(rows: Iterable[LegacyItem]) -> Mapping[str, set[str]]:
    """Subject → the files that say when it goes: they are no callers."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.sunset:
            found.setdefault(row.subject, set()).add(row.path)
    return found
