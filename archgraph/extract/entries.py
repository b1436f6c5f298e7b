"""What the cache has of a tree: in: the entry of each file; out: sections of any entry, also of those that an earlier run saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from archgraph.extract.cache import Cache
from archgraph.model.expr import Record

Section = TypeVar("Section", bound=Record)


class Entries:
    """`numbers`: path → the entry that holds what the file says now; equal numbers are equal bytes."""

    def __init__(self, cache: Cache, numbers: Mapping[str, int]) -> None:
        self._cache = cache
        self.numbers = numbers

    def section(self, entry: int, kind: type[Section]) -> Section | None:
        """A section of an entry; None when it is gone or damaged."""
        blob = self._cache.sections(kind, [entry]).get(entry)
        try:
            return None if blob is None else msgspec.msgpack.decode(blob, type=kind)
        except msgspec.MsgspecError:
            return None

    def having(self, text: str) -> set[int]:
        """The entries in whose facts, fingerprints left out, the text stands."""
        return self._cache.having(text.encode("utf-8", "replace")).intersection(self.numbers.values())
