"""Where modules outside the code base are: in: an Environment, out: files and folders; nothing is imported.

The only place of resolution that looks at the disk, and only for the existence of names in the environment's folders.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from archgraph.model.environment import Environment
from archgraph.resolve import distutils_shim
from archgraph.resolve.c_modules import is_c_module

_COMPILED = (".so", ".pyd")

_GONE_AFTER = {
    (3, 11): ("asynchat", "asyncore", "distutils", "imp", "smtpd"),
    (3, 12): (
        *("aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "mailcap", "msilib", "nis", "nntplib"),
        *("ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib", "lib2to3"),
    ),
}
"""Modules that Python dropped, by the last version that has them ("What's New" of 3.12 and 3.13)."""


class Found(NamedTuple):
    """A module on disk: `how` is source, compiled, namespace or c; `path` a file, or "" without one."""

    how: str
    path: str
    is_package: bool
    stdlib: bool
    folders: tuple[str, ...] = ()
    """Of a package: where its submodules are."""


class Finder:
    """Finds modules by dotted name, in the standard library's folders first, then in site-packages (PEP 328, 420)."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._found: dict[str, Found | None] = {}
        self._listings: dict[str, frozenset[str]] = {}
        self.stdlib_names = _stdlib_names(environment.version)
        self.knows_site = bool(environment.site)
        self._renamed = {"os.path": "ntpath" if environment.platform == "win32" else "posixpath"}
        self._renamed["collections.abc"] = "_collections_abc"

    def is_stdlib(self, name: str) -> bool:
        """Does the top level of this name belong to the standard library of the target Python?"""
        return name.partition(".")[0] in self.stdlib_names

    def renamed(self, name: str) -> str:
        """The name of the module that `sys.modules` holds under `name` (`os.path` is posixpath)."""
        return self._renamed.get(name, name)

    def exists(self, name: str) -> bool | None:
        """Can the module be imported? None when the environment is not known well enough."""
        if self.find(name) is not None:
            return True
        if self.is_stdlib(name):
            return False if self._environment.stdlib else None
        return False if self.knows_site else None

    def find(self, name: str) -> Found | None:
        """The module of that name; None when it is not there or nothing is known of the environment."""
        name = self.renamed(name)
        if name in self._found:
            return self._found[name]
        found = self._found[name] = self._look(name)
        return found

    def is_compiled(self, name: str) -> bool:
        """Does a compiled file stand beside an installed module's source? Then that is what Python imports."""
        found = self.find(name)
        if found is None or not found.path.endswith(".py"):
            return False
        folder, file = os.path.split(found.path)
        return _has_compiled(self._entries(folder), file[: -len(".py")])

    def _look(self, name: str) -> Found | None:
        package, _, last = name.rpartition(".")
        if name == distutils_shim.NAME and self._has_shim():
            return self.find(distutils_shim.COPY)
        if package:
            parent = self.find(package)
            return None if parent is None else self._in_folders(last, parent.folders, parent.stdlib)
        if self.is_stdlib(name):
            found = self._in_folders(name, self._environment.stdlib, stdlib=True)
            if found is not None:
                return found
            return Found("c", "", is_package=False, stdlib=True) if is_c_module(name) else None
        return self._in_folders(name, self._environment.site, stdlib=False)

    def _has_shim(self) -> bool:
        """Does setuptools' copy stand in for distutils in this environment?"""
        return any(distutils_shim.STARTUP_FILE in self._entries(folder) for folder in self._environment.site)

    def _in_folders(self, name: str, folders: tuple[str, ...], stdlib: bool) -> Found | None:
        portions: list[str] = []
        compiled: Found | None = None
        for folder in folders:
            entries = self._entries(folder)
            inner = os.path.join(folder, name)
            if name in entries and self._is_package(inner):
                return Found("source", os.path.join(inner, "__init__.py"), True, stdlib, (inner,))
            if f"{name}.py" in entries:
                return Found("source", f"{inner}.py", is_package=False, stdlib=stdlib)
            if compiled is None and _has_compiled(entries, name):
                compiled = Found("compiled", "", is_package=False, stdlib=stdlib)
            if name in entries and os.path.isdir(inner):
                portions.append(inner)
        if compiled is None and portions and not stdlib:
            return Found("namespace", "", True, stdlib, tuple(portions))
        return compiled

    def _is_package(self, folder: str) -> bool:
        return os.path.isdir(folder) and "__init__.py" in self._entries(folder)

    def _entries(self, folder: str) -> frozenset[str]:
        found = self._listings.get(folder)
        if found is None:
            try:
                found = frozenset(os.listdir(folder))
            except OSError:
                found = frozenset()
            self._listings[folder] = found
        return found


def _has_compiled(entries: frozenset[str], name: str) -> bool:
    return any(entry.endswith(_COMPILED) and entry.startswith(f"{name}.") for entry in entries)


def source_path(found: Found) -> Path:
    """The file of a source module."""
    return Path(found.path)


def _stdlib_names(version: tuple[int, int]) -> frozenset[str]:
    """The top-level modules of that version's standard library: those of the running Python and what was dropped."""
    names = set(sys.stdlib_module_names)
    for last, gone in _GONE_AFTER.items():
        if version <= last:
            names.update(gone)
        else:
            names.difference_update(gone)
    return frozenset(names)
