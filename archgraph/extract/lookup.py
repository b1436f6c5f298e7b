"""Takes the paths of a tree and says which of them the cache knows, which must be read, and which cannot be."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from archgraph.content import content_of
from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import OUTLINED, SETTLED, Cache, Extent, Seen
from archgraph.surroundings import in_ci


class Lookup(msgspec.Struct):
    """What is known of the files of a tree before any is parsed."""

    entries: dict[str, int] = {}
    """Path → id of its entry."""
    seen: dict[str, tuple[int, int]] = {}
    """Path → time and size of every file that can be read."""
    missing: list[str] = []
    """Files to be read, in the order listed."""
    failures: list[Answer] = []
    asked: bool = False
    """Whether the content of a file had to be compared: then the index is out of date."""


def look_up(root: Path, paths: Sequence[str], cache: Cache, max_bytes: int, *, whole: bool = True) -> Lookup:
    """Sort the files by what the cache says. With CI set, times are not trusted: checkouts have all the same.
    Not `whole`: an outline without the other facts of a file, and without bodies, is enough."""
    found = Lookup()
    indices = (
        [] if in_ci() else [cache.index(index_of(root, whole=each)) for each in ([True] if whole else [True, False])]
    )
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
        for written, index in indices:
            known = index.get(path)
            if known is not None and is_unchanged(known, written, status):
                found.entries[path] = known.entry
                break
        else:
            unsure.append(path)
    found.asked = bool(unsure)
    _compare(root, unsure, cache, found, (Extent.WHOLE,) if whole else OUTLINED)
    return found


def index_of(root: Path, *, whole: bool) -> str:
    """The name under which the cache keeps what was seen below `root`: of whole files, or of skeletons."""
    return str(root) if whole else f"{root}\0skeletons"


def is_unchanged(known: Seen, written: int, status: os.stat_result) -> bool:
    """Whether time and size prove that a file is as it was: only a time 2 s older than the last look is sure to have moved on."""
    return known.time == status.st_mtime_ns and known.size == status.st_size and status.st_mtime_ns < written - SETTLED


def _compare(root: Path, paths: Sequence[str], cache: Cache, found: Lookup, accepted: Sequence[Extent]) -> None:
    """Ask the cache for the content of files, read as far as `accepted` says; an empty cache is not asked."""
    keys: dict[str, list[bytes]] = {}
    if not cache.is_empty:
        for path in paths:
            try:
                data = content_of(root / path)
            except OSError:
                continue  # reading it again will tell why
            keys[path] = [cache.key(data, path, extent) for extent in accepted]
    ids = cache.find([key for each in keys.values() for key in each])
    for path in paths:
        entry = next((ids[key] for key in keys.get(path, ()) if key in ids), None)
        if entry is None:
            found.missing.append(path)
        else:
            found.entries[path] = entry
