"""Takes the paths of a tree and says which of them the cache knows, which must be read, and which cannot be."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import SETTLED, Cache, Seen
from archgraph.surroundings import in_ci


@dataclass(slots=True)
class Lookup:
    """What is known of the files of a tree before any is parsed."""

    entries: dict[str, int] = field(default_factory=dict)
    """Path → id of its entry."""
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Path → time and size of every file that can be read."""
    missing: list[str] = field(default_factory=list)
    """Files to be read, in the order listed."""
    failures: list[Answer] = field(default_factory=list)
    asked: bool = False
    """Whether the content of a file had to be compared: then the index is out of date."""


def look_up(root: Path, paths: Sequence[str], cache: Cache, max_bytes: int) -> Lookup:
    """Sort the files by what the cache says. With CI set, times are not trusted: checkouts have all the same."""
    found = Lookup()
    written, index = (0, {}) if in_ci() else cache.index(str(root))
    unsure: list[str] = []
    for path in paths:
        try:
            status = os.stat(f"{root}{os.sep}{path}")
        except (OSError, ValueError) as error:
            found.failures.append(failure(path, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
            continue
        if status.st_size > max_bytes:
            message = f"has {status.st_size:,} bytes, more than max-file-bytes ({max_bytes:,}): not read"
            found.failures.append(failure(path, message))
            continue
        found.seen[path] = status.st_mtime_ns, status.st_size
        known = index.get(path)
        if known is not None and is_unchanged(known, written, status):
            found.entries[path] = known.entry
        else:
            unsure.append(path)
    found.asked = bool(unsure)
    _compare(root, unsure, cache, found)
    return found


def is_unchanged(known: Seen, written: int, status: os.stat_result) -> bool:
    """Whether time and size prove that a file is as it was: only a time 2 s older than the last look is sure to have moved on."""
    return known.time == status.st_mtime_ns and known.size == status.st_size and status.st_mtime_ns < written - SETTLED


def _compare(root: Path, paths: Sequence[str], cache: Cache, found: Lookup) -> None:
    """Ask the cache for the content of files; an empty cache is not asked."""
    keys: dict[str, bytes] = {}
    if not cache.is_empty:
        for path in paths:
            try:
                keys[path] = cache.key((root / path).read_bytes(), path)
            except OSError:
                continue  # reading it again will tell why
    ids = cache.find(keys.values())
    for path in paths:
        entry = ids.get(keys.get(path, b""))
        if entry is None:
            found.missing.append(path)
        else:
            found.entries[path] = entry
