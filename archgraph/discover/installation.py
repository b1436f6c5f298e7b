"""Reads what a Python installation or virtual environment consists of; in: a folder or interpreter, out: its folders.

Nothing is started and nothing is imported: pyvenv.cfg, folder names and links say enough (PEP 405).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

import msgspec

from archgraph.content import content_of
from archgraph.discover.site import site_paths
from archgraph.surroundings import variable

Version = tuple[int, int]
_LIBRARY = re.compile(r"(?:python|pypy)(\d)\.(\d{1,3})t?")
_VERSION = re.compile(r"(\d)\.(\d{1,3})")
_MAX_LINKS = 40
_MAX_BYTES = 1_000_000


class Installation(msgspec.Struct, frozen=True):
    """A Python with its libraries; `version` is None and `stdlib` "" where no file tells."""

    folder: str
    version: Version | None
    stdlib: str
    site: tuple[str, ...]
    outside: tuple[str, ...]
    """Paths of its .pth files that lead out of it, which are not read."""


def read_installation(place: str) -> Installation | None:
    """The installation that an interpreter or a folder belongs to; None when it belongs to none."""
    for folder, name in _homes(place):
        settings = _pyvenv(folder)
        if settings is not None:
            return _virtual(folder, settings)
        stdlib, version = find_stdlib(folder, version_in(name))
        if stdlib:
            site, outside = site_paths(folder, _libraries(folder, version))
            return Installation(folder, version, stdlib, site, outside)
    return None


def find_stdlib(folder: str, version: Version | None) -> tuple[str, Version | None]:
    """The folder of the standard library's sources below an installation, and its version; ("", None) for none.

    Without a version the newest is taken; an installation as on Windows (`Lib`) does not tell which it has.
    """
    for library, found in _libraries(folder, version):
        if os.path.isfile(os.path.join(library, "os.py")):
            return library, found
    return "", None


def version_in(text: str) -> Version | None:
    """The first `3.12` in a text."""
    match = _VERSION.search(text)
    return (int(match[1]), int(match[2])) if match else None


def names_in(folder: str) -> list[str]:
    """The names in a folder, sorted; none when it is not there or cannot be read."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _libraries(folder: str, version: Version | None) -> list[tuple[str, Version | None]]:
    """(library folder, version) below an installation, newest first: lib/python3.12, lib64/python3.12, Lib."""
    found: list[tuple[str, Version | None]] = []
    for name in ("lib", "lib64"):
        parent = os.path.join(folder, name)
        matches = filter(None, map(_LIBRARY.fullmatch, names_in(parent)))
        found += [(os.path.join(parent, match[0]), (int(match[1]), int(match[2]))) for match in matches]
    fitting = [(path, number) for path, number in found if version in (None, number)]
    newest = sorted(fitting, key=lambda pair: pair[1] or (0, 0), reverse=True)  # stable: lib stays before lib64
    return [*newest, (os.path.join(folder, "Lib"), version)]


def _homes(place: str) -> Iterator[tuple[str, str]]:
    """(folder, interpreter's name) to look at; of an interpreter each link on its way is tried."""
    if os.path.isdir(place):
        yield place, _interpreter_in(place)
        return
    last = os.path.basename(os.path.realpath(place))
    for _ in range(_MAX_LINKS):
        folder, name = os.path.split(place)
        name = name if version_in(name) else last  # python3 is a link to the one of several versions that is meant
        around, kind = os.path.split(folder)
        yield (around if kind.lower() in ("bin", "scripts") else folder), name
        if kind == "shims":
            yield os.path.join(around, "versions", _pyenv_version(around)), name
        if not os.path.islink(place):
            return
        place = os.path.normpath(os.path.join(folder, os.readlink(place)))


def _interpreter_in(folder: str) -> str:
    """What `bin/python` leads to: tells the version where several stand side by side (/usr)."""
    for name in ("python", "python3"):
        path = os.path.join(folder, "bin", name)
        if os.path.exists(path):
            return os.path.basename(os.path.realpath(path))
    return ""


def _pyenv_version(pyenv: str) -> str:
    """The version that pyenv's shims stand for: PYENV_VERSION, else the global one; "-" when that is no plain name."""
    chosen = variable("PYENV_VERSION") or _read(os.path.join(pyenv, "version"))
    name = chosen.split(":")[0].split("\n")[0].strip()
    return name if name and not {"/", "\\"} & set(name) and name != ".." else "-"


def _pyvenv(folder: str) -> dict[str, str] | None:
    path = os.path.join(folder, "pyvenv.cfg")
    if not os.path.isfile(path):
        return None
    pairs = (line.partition("=") for line in _read(path).splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _virtual(folder: str, settings: Mapping[str, str]) -> Installation:
    version = version_in(settings.get("version_info") or settings.get("version") or "")
    version = version or _libraries(folder, None)[0][1]  # where pyvenv.cfg does not tell, the library's name does
    home = settings.get("home", "")
    base, stdlib, found = _base(home, version) if os.path.isabs(home) else ("", "", None)
    version = version or found
    site, outside = site_paths(folder, _libraries(folder, version))
    if base and settings.get("include-system-site-packages", "").lower() == "true":
        more, further = site_paths(base, _libraries(base, version))
        site, outside = (*site, *more), (*outside, *further)
    return Installation(folder, version, stdlib, site, outside)


def _base(home: str, version: Version | None) -> tuple[str, str, Version | None]:
    """(folder, stdlib, version) of the installation whose interpreter stands in `home`, maybe as a link."""
    name = f"python{version[0]}.{version[1]}" if version else "python3"
    real = os.path.dirname(os.path.realpath(os.path.join(home, name)))
    for folder in (os.path.dirname(home), os.path.dirname(real), home):
        stdlib, found = find_stdlib(folder, version)
        if stdlib:
            return folder, stdlib, found
    return "", "", None


def _read(path: str) -> str:
    try:
        return content_of(path, _MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
