"""Which files are read; in: PATH and settings, out: the listing of its Python files, and what is to know of the rest.

git decides where there is git: tracked files, and untracked ones that are not ignored. Links never lead out of PATH,
and a file that is reached in two ways is read once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from archgraph.discover import git
from archgraph.discover.extension_modules import declared_places
from archgraph.discover.gate import Gate
from archgraph.discover.links import worth_reading
from archgraph.discover.patterns import matcher
from archgraph.discover.projects import project_folders, source_roots
from archgraph.discover.tracked import find_tracked
from archgraph.discover.variable_files import declares
from archgraph.discover.walk import COMPILED, DATED, Found, walk
from archgraph.errors import InputError
from archgraph.model.settings import Settings
from archgraph.model.source import Listing, Problem

if TYPE_CHECKING:
    from archgraph.discover.dated_lines import Recall

READ = (".py", ".pyw", ".ipynb")
"""Suffixes of the files that are read; those with .pyi are counted."""


def list_files(root: Path, settings: Settings, *, documents: bool = True, dates: Recall | None = None) -> Listing:
    """The Python files below `root`, or that one file; raises InputError when there is nothing to read. Not `documents`:
    without what stands in other files: dates, variables, entry points. `dates`: what remembers dated lines of files."""
    place = os.path.abspath(root)
    if os.path.isfile(place):
        return _one_file(place, str(root))
    if not os.path.isdir(place):
        problem = "is no folder and no regular file." if os.path.exists(place) else "does not exist, or cannot be seen."
        raise InputError(str(root), problem, "Name a folder, or one Python file.")
    gate = Gate(place, matcher(settings.exclude, "exclude"))
    notes: list[str] = []
    found, commit = _find(place, gate, notes)
    problems = [Problem(path, None, "discover", f"It cannot be read: {why}.") for path, why in found.unread.items()]
    paths = [path for path in found.files if gate.keeps(path)]
    paths += worth_reading(place, [link for link in found.links if gate.keeps(link)], paths, problems)
    if not any(path.endswith(READ) for path in paths):
        raise _nothing(str(root), found, len(paths), settings)
    notes += _note("Links to folders are not followed", found.linked_folders)
    notes += _note("Further work trees of the repository are not read", found.work_trees)
    listing = _listing(place, paths, problems, notes, commit)
    built = (
        *compiled_places((*paths, *filter(gate.keeps, found.compiled))),
        *declared_places(place, listing.projects, listing.roots),
    )
    listing = replace(listing, compiled=tuple(sorted(built)))
    if not documents:
        return listing
    from archgraph.discover.dated_lines import dated_lines, reader  # a code base's MROs do without
    from archgraph.discover.entry_points import named_lines
    from archgraph.discover.variables import variable_lines

    data, read = [path for path in found.data if gate.keeps(path)], reader(os.path.realpath(place))
    return replace(
        listing,
        dated=dated_lines((path for path in data if path.endswith(DATED)), read, dates),
        variables=variable_lines(filter(declares, data), read),
        named=named_lines(place, listing.projects),
    )


def compiled_places(paths: Iterable[str]) -> tuple[str, ...]:
    """Where the compiled modules and stubs among these paths stand, without their suffixes: `lib/_fast` of
    `lib/_fast.cpython-311-x86_64-linux-gnu.so`, `lib/wire` of `lib/wire/__init__.pyi`."""
    places = set()
    for path in paths:
        if path.endswith((*COMPILED, ".pyi")):
            folder, _, name = path.rpartition("/")
            stem = name.partition(".")[0]
            places.add(folder if stem == "__init__" else f"{folder}/{stem}" if folder else stem)
    return tuple(sorted(places))


def package_of(folder: str) -> str:
    """The dotted name of a folder that is a package's, up through all `__init__.py` above it; "" for any other."""
    parts: list[str] = []
    while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.basename(folder):
        folder, name = os.path.split(folder)
        parts.append(name)
    return ".".join(reversed(parts))


def _one_file(place: str, given: str) -> Listing:
    if not place.endswith(READ):
        raise InputError(given, "is no Python file.", "Name a folder, or a .py, .pyw or .ipynb file.")
    folder, name = os.path.split(place)
    return Listing((name,), (), (), 0, package=package_of(folder), root=folder)


def _find(place: str, gate: Gate, notes: list[str]) -> tuple[Found, str]:
    """What is there, and the commit when git said so. The real path is read: git does not look through links to it."""
    real = os.path.realpath(place)
    tracked = find_tracked(real, gate.enters, notes)
    if tracked and any(path.endswith(READ) for path in (*tracked.files, *tracked.links)):
        return tracked, git.head_commit(real)
    found = Found()
    walk(real, "", gate.enters, found)
    if tracked and found.files:
        notes.append("git ignores every Python file below PATH, so PATH was read without git.")
    return found, ""


def _listing(place: str, paths: list[str], problems: Iterable[Problem], notes: list[str], commit: str) -> Listing:
    read = tuple(sorted(path for path in paths if path.endswith(READ)))
    projects = project_folders(place, read)
    return Listing(
        paths=read,
        problems=tuple(sorted(problems, key=lambda problem: problem.path)),
        notes=(*notes, *_of_stubs(len(paths) - len(read))),
        stubs=len(paths) - len(read),
        git=commit,
        package=package_of(place),
        root=place,
        projects=projects,
        roots=source_roots(place, projects, read),
    )


def _of_stubs(count: int) -> Iterator[str]:
    if count:
        yield f"Not read: {count:,} stub {'file' if count == 1 else 'files'} (.pyi)."


def _nothing(given: str, found: Found, stubs: int, settings: Settings) -> InputError:
    if "." in found.unread:
        return InputError(given, f"cannot be read: {found.unread['.']}.", "Make it readable, or name another folder.")
    if stubs:
        return InputError(given, "holds no Python but stubs (.pyi), which are not read.", "Name a folder with code.")
    if found.files:
        text = "holds Python files, but every one of them is left out."
        return InputError(given, text, "See `exclude`; folders with a pyvenv.cfg are left out as well.")
    if settings.exclude:
        text = "holds no Python file (.py, .pyw, .ipynb) beside what `exclude` leaves out."
        return InputError(given, text, "Name the folder that the code is in, or exclude less.")
    return InputError(given, "holds no Python file (.py, .pyw, .ipynb).", "Name the folder that the code is in.")


def _note(text: str, folders: list[str]) -> list[str]:
    if not folders:
        return []
    shown = ", ".join(sorted(folders)[:5]) + (", …" if len(folders) > 5 else "")
    return [f"{text} ({len(folders)}): {shown}."]
