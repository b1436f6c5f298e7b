"""What project files name to be run or loaded; in: project folders, out: modules and classes, with their places.

Entry points are found by their name in installed metadata, never by an import: `[project.scripts]`, `[project.entry-points]`,
`[options.entry_points]` of setup.cfg, `entry_points=` of setup.py all spell them `package.module:Name` (Python packaging
specification "Entry points"). Hooks of .pre-commit-config.yaml run files and modules. All are read as text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator

from archgraph.discover.projects import PROJECT_FILES, project_text
from archgraph.model.source import NamedLine

_HOOKS = ".pre-commit-config.yaml"
_FILES = (*PROJECT_FILES, _HOOKS)
_POINT = re.compile(r"(?<![\w./:-])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*)(?:\.\w+)*(?![\w/:-])")
_RUN = re.compile(r"(?<![\w.])-m[\s\"',]+([A-Za-z_]\w*(?:\.\w+)*)")
_FILE = re.compile(r"(?<![\w./-])(?:\./)?((?:[\w-]+/)*[\w-]+)\.py\b")


def named_lines(root: str, projects: Iterable[str], read: Callable[[str], str] = project_text) -> tuple[NamedLine, ...]:
    """By path and line, what the project files below `projects`, and the hooks in `root`, name. `read` gives a file's text
    by its path, "" when there is none."""
    found: list[NamedLine] = []
    for folder in sorted({".", *projects}):
        for name in _FILES:
            path = os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/")
            for number, line in enumerate(read(os.path.join(root, path)).splitlines(), 1):
                found += [NamedLine(path, number, each) for each in _names(line, is_hook=name == _HOOKS)]
    return tuple(dict.fromkeys(found))


def _names(line: str, *, is_hook: bool) -> Iterator[str]:
    """Dotted names of modules, and of what is in them, in one line; what follows `#` is a comment."""
    text = line.partition("#")[0]
    if is_hook:
        yield from (match[1] for match in _RUN.finditer(text))
        yield from (match[1].replace("/", ".") for match in _FILE.finditer(text))
        return
    yield from (f"{match[1]}.{match[2]}" for match in _POINT.finditer(text))
