"""Takes the path of a source outside the code base and gives its outline, from the cache when the file is unchanged."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from archgraph.content import content_of
from archgraph.extract.cache import Cache, Seen
from archgraph.extract.lookup import is_unchanged
from archgraph.extract.place import cache_file
from archgraph.extract.store import decode, encode
from archgraph.model.facts import Outline, Status
from archgraph.model.settings import Settings
from archgraph.surroundings import in_ci


class Loader:
    """Reads single files for their outlines; each file is read once, and shared by all code bases through the cache."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_file_bytes
        self._trusts_times = not in_ci()
        self._cache = Cache(cache_file(settings)[0])
        self._outlines: dict[Path, Outline | None] = {}

    def load(self, path: Path) -> Outline | None:
        """The outline of the file, None when it cannot be read."""
        if path not in self._outlines:
            self._outlines[path] = self._load(path)
        return self._outlines[path]

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
        return self._extracted(name, data, status)

    def _extracted(self, name: str, data: bytes, status: os.stat_result) -> Outline | None:
        """The outline by content: of an earlier run, or read now and stored."""
        keys = [self._cache.key(data, name, whole=whole) for whole in (True, False)]
        entry = next(iter(self._cache.find(keys).values()), None)
        outline = _decoded(self._cache.sections(Outline, (entry,)).get(entry)) if entry is not None else None
        if outline is None:
            from archgraph.extract.file import extract_outline  # a run that finds all in the cache does without

            facts = extract_outline(data, name)
            if facts.outline.status is Status.FAILED:
                return None
            outline = facts.outline
            try:
                entry = self._cache.add([(keys[-1], encode(facts)[:1])]).get(keys[-1])
            except (msgspec.MsgspecError, ValueError, OverflowError):
                entry = None
        if entry is not None:
            self._cache.remember_external(name, Seen(status.st_mtime_ns, status.st_size, entry))
        return outline


def _decoded(blob: bytes | None) -> Outline | None:
    """The outline as it was stored, None when it is gone or damaged."""
    try:
        return decode(Outline, blob) if blob is not None else None
    except msgspec.MsgspecError:
        return None
