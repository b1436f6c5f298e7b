"""Gives the facts of a tree by path and section, decoded when asked for: in memory are the outlines and little more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TypeVar

import msgspec

from archgraph.extract.cache import Cache
from archgraph.extract.entries import Entries
from archgraph.extract.shelf import Shelf
from archgraph.model.damaged import DAMAGED
from archgraph.model.expr import Record
from archgraph.model.facts.file import STORED, FileFacts
from archgraph.model.facts.outline import Folded, Outline
from archgraph.model.source import Problem

Section = TypeVar("Section", bound=Record)
Blobs = Sequence[bytes]
"""The encoded sections of one file, in the order of STORED."""

_decoder = cache(msgspec.msgpack.Decoder)
"""What decodes a section; made when the first is decoded."""

_ENCODE = msgspec.msgpack.Encoder().encode
_BATCH = 400


def encode(facts: FileFacts) -> list[bytes]:
    """What is stored of a file, as MessagePack; of a skeleton, which is folded as it is, its sections alone."""
    from archgraph.extract.folded import folded  # runs that find all in the cache do without

    sections = [_ENCODE(getattr(facts, name)) for name in FileFacts.__struct_fields__]
    return sections if facts.outline.unread else [*sections, _ENCODE(folded(facts.outline))]


def decode(kind: type[Section], blob: bytes) -> Section:
    """A section as it was encoded."""
    section: Section = _decoder(kind).decode(blob)
    return section


def folded_outlines(cache: Cache, entries: Mapping[str, int]) -> dict[str, Outline]:
    """The outlines of the files that the cache has whole, folded."""
    blobs: dict[int, bytes] = {}
    numbers = sorted(set(entries.values()))
    for start in range(0, len(numbers), _BATCH):
        blobs |= cache.sections(Folded, numbers[start : start + _BATCH])
    try:
        return {path: decode(Folded, blobs[number]) for path, number in entries.items() if number in blobs}
    except DAMAGED:
        return {}


class Store:
    """Facts of the files of a tree; a `FactStore` of the model.

    `outlines` by path; `problems` are what could not be read; `hits` counts the files that were not read again; `notes` are
    sentences for the reader.
    """

    def __init__(
        self,
        paths: Sequence[str],
        cache: Cache,
        entries: Mapping[str, int],
        held: Mapping[str, Blobs],
        reread: Callable[[str], Blobs],
        outlines: Mapping[str, Outline] = MappingProxyType({}),
    ) -> None:
        """`entries`: path → id in the cache; `held`: path → sections of files that are not in the cache. Either may have the
        outline alone: `reread` gives all sections of a file. `outlines`: those that need not be decoded."""
        self._paths = paths
        self._cache = cache
        self._entries = entries
        self._held = dict(held)
        self._reread = reread
        self.problems: tuple[Problem, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.hits = 0
        others = dict(self.sections(Outline, {path for path in paths if path not in outlines}))
        self.outlines = {path: outlines[path] if path in outlines else others[path] for path in paths}

    @property
    def shelf(self) -> Shelf:
        """Where later stages keep what is dear to compute."""
        return Shelf(self._cache)

    @property
    def entries(self) -> Entries:
        """What the cache has of the files."""
        return Entries(self._cache, self._entries)

    def section(self, path: str, kind: type[Section]) -> Section:
        """One section of one file; an empty section when the file failed."""
        if kind is Outline and path in self.outlines:
            return self.outlines[path]  # type: ignore[return-value]
        if path in self._held:
            return next(self._sections((path,), kind))[1]
        return self._decoded(path, kind, self._cache.section(kind, self._entries.get(path, -1)))

    def is_folded(self, path: str) -> bool:
        """Whether the `outlines` have less of the file than is known."""
        return isinstance(self.outlines.get(path), Folded)

    def unfolded(self, path: str) -> Outline:
        """The whole outline of a file, which is folded among the `outlines`."""
        return self._decoded(path, Outline, self._cache.section(Outline, self._entries.get(path, -1)))

    def torn(self, paths: Iterable[str]) -> dict[str, Outline]:
        """Of these files, whose functions were left unread: the outlines of those that turn out to be broken inside one. Other
        facts of such a file belong to its recovered outline, not to the one that is among the `outlines`."""
        unread = [path for path in paths if self.outlines[path].unread and not self.is_folded(path)]
        whole = {path: decode(Outline, self._whole(path)[0]) for path in sorted(unread)}
        return {path: outline for path, outline in whole.items() if outline.status is not self.outlines[path].status}

    def _whole(self, path: str) -> Blobs:
        """All sections of a file that is read again, once."""
        held = self._held.get(path, ())
        if len(held) < len(STORED):
            self._held[path] = held = self._reread(path)
        return held

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        """(path, section) of all files, or of those with the paths `of`, in the order they were listed. Sections in which
        the text `having` stands nowhere are not decoded."""
        paths = self._paths if of is None else [path for path in self._paths if path in of]
        for start in range(0, len(paths), _BATCH):
            yield from self._sections(paths[start : start + _BATCH], kind, having.encode())

    def _sections(
        self, paths: Sequence[str], kind: type[Section], having: bytes = b""
    ) -> Iterator[tuple[str, Section]]:
        number = STORED.index(kind)
        ids = {self._entries[path] for path in paths if path in self._entries}
        blobs = self._cache.sections(kind, sorted(ids))
        for path in paths:
            held = self._held.get(path)
            blob = blobs.get(self._entries.get(path, -1)) if held is None else next(iter(held[number:]), None)
            if blob is None or having in blob:
                yield path, self._decoded(path, kind, blob)

    def _decoded(self, path: str, kind: type[Section], blob: bytes | None) -> Section:
        """The section; the file is read again, once, when its entry is gone, damaged, or only an outline."""
        try:
            if blob is not None:
                return decode(kind, blob)
        except DAMAGED:
            pass
        self._held[path] = again = self._reread(path)
        return decode(kind, again[STORED.index(kind)])
