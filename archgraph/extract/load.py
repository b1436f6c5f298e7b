"""Takes the path of a source outside the code base and gives its outline, from the cache when the file is unchanged."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from archgraph.content import content_of
from archgraph.extract.cache import OUTLINED, Cache, Extent, Seen
from archgraph.extract.lookup import is_unchanged
from archgraph.extract.place import cache_file
from archgraph.extract.store import decode, encode
from archgraph.model.damaged import DAMAGED
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Outline, Status
from archgraph.model.settings import Settings
from archgraph.surroundings import in_ci

_KEPT = 16
"""Files whose lines are kept: functions of one file are asked for one after the other."""


class Loader:
    """Reads single files for their outlines; each file is read once, and shared by all code bases through the cache."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_file_bytes
        self._trusts_times = not in_ci()
        self._cache = Cache(cache_file(settings)[0])
        self._outlines: dict[Path, Outline | None] = {}
        self._lines = lru_cache(_KEPT)(_lines)

    def load(self, path: Path) -> Outline | None:
        """The outline of the file, it may be without bodies of functions (`Outline.unread`); None when it cannot be read."""
        if path not in self._outlines:
            self._outlines[path] = self._load(path)
        return self._outlines[path]

    def function(self, folder: Path, path: str, first: int, last: int) -> Outline | None:
        """The outline of one function alone, by its first and last line in a file, whose `path` may be relative to `folder`;
        None when it is not there any more."""
        lines = self._lines(folder / path)[first - 1 : last]
        if not lines:
            return None
        source = "\n".join(lines)
        key = self._cache.key(f"{first}\n{source}".encode("utf-8", "replace"), "", Extent.FUNCTION)
        return self._kept([key], lambda: _read_function(source, first))[0]

    @property
    def asked(self) -> tuple[Path, ...]:
        """The files that were asked for, sorted: what a result depends on outside the code base."""
        return tuple(sorted(self._outlines))

    def _load(self, path: Path) -> Outline | None:
        name = str(path)
        try:
            status = os.stat(name)
            known = self._cache.external(name) if self._trusts_times else None
            if known is not None and is_unchanged(known[1], known[0], status):
                outline = _decoded(known[2])
                if outline is not None:
                    return outline
            if status.st_size > self._limit:
                return None
            data = content_of(path)
        except (OSError, ValueError):
            return None
        keys = [self._cache.key(data, name, extent) for extent in OUTLINED]
        outline, entry = self._kept(keys, lambda: _read_skeleton(data, name))
        if entry is not None:
            self._cache.remember_external(name, Seen(status.st_mtime_ns, status.st_size, entry))
        return outline

    def _kept(self, keys: Sequence[bytes], read: Callable[[], FileFacts]) -> tuple[Outline | None, int | None]:
        """An outline and its entry: of an earlier run under one of the keys, or read now and stored under the last."""
        entry = next(iter(self._cache.find(keys).values()), None)
        outline = _decoded(self._cache.sections(Outline, (entry,)).get(entry)) if entry is not None else None
        if outline is not None:
            return outline, entry
        facts = read()
        if facts.outline.status is Status.FAILED:
            return None, None
        try:
            return facts.outline, self._cache.add([(keys[-1], encode(facts)[:1])]).get(keys[-1])
        except (msgspec.MsgspecError, ValueError, OverflowError):
            return facts.outline, None


# What follows is loaded with the first source that is not in the cache.


def _read_skeleton(data: bytes, name: str) -> FileFacts:
    from archgraph.extract import file

    return file.extract_skeleton(data, name)


def _read_function(source: str, line: int) -> FileFacts:
    from archgraph.extract import file

    return file.extract_function(source, line)


def _lines(path: Path) -> list[str]:
    """The lines of a file, none when it cannot be read."""
    from archgraph.extract.decode import decode

    try:
        return decode(content_of(path)).split("\n")
    except (OSError, ValueError, LookupError, SyntaxError):
        return []


def _decoded(blob: bytes | None) -> Outline | None:
    """The outline as it was stored, None when it is gone or damaged."""
    try:
        return decode(Outline, blob) if blob is not None else None
    except DAMAGED:
        return None
