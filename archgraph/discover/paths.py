"""Paths of folders, compared by name; in: paths, out: what stands above what; the disk is not asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

Value = TypeVar("Value")


def is_below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or stands in it; both absolute and real."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def inherited(known: dict[str, Value], folder: str, step: Callable[[Value, str], Value]) -> Value:
    """The value of a folder below PATH, made from its parent's by `step(value, folder)` and kept in `known`.

    `known` holds that of PATH itself (""). There is no recursion: a tree can be deeper than Python's stack.
    """
    missing = []
    while folder not in known:
        missing.append(folder)
        folder = folder.rpartition("/")[0]
    for inner in reversed(missing):
        known[inner] = step(known[folder], inner)
        folder = inner
    return known[folder]


def upwards(folder: str) -> Iterator[str]:
    """The absolute folder and all above it."""
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent
