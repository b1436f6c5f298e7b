"""What git knows about a folder; in: a folder; out: the files it tracks or would track, and its commit.

The repository is hostile data: its configuration must not start a program, reach the network or write anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from archgraph.discover.paths import upwards
from archgraph.surroundings import variables

if TYPE_CHECKING:
    import subprocess

TIMEOUT = 60.0
"""Seconds after which git is given up and the folder is walked."""

_NO_PROGRAMS = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "log.showSignature=false",
    "-c", "safe.directory=*",  # a checkout owned by someone else (containers) is only listed, never obeyed
)  # fmt: skip
_LINK = "120000"
_SUBMODULE = "160000"
_PLAIN = ("100644", "100755")
_COMMITS = 1000
"""The latest commits, which tell what is alive."""
_OBJECTS = 500
"""Objects that are asked for at a time."""


class GitError(Exception):
    """git is not there, refused, or took too long; the text says which."""


class GitListing(msgspec.Struct, frozen=True):
    """What git lists below a folder, relative to it: files, links that it knows as such, and repositories inside it."""

    files: tuple[str, ...]
    links: tuple[str, ...]
    repositories: tuple[str, ...]
    tracked: bool
    """At least one of them is in the index."""
    warnings: tuple[str, ...]


def is_in_repository(folder: str) -> bool:
    """Whether the folder or one above it holds `.git`; starts no process."""
    return any(map(is_repository, upwards(folder)))


def is_repository(folder: str) -> bool:
    """Whether the folder is the top of a work tree."""
    return os.path.lexists(os.path.join(folder, ".git"))


def list_repository(folder: str) -> GitListing:
    """Tracked and untracked-not-ignored files below `folder`, in git's order; raises GitError."""
    answer = _run(folder, "ls-files", "-z", "-t", "--stage", "--cached", "--others", "--exclude-standard")
    if answer.returncode:
        raise GitError(_complaint(answer))
    files: dict[str, None] = {}  # an unmerged file is listed up to three times
    links: dict[str, None] = {}
    repositories: dict[str, None] = {}
    tracked = False
    for mode, path in _entries(answer.stdout):
        tracked = tracked or bool(mode)
        if path.startswith("../"):
            continue
        if mode == _SUBMODULE or path.endswith("/"):
            repositories[path.rstrip("/")] = None
        else:
            (links if mode == _LINK else files)[path] = None
    warnings = tuple(os.fsdecode(answer.stderr).splitlines())
    return GitListing(tuple(files), tuple(links), tuple(repositories), tracked, warnings)


def is_ignored(folder: str) -> bool:
    """Whether the repository around `folder` ignores it; raises GitError."""
    parent, name = os.path.split(folder)
    answer = _run(parent, "check-ignore", "--quiet", "--", os.path.join(".", name))
    if answer.returncode not in (0, 1):
        raise GitError(_complaint(answer))
    return answer.returncode == 0


def store_of(folder: str) -> str:
    """The real folder in which the repository keeps its objects, one for all its work trees; raises GitError."""
    answer = _run(folder, "rev-parse", "--git-common-dir")
    if answer.returncode:
        raise GitError(_complaint(answer))
    return os.path.realpath(os.path.join(folder, os.fsdecode(answer.stdout).rstrip("\n")))


def head_commit(folder: str) -> str:
    """The commit that is checked out, "" when there is none yet."""
    try:
        answer = _run(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitError:
        return ""
    return "" if answer.returncode else answer.stdout.decode("ascii", "replace").strip()


def commit_of(folder: str, revision: str) -> str:
    """The commit that a revision (branch, tag, digest, HEAD~2) names; "" when it names none. Raises GitError."""
    if revision.startswith("-") or "\0" in revision:
        return ""
    answer = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return "" if answer.returncode else answer.stdout.decode("ascii", "replace").strip()


def latest_by_day(folder: str, number: int) -> list[tuple[str, str]]:
    """(commit, ISO day) of the last commit of each of the latest days on which the main line changed, the oldest first, without
    the one that is checked out; at most `number`. Raises GitError."""
    answer = _run(folder, "log", "--first-parent", f"--max-count={_COMMITS}", "--format=%H %cs")
    if answer.returncode:
        raise GitError(_complaint(answer))
    lines = answer.stdout.decode("ascii", "replace").split("\n")
    latest: dict[str, str] = {}
    for line in lines[1:]:
        commit, _, day = line.partition(" ")
        if day:
            latest.setdefault(day, commit)
    return sorted(((commit, day) for day, commit in latest.items()), key=lambda pair: pair[1])[-number:]


def activity(folder: str) -> dict[str, tuple[int, str]]:
    """Path (relative to `folder`) → in how many of the last commits it changed, and the day it last did; raises GitError.
    Merges change nothing of their own."""
    limit = f"--max-count={_COMMITS}"
    answer = _run(
        folder, "log", limit, "--no-merges", "--no-renames", "--format=%x01%cs", "--name-only", "-z", "--relative"
    )
    if answer.returncode:
        raise GitError(_complaint(answer))
    found: dict[str, tuple[int, str]] = {}
    day = ""
    for part in os.fsdecode(answer.stdout).split("\0"):
        entry = part.lstrip("\n")
        if entry.startswith("\1"):
            day = entry[1:]
        elif entry:
            count, last = found.get(entry, (0, day))
            found[entry] = (count + 1, last)
    return found


def list_commit(folder: str, commit: str) -> dict[str, str]:
    """Path (relative to `folder`) → object of every plain file below `folder` in a commit; raises GitError."""
    answer = _run(folder, "ls-tree", "-r", "-z", commit)
    if answer.returncode:
        raise GitError(_complaint(answer))
    found: dict[str, str] = {}
    for entry in os.fsdecode(answer.stdout).split("\0"):
        meta, _, path = entry.partition("\t")
        mode, _, rest = meta.partition(" ")
        if mode in _PLAIN:
            found[path] = rest.rpartition(" ")[2]
    return found


def read_objects(folder: str, objects: Sequence[str]) -> Iterator[bytes]:
    """The contents of objects, in their order, without touching the work tree; raises GitError."""
    for start in range(0, len(objects), _OBJECTS):
        batch = objects[start : start + _OBJECTS]
        answer = _run(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in batch).encode())
        if answer.returncode:
            raise GitError(_complaint(answer))
        yield from _contents(answer.stdout, len(batch))


def _contents(output: bytes, number: int) -> Iterator[bytes]:
    """`<object> blob <size>\\n<content>\\n` for each object."""
    at = 0
    for _ in range(number):
        end = output.index(b"\n", at)
        words = output[at:end].split(b" ")
        if len(words) != 3:
            raise GitError(f"git does not have the object {words[0].decode('ascii', 'replace')}")
        size = int(words[2])
        yield output[end + 1 : end + 1 + size]
        at = end + size + 2


def _entries(output: bytes) -> Iterator[tuple[str, str]]:
    """(mode, path) of each entry; mode is "" for an untracked one.

    Tracked: `H 100644 <object> <stage>\\t<path>`; untracked: `? <path>`; a repository in it ends in `/`.
    """
    for entry in os.fsdecode(output).split("\0"):
        if entry.startswith("? "):
            yield "", entry[2:]
        elif entry:
            meta, _, path = entry.partition("\t")
            yield meta.split(" ")[1], path


def _run(folder: str, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess  # slow to load, and many folders are in no repository

    command = (_program(), *_NO_PROGRAMS, "-C", folder, *arguments)
    try:
        return subprocess.run(
            command, capture_output=True, input=given, env=_environment(), timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git gave no answer within {TIMEOUT:.0f} s") from None
    except OSError as error:
        raise GitError(f"git could not be started ({error.strerror})") from None


def _program() -> str:
    import shutil  # slow to load, as `subprocess`

    found = shutil.which("git")
    # A relative entry of PATH could lead to a program inside the analysed tree.
    if not found or not os.path.isabs(found):
        raise GitError("git is not installed")
    return found


def _environment() -> dict[str, str]:
    """The user's environment without what would point git elsewhere (a hook's GIT_DIR), and without any way out."""
    kept = {name: value for name, value in variables().items() if not name.startswith("GIT_")}
    return kept | {
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _complaint(answer: subprocess.CompletedProcess[bytes]) -> str:
    lines = os.fsdecode(answer.stderr).strip().splitlines()
    return f"git refused ({lines[0]})" if lines else f"git ended with {answer.returncode}"
