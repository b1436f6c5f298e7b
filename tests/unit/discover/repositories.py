"""Git repositories for tests; in: a folder, out: the same folder under git, without the user's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in the folder and return what it prints."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(command, cwd=folder, env=kept | QUIET, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def repository(folder: Path, *, add: str = ".") -> Path:
    """Make the folder a repository with one commit of `add` ("" commits nothing)."""
    git(folder, "init", "--quiet")
    if add:
        git(folder, "add", "--force" if add != "." else "--all", add)
        git(folder, "commit", "--quiet", "--message", "first")
    return folder
