"""Whether files outside the code base are as they were: in: their paths, out: stamps to keep and to compare later."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from archgraph.blake import blake2b
from archgraph.content import content_of
from archgraph.surroundings import in_ci


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was: time of its last change in nanoseconds and size (0 and -1: not there), digest of its content."""

    path: str
    time: int
    size: int
    digest: bytes


def stamp(paths: Iterable[Path]) -> list[Stamp]:
    """The stamps of the files."""
    return [_stamp(str(path)) for path in paths]


def are_unchanged(stamps: Sequence[Stamp]) -> bool:
    """Whether all files are as they were; with CI set by their content, else by time and size."""
    return all(_is_unchanged(stamp) for stamp in stamps)


def folder_names(folders: Iterable[str]) -> list[list[str]]:
    """What the folders hold, sorted: changes when something is installed or removed."""
    return [sorted(os.listdir(folder)) if os.path.isdir(folder) else [] for folder in folders]


def _stamp(path: str) -> Stamp:
    try:
        status = os.stat(path)
        return Stamp(path, status.st_mtime_ns, status.st_size, _digest(path))
    except OSError:
        return Stamp(path, 0, -1, b"")


def _is_unchanged(before: Stamp) -> bool:
    try:
        status = os.stat(before.path)
        if status.st_size != before.size:
            return False
        return _digest(before.path) == before.digest if in_ci() else status.st_mtime_ns == before.time
    except OSError:
        return before.size < 0


def _digest(path: str) -> bytes:
    return blake2b(content_of(path), digest_size=16).digest()
