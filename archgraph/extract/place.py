"""Where the cache is: in: settings and the analysed tree, out: a file that did not come with that tree."""

from __future__ import annotations

import sys
from pathlib import Path

from archgraph.model.settings import Settings
from archgraph.surroundings import variable

VARIABLE = "ARCHGRAPH_CACHE_DIR"
_FILE = "facts.sqlite"


def cache_file(settings: Settings, root: Path | None = None) -> tuple[Path | None, str]:
    """The cache's file and "", or None and a sentence when there is to be none.

    A folder that nobody named is not used when it lies in the analysed tree: its facts could have come with the code.
    """
    if not settings.use_cache:
        return None, ""
    named = settings.cache_dir or variable(VARIABLE)
    if named:
        return Path(named).expanduser() / _FILE, ""
    try:
        folder = _users_folder() / "archgraph"
    except RuntimeError:  # no home folder
        return None, f"No cache: there is no home folder; name a folder with --cache-dir or {VARIABLE}."
    if root is not None and folder.resolve().is_relative_to(root.resolve()):
        return None, f"No cache: {folder} lies in the analysed tree; name a folder with --cache-dir to use one."
    return folder / _FILE, ""


def _users_folder() -> Path:
    """The user's folder for caches, as the platform has it."""
    if sys.platform == "win32":
        return Path(variable("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(variable("XDG_CACHE_HOME") or Path.home() / ".cache")
