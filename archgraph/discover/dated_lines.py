"""Sunset dates in files that are no code; in: their paths, how to read them and what an earlier run found, out: the lines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from archgraph.content import content_of
from archgraph.model.source import DatedLine

MAX_BYTES: Final = 1_000_000
"""Larger ones are lock files and data, not configuration."""

Look = Callable[[], tuple[DatedLine, ...]]
Recall = Callable[[str, bytes, Look], tuple[DatedLine, ...]]
"""Gives the lines of a file with this path and content, from memory or by looking."""


def reader(root: str) -> Callable[[str], bytes]:
    """Reads files below a folder; no links, which may lead out of it, and none that are too large to be configuration."""

    def read(path: str) -> bytes:
        place = os.path.join(root, path)
        try:
            if os.path.islink(place) or not os.path.isfile(place) or os.path.getsize(place) > MAX_BYTES:
                return b""
            return content_of(place)
        except OSError:
            return b""

    return read


def dated_lines(
    paths: Iterable[str], read: Callable[[str], bytes], recall: Recall | None = None
) -> tuple[DatedLine, ...]:
    """Every line that says when something goes, by path and line; `read` gives b"" for what cannot be read."""
    found: list[DatedLine] = []
    for path in sorted(paths):
        data = read(path)
        if b"20" in data and len(data) <= MAX_BYTES:
            found.extend(recall(path, data, partial(_looked, path, data)) if recall else _looked(path, data))
    return tuple(found)


def _looked(path: str, data: bytes) -> tuple[DatedLine, ...]:
    from archgraph.discover.dated_files import lines_of  # its expressions: when nothing changed, none is looked at

    return lines_of(path, data)
