"""Which files an edit reaches: in: a code base and what its files said before; out: the files whose rows may be others now.

Reached are the files that changed, those in which a name stands that means something else since, on from name to name,
and those of ancestors and descendants of their classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from archgraph.analyses.clones.outlook import inheritance
from archgraph.extract.entries import Entries
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts.outline import Outline
from archgraph.model.results.mro import Mro
from archgraph.pipeline.face import changed_names, names_using

_MOST_FILES = 100
_MOST_NAMES = 10
"""More are not followed: looking for them would cost what it saves."""


class Reached:
    """Answers for one code base, from any earlier state of it."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro], entries: Entries) -> None:
        self._codebase = codebase
        self._mros = mros
        self._entries = entries
        self._users: dict[str, frozenset[str]] = {}
        self._known: dict[frozenset[tuple[str, int]], frozenset[str] | None] = {}

    @cached_property
    def inheritance(self) -> bytes:
        """A digest of who inherits from whom; b"" when it cannot be told."""
        return inheritance(self._codebase)

    def since(self, changed: Mapping[str, int]) -> frozenset[str] | None:
        """`changed`: path → the entry of what the file said before. None when it may be any file."""
        key = frozenset(changed.items())
        if key not in self._known:
            self._known[key] = self._since(changed)
        return self._known[key]

    def _since(self, changed: Mapping[str, int]) -> frozenset[str] | None:
        if len(changed) > _MOST_FILES:
            return None
        names: set[str] = set()
        for path, entry in changed.items():
            before = self._entries.section(entry, Outline)
            seen = changed_names(before, self._outline(path)) if before else None
            if seen is None:
                return None
            names |= seen
        files = self._followed(set(changed), names)
        return None if files is None else frozenset(files | self._relatives(files))

    def _followed(self, files: set[str], names: set[str]) -> set[str] | None:
        """The files, and those where one of the names stands, or one whose meaning changes with it."""
        fresh = set(names)
        while fresh:
            if len(names) > _MOST_NAMES:
                return None
            for name in fresh:
                files |= self._having(name)
            if len(files) > _MOST_FILES:
                return None
            using = [names_using(self._outline(path), fresh) for path in files]
            if None in using:
                return None
            fresh = {name for found in using for name in found or ()} - names
            names |= fresh
        return files

    def _having(self, name: str) -> frozenset[str]:
        found = self._users.get(name)
        if found is None:
            entries = self._entries.having(name)
            numbers = self._entries.numbers.items()
            found = self._users[name] = frozenset([path for path, entry in numbers if entry in entries])
        return found

    def _relatives(self, files: Iterable[str]) -> set[str]:
        """The files of ancestors and descendants of the classes in the files."""
        inside = frozenset(files)
        found: set[str] = set()
        for key, mro in self._mros.items():
            above = [each.key.path for each in mro.ancestors if each.key]
            if key.path in inside:
                found.update(above)
            elif not inside.isdisjoint(above):
                found.add(key.path)
        return found & self._codebase.modules.keys()

    def _outline(self, path: str) -> Outline:
        return self._codebase.modules[path].outline
