"""The listing with git; in: a folder, out: what git tracks or would track below it, repositories inside it included."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable

from archgraph.discover import git
from archgraph.discover.variable_files import declares
from archgraph.discover.walk import COMPILED, DATED, SUFFIXES, Found, take_link, walk


def find_tracked(root: str, enters: Callable[[str], bool], notes: list[str]) -> Found | None:
    """What git leaves of `root`; None, with a note where a reader wonders, when its rules do not apply.

    They do not when the repository around `root` ignores it or has none of its files: it is then foreign to it.
    """
    if not git.is_in_repository(root):
        return None
    try:
        listing = git.list_repository(root)
        if not git.is_repository(root) and (not listing.tracked or git.is_ignored(root)):
            notes.append(
                "The repository around PATH ignores it or does not track it: that repository's rules do not apply."
            )
            return None
    except git.GitError as error:
        notes.append(f"PATH was read without git, ignored files included: {error}.")
        return None
    found = Found()
    _take(root, "", listing, enters, found)
    return found


def _take(root: str, start: str, listing: git.GitListing, enters: Callable[[str], bool], found: Found) -> None:
    """Add one repository's files, then those of the repositories inside it, each by its own rules."""
    prefix = f"{start}/" if start else ""
    if listing.warnings:
        found.unread[start or "."] = f"git says: {'; '.join(listing.warnings[:5])}"
    _take_files(root, (prefix + path for path in listing.files if path.endswith(SUFFIXES)), found)
    found.data += [prefix + path for path in listing.files if path.endswith(DATED) or declares(path)]
    found.compiled += [prefix + path for path in listing.files if path.endswith(COMPILED)]
    for path in listing.links:
        take_link(root, prefix + path, found)
    for path in listing.repositories:
        _take_inner(root, prefix + path, enters, found)


def _take_inner(root: str, path: str, enters: Callable[[str], bool], found: Found) -> None:
    place = os.path.join(root, path)
    if not os.path.isdir(place) or not enters(path):
        return
    if git.is_repository(place):
        try:
            if os.path.isfile(os.path.join(place, ".git")) and git.store_of(place) == git.store_of(root):
                found.work_trees.append(path)
            else:
                _take(root, path, git.list_repository(place), enters, found)
            return
        except git.GitError as error:
            found.unread[path] = f"{error}; its files were read without git"
    walk(root, path, enters, found)


def _take_files(root: str, paths: Iterable[str], found: Found) -> None:
    """Sort what git lists by what is on the disk now: deleted files are gone, and a file can have become a link."""
    for path in paths:
        try:
            mode = os.lstat(os.path.join(root, path)).st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            found.unread[path.rpartition("/")[0] or "."] = error.strerror or type(error).__name__
            continue
        if stat.S_ISREG(mode):
            found.files.append(path)
        elif stat.S_ISLNK(mode):
            take_link(root, path, found)
        elif not stat.S_ISDIR(mode):
            found.unread[path] = "it is no regular file"
