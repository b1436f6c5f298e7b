"""Facts that were asked for a moment ago: in: a store; out: the same facts, each section decoded once for several questions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from typing import TypeVar

from archgraph.model.codebase import FactStore
from archgraph.model.expr import Record

Section = TypeVar("Section", bound=Record)

KEPT = 256
"""Sections that are kept decoded, the last ones: an analysis asks for those of one file again and again."""


class Recent:
    """A `FactStore` of the model over another one."""

    def __init__(self, store: FactStore, kept: int = KEPT) -> None:
        self._store = store
        self._kept = kept
        self._sections: OrderedDict[tuple[str, type[Record]], Record] = OrderedDict()

    def section(self, path: str, kind: type[Section]) -> Section:
        """One section of one file."""
        found = self._sections.get((path, kind))
        if isinstance(found, kind):
            self._sections.move_to_end((path, kind))
            return found
        section = self._store.section(path, kind)
        if len(self._sections) >= self._kept:
            self._sections.popitem(last=False)  # of a plain dict, the first key is found past all that were deleted
        self._sections[path, kind] = section
        return section

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """(path, section) of all files, or of those with the paths `of`, in order; `having`: see `FactStore`."""
        return self._store.sections(kind, of, having)

    def forget(self) -> None:
        """Let go of all that is kept."""
        self._sections.clear()
