"""Which files a git revision holds; in: PATH, a revision and settings, out: its listing, and the object of each file.

Only the object database is read: the work tree is not touched, and nothing is checked out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from archgraph.discover import git
from archgraph.discover.dated_lines import dated_lines
from archgraph.discover.entry_points import named_lines
from archgraph.discover.extension_modules import declared_places
from archgraph.discover.files import READ, compiled_places, package_of
from archgraph.discover.gate import LEFT_OUT
from archgraph.discover.patterns import matcher
from archgraph.discover.projects import PROJECT_FILES, source_roots
from archgraph.discover.variable_files import declares
from archgraph.discover.variables import variable_lines
from archgraph.discover.walk import DATED
from archgraph.errors import InputError
from archgraph.model.settings import Settings
from archgraph.model.source import Listing


class Revision(NamedTuple):
    """A commit's Python files: `objects` by path."""

    commit: str
    listing: Listing
    objects: Mapping[str, str]


def is_revision(root: Path, name: str) -> bool:
    """Whether the repository around `root` knows a commit by this name."""
    try:
        return bool(git.is_in_repository(os.path.abspath(root)) and git.commit_of(str(root), name))
    except git.GitError:
        return False


def latest_days(root: Path, number: int) -> list[tuple[str, str]]:
    """(commit, ISO day) of earlier days, the oldest first; none outside a repository, or when git does not answer."""
    place = os.path.abspath(root)
    try:
        return git.latest_by_day(place, number) if number > 0 and git.is_in_repository(place) else []
    except git.GitError:
        return []


def list_revision(root: Path, name: str, settings: Settings) -> Revision:
    """The files below `root` in the revision; raises InputError when there are none, or no such revision."""
    place = os.path.abspath(root)
    try:
        commit = git.commit_of(place, name)
        if not commit:
            raise InputError(name, "is no revision of the repository around PATH.", "Name a branch, tag or commit.")
        held = git.list_commit(place, commit)
        texts = _project_files(place, held)
    except git.GitError as error:
        raise InputError(name, f"cannot be read: {error}.", "Name a repository that git can read.") from None
    kept = _kept(held, matcher(settings.exclude, "exclude"))
    read = tuple(sorted(path for path in kept if path.endswith(READ)))
    if not read:
        raise InputError(name, "holds no Python file below PATH.", "Name another revision, or another PATH.")
    folders = {os.path.dirname(path) or "." for path in texts}
    projects = tuple(sorted(folder for folder in folders if any(_is_below(path, folder) for path in read)))

    def text_of(path: str) -> str:
        return texts.get(os.path.normpath(path).replace(os.sep, "/"), "")

    roots = source_roots("", projects, read, text_of)
    stubs = sum(path.endswith(".pyi") for path in kept)
    data = _contents(place, {path: held[path] for path in kept if path.endswith(DATED) or declares(path)})
    dated = dated_lines((path for path in data if path.endswith(DATED)), data.__getitem__)
    variables = variable_lines(filter(declares, data), data.__getitem__)
    named = named_lines("", projects, text_of)
    compiled = tuple(sorted((*compiled_places(kept), *declared_places("", projects, roots, text_of))))
    given = (package_of(place), place, projects, roots, dated, variables, compiled, named)
    listing = Listing(read, (), (), stubs, commit, *given)
    return Revision(commit, listing, {path: held[path] for path in read})


def sources(root: Path, revision: Revision) -> Iterable[tuple[str, bytes]]:
    """(path, content) of every file."""
    paths = list(revision.objects)
    contents = git.read_objects(os.path.abspath(root), [revision.objects[path] for path in paths])
    return zip(paths, contents, strict=True)


def _project_files(place: str, held: Mapping[str, str]) -> dict[str, str]:
    paths = [path for path in held if path.rpartition("/")[2] in PROJECT_FILES]
    contents = git.read_objects(place, [held[path] for path in paths])
    return {path: data.decode(errors="replace") for path, data in zip(paths, contents, strict=True)}


def _contents(place: str, objects: Mapping[str, str]) -> dict[str, bytes]:
    """Path → content."""
    return dict(zip(objects, git.read_objects(place, list(objects.values())), strict=True))


def _kept(held: Mapping[str, str], excluded: Callable[[str], bool]) -> list[str]:
    """The paths that are read by the rules that hold for a folder on the disk."""
    environments = {path.rpartition("/")[0] for path in held if path.endswith("/pyvenv.cfg")}
    return [path for path in held if not excluded(path) and not _is_left_out(path, excluded, environments)]


def _is_left_out(path: str, excluded: Callable[[str], bool], environments: set[str]) -> bool:
    folder = path.rpartition("/")[0]
    while folder:
        if folder in environments or folder.rpartition("/")[2] in LEFT_OUT or excluded(f"{folder}/"):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _is_below(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
