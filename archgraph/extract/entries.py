"""What the cache has of a tree: in: the entry of each file; out: sections of any entry, also of those that an earlier run saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from archgraph.extract.cache import Cache
from archgraph.model.expr import Record
from archgraph.model.facts.file import SECTIONS
from archgraph.model.facts.fingerprints import Fingerprints

Section = TypeVar("Section", bound=Record)
_BATCH = 500


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
        wanted, numbers = text.encode("utf-8", "replace"), sorted(set(self.numbers.values()))
        found: set[int] = set()
        for kind in SECTIONS:
            for start in range(0, len(numbers) if kind is not Fingerprints else 0, _BATCH):
                blobs = self._cache.sections(kind, numbers[start : start + _BATCH])
                found.update([number for number, blob in blobs.items() if wanted in blob])
        return found
