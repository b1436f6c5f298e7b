"""Absolute paths of folders, compared by name; in: paths, out: what stands above what; the disk is not asked."""

from __future__ import annotations

import os
from collections.abc import Iterator


def is_below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or stands in it; both absolute and real."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def upwards(folder: str) -> Iterator[str]:
    """The folder and all above it."""
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent
