"""The walk without git; in: a folder, out: files and links below it that may be Python, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import msgspec

from archgraph.discover.variable_files import declares

SUFFIXES = (".py", ".pyw", ".ipynb", ".pyi")
COMPILED = (".so", ".pyd", ".pyx")
"""Modules that are compiled, and Cython's that will be."""
DATED = (".toml", ".yaml", ".yml", ".ini", ".cfg", ".json", ".xml")
"""Files that are no code and may say when something goes."""


class Found(msgspec.Struct):
    """Paths below a folder, relative to it, in no particular order."""

    files: list[str] = []
    links: list[str] = []
    """Links with the name of a Python file, wherever they lead."""
    linked_folders: list[str] = []
    work_trees: list[str] = []
    """Further work trees of the repository that is read: the same code once more."""
    data: list[str] = []
    """Files that are no code and may say when something goes, or name variables; whether they can be read is not known yet."""
    compiled: list[str] = []
    """Compiled modules, and sources of such."""
    unread: dict[str, str] = {}
    """Folders, or files that are none, and why they cannot be read."""


def walk(root: str, start: str, enters: Callable[[str], bool], found: Found) -> None:
    """Add to `found` all below `start` ("" is `root`) except folders that `enters` refuses; links are not followed."""
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        prefix = f"{folder}/" if folder else ""
        for entry in _entries(root, folder, found):
            path = prefix + entry.name
            if entry.is_symlink():
                take_link(root, path, found)
            elif entry.is_dir(follow_symlinks=False):
                if enters(path):
                    waiting.append(path)
            elif path.endswith(SUFFIXES):
                _take_file(path, entry, found)
            elif path.endswith(COMPILED):
                found.compiled.append(path)
            elif path.endswith(DATED) or declares(path):
                found.data.append(path)


def take_link(root: str, path: str, found: Found) -> None:
    """Sort a link by what it leads to."""
    if os.path.isdir(os.path.join(root, path)):
        found.linked_folders.append(path)
    elif path.endswith(SUFFIXES):
        found.links.append(path)


def _take_file(path: str, entry: os.DirEntry[str], found: Found) -> None:
    if entry.is_file(follow_symlinks=False):
        found.files.append(path)
    else:  # reading a pipe would wait for ever
        found.unread[path] = "it is no regular file"


def _entries(root: str, folder: str, found: Found) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            yield from entries
    except OSError as error:
        found.unread[folder or "."] = error.strerror or type(error).__name__
