"""What the cache has of a tree: in: the entry of each file; out: sections of any entry, also of those that an earlier run saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from archgraph.extract.cache import Cache
from archgraph.model.damaged import DAMAGED
from archgraph.model.expr import Record
from archgraph.model.facts.file import SECTIONS
from archgraph.model.facts.fingerprints import Fingerprints

Section = TypeVar("Section", bound=Record)
_BATCH = 500
_BEGIN = rb"(?:(?<![A-Za-z0-9_])|(?<=\xd9.)|(?<=\xda..)|(?<=\xdb....))"
"""No letter stands before, but one may be the length of a text in MessagePack (str 8, 16, 32)."""


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
        except DAMAGED:
            return None

    def having(self, name: str) -> set[int]:
        """The entries in whose facts, fingerprints left out, a name stands that begins like this one; no other is left out
        that has it, maybe behind a dot."""
        wanted, numbers = name.encode("utf-8", "replace"), sorted(set(self.numbers.values()))
        begins = re.compile(_BEGIN + re.escape(wanted), re.DOTALL)
        found: set[int] = set()
        for kind in SECTIONS:
            for start in range(0, len(numbers) if kind is not Fingerprints else 0, _BATCH):
                blobs = self._cache.sections(kind, numbers[start : start + _BATCH])
                found.update([number for number, blob in blobs.items() if wanted in blob and begins.search(blob)])
        return found
