"""Projects inside PATH; in: its files' paths, out: folders with a project file, and the source roots they declare.

A declaration is read for what it says about folders only; a project file that cannot be read declares nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from archgraph.content import content_of

PROJECT_FILES = ("pyproject.toml", "setup.cfg", "setup.py")
_MAX_BYTES = 1_000_000
_PARSED = 16
"""Project files that are kept parsed: they are asked for folders first, for modules then."""

_FOLDER_KEYS = (
    ("setuptools", "packages", "find", "where"),
    ("setuptools", "package-dir"),
    ("hatch", "build", "sources"),
    ("hatch", "build", "targets", "wheel", "sources"),
    ("pdm", "build", "package-dir"),
    ("uv", "build-backend", "module-root"),
    ("maturin", "python-source"),
    ("pytest", "ini_options", "pythonpath"),
    ("ruff", "src"),
    ("pyright", "extraPaths"),
)
"""Keys below `[tool]` that hold a folder, a list of folders, or a table whose values are folders."""
_PARENT_KEYS = (("hatch", "build", "packages"), ("hatch", "build", "targets", "wheel", "packages"))
"""Keys below `[tool]` that hold paths of packages: the folders around them are source roots."""


def project_folders(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Folders (relative to `root`, "." for itself) that lead to one of `paths` and hold a project file."""
    found = [folder or "." for folder in _folders(paths) if _is_project(os.path.join(root, folder))]
    return tuple(sorted(found))


def source_roots(
    root: str, projects: Iterable[str], paths: Iterable[str], read: Callable[[str], str] | None = None
) -> tuple[str, ...]:
    """Source roots that lead to one of `paths`: `src` in PATH and each project, and what the project files declare.
    `read` gives the text of a project file by its path, for a tree that does not stand on the disk."""
    candidates = {"src"}
    for project in projects:
        candidates.add(_normal(project, "src"))
        candidates.update(
            _normal(project, folder) for folder in _declared(os.path.join(root, project), read or project_text)
        )
    wanted = sorted(folder for folder in candidates if folder not in ("", "."))
    held = _folders(paths)
    return tuple(folder for folder in wanted if folder in held)


def _is_project(folder: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, name)) for name in PROJECT_FILES)


def _declared(folder: str, read: Callable[[str], str]) -> Iterator[str]:
    """Folders that the project files in `folder` name, relative to it."""
    tool = parsed_toml(read(os.path.join(folder, "pyproject.toml"))).get("tool")
    for keys in _FOLDER_KEYS:
        yield from _texts(dig(tool, keys))
    for keys in _PARENT_KEYS:
        yield from (os.path.dirname(path) for path in _texts(dig(tool, keys)))
    packages = dig(tool, ("poetry", "packages"))
    for package in packages if isinstance(packages, list) else ():
        yield from _texts(dig(package, ("from",)))
    yield from _setup_cfg(read(os.path.join(folder, "setup.cfg")))


def _setup_cfg(text: str) -> Iterator[str]:
    """`package_dir` (lines of `package = folder`) and `where` of setup.cfg."""
    if not text:
        return
    from configparser import ConfigParser, Error

    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except Error:
        return
    for line in parser.get("options", "package_dir", fallback="").splitlines():
        yield line.partition("=")[2].strip()
    yield parser.get("options.packages.find", "where", fallback="").strip()


@lru_cache(_PARSED)
def parsed_toml(text: str) -> dict[str, object]:
    """What a TOML text says; nothing when it is none."""
    import tomllib  # a package's own folder has no project file

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def project_text(path: str) -> str:
    """The text of a project file on the disk; "" when there is none, or it cannot be read."""
    try:
        return content_of(path, _MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def dig(value: object, keys: Iterable[str]) -> object:
    """The value that nested tables have under these keys; None when there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _texts(value: object) -> Iterator[str]:
    """The strings in a string, a list or the values of a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value if isinstance(value, list) else value.values():
            if isinstance(item, str):
                yield item


def _normal(project: str, folder: str) -> str:
    """A declared folder relative to PATH; "" for none and for one that leads out of it."""
    if not folder or os.path.isabs(folder) or "\0" in folder:
        return ""
    path = os.path.normpath(os.path.join(project, folder)).replace(os.sep, "/")
    return "" if path == ".." or path.startswith("../") else path


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that one of the paths stands below."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
