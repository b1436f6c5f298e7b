"""Takes the files of a tree and gives what the cache says of them; and reads one file, where it says nothing."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from archgraph.blake import blake2b
from archgraph.extract.answer import Answer
from archgraph.extract.cache import Cache, Seen
from archgraph.extract.lookup import Lookup, index_of, look_up
from archgraph.extract.opened import Opened
from archgraph.extract.shelf import Shelf
from archgraph.model.settings import Settings
from archgraph.surroundings import in_ci

_ENCODE = msgspec.msgpack.Encoder().encode


class Recall(msgspec.Struct, frozen=True):
    """What the cache says of a tree, before any file of it is read."""

    cache: Cache
    found: Lookup
    notes: tuple[str, ...]
    whole: bool = True
    """Whether the files are known whole; else it may be that only their skeletons are."""

    @property
    def state(self) -> str:
        """What stands for the content of all files, within this cache; "" when it does not know them all."""
        if self.found.failures or len(self.found.entries) < len(self.found.seen) or not self.cache.is_open:
            return ""
        entries = [(os.fsencode(path), entry) for path, entry in sorted(self.found.entries.items())]
        return blake2b(_ENCODE(entries), digest_size=16).hexdigest()

    @property
    def shelf(self) -> Shelf:
        """Where later stages keep what is dear to compute."""
        return Shelf(self.cache)

    def remember(self, root: Path) -> None:
        """Keep what was seen of each file, so that the next run need not open it; with CI set, times mean nothing."""
        if self.found.asked and not in_ci():
            seen = {path: Seen(*self.found.seen[path], entry) for path, entry in self.found.entries.items()}
            self.cache.remember(index_of(root, whole=self.whole), seen)


def recall(
    root: Path, paths: tuple[str, ...], settings: Settings, opened: Opened | None = None, *, whole: bool = True
) -> Recall:
    """Ask the cache what it knows of the files `paths` (relative to `root`, with `/`); not `whole`: of their skeletons.
    `opened`: the cache that this run has opened already."""
    opened = opened or Opened(settings, root)
    found = look_up(root, paths, opened.cache, settings.max_file_bytes, whole=whole)
    return Recall(opened.cache, found, (opened.note,) if opened.note else (), whole)


def read(root: Path, path: str, cache: Cache, *, whole: bool = True) -> Answer:
    """Read and extract one file; the code for it is loaded with the first file that is not in the cache."""
    from archgraph.extract import reading

    return reading.read(root, path, cache, whole=whole)
