"""Where installed packages stand; in: an installation and its library folders, out: the folders to search, in order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from archgraph.content import content_of
from archgraph.discover.paths import is_below

_MAX_BYTES = 1_000_000


def site_paths(folder: str, libraries: Iterable[tuple[str, object]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(paths to search, paths of .pth files that lead out of `folder` and are not searched)."""
    inside: dict[str, None] = {}  # one folder can have two names: lib64 is often a link to lib
    outside: dict[str, None] = {}
    real = os.path.realpath(folder)
    for site in _site_folders(folder, [library for library, _ in libraries]):
        if os.path.realpath(site) in map(os.path.realpath, inside):
            continue
        inside[site] = None
        for path in _added_paths(site):
            (inside if is_below(os.path.realpath(path), real) else outside)[path] = None
    return tuple(inside), tuple(outside)


def _site_folders(folder: str, libraries: Iterable[str]) -> Iterator[str]:
    """site-packages, and Debian's dist-packages: one for what the user installs, one shared by all versions."""
    for library in libraries:
        name = os.path.basename(library)
        candidates = [
            os.path.join(folder, "local", "lib", name, "dist-packages"),
            os.path.join(library, "site-packages"),
            os.path.join(library, "dist-packages"),
        ]
        yield from filter(os.path.isdir, candidates)
    shared = os.path.join(folder, "lib", "python3", "dist-packages")
    if os.path.isdir(shared):
        yield shared


def _added_paths(site: str) -> Iterator[str]:
    """Folders that the .pth files of a site folder add, files in name order; lines that would run code are not read."""
    try:
        names = sorted(name for name in os.listdir(site) if name.endswith(".pth") and not name.startswith("."))
    except OSError:
        return
    for name in names:
        for line in _lines(os.path.join(site, name)):
            if line and not line.startswith(("#", "import ", "import\t")) and "\0" not in line:
                path = os.path.normpath(os.path.join(site, line))
                if os.path.isdir(path):
                    yield path


def _lines(path: str) -> list[str]:
    try:
        text = content_of(path, _MAX_BYTES).decode("utf-8-sig", "replace")
        return [line.strip() for line in text.splitlines()]
    except OSError:
        return []
