"""Extension modules that are built from other languages; in: project folders, out: where their modules will stand.

A checkout holds the Rust or C source and not the built file, so an import of `wire._fast` finds nothing there although nothing
is wrong with it. The project files say what will be built: PyO3's maturin, setuptools and setuptools-rust in pyproject.toml, and
`Extension("wire._fast", ...)` as setup.py has it. They are read as text; none is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator

from archgraph.discover.projects import dig, parsed_toml, project_text

_DECLARATIONS = (
    (("tool", "maturin"), "module-name"),
    (("tool", "setuptools", "ext-modules"), "name"),
    (("tool", "setuptools-rust", "ext-modules"), "target"),
)
"""Tables (or lists of tables) of pyproject.toml, and the key that holds the dotted name of a module."""
_CALLS = re.compile(r"\b\w*Extension\s*\(\s*(?:(?:name|target)\s*=\s*)?([\"'])([A-Za-z_][\w.]*)\1")
_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def declared_places(
    root: str, projects: Iterable[str], roots: Iterable[str], read: Callable[[str], str] = project_text
) -> tuple[str, ...]:
    """Where the extension modules of `projects` will stand, as paths without suffixes relative to `root`, sorted: beside
    the packages of the project's folder, and below each source root in `roots`. `read` gives a project file's
    text by its path."""
    roots = tuple(roots)
    places: set[str] = set()
    for project in projects:
        for name in _names(os.path.join(root, project), read):
            path = name.replace(".", "/")
            folders = ("" if project == "." else f"{project}/", *(f"{folder}/" for folder in roots))
            places.update(folder + path for folder in folders)
    return tuple(sorted(places))


def _names(folder: str, read: Callable[[str], str]) -> Iterator[str]:
    """The dotted names that the project files in `folder` give to extension modules."""
    project = parsed_toml(read(os.path.join(folder, "pyproject.toml")))
    for keys, key in _DECLARATIONS:
        tables = dig(project, keys)
        for table in tables if isinstance(tables, list) else [tables]:
            name = dig(table, (key,))
            if isinstance(name, str) and _NAME.fullmatch(name):
                yield name
    for call in _CALLS.finditer(read(os.path.join(folder, "setup.py"))):
        yield call[2].rstrip(".")
