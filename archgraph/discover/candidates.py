"""Which environment is the code's; in: PATH and what the user named, out: its installation and who named it.

Looked at in this order: `--python`, the environment that PATH itself is installed in, VIRTUAL_ENV, CONDA_PREFIX, a
`.venv` beside PATH or above it up to the repository's top. A `.venv` inside PATH came with the code: it must be named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from archgraph.discover.installation import Installation, find_stdlib, read_installation, version_in
from archgraph.discover.paths import upwards
from archgraph.errors import ConfigurationError
from archgraph.surroundings import variable

NAMED = "--python"


def choose_installation(place: str, named: str, notes: list[str]) -> tuple[Installation | None, str]:
    """The installation for the code in `place` and where it was named; (None, "") when nobody names one."""
    if named:
        return _named(named), NAMED
    for folder, source in _candidates(place):
        installation = read_installation(folder)
        if installation:
            return installation, source
        notes.append(f"{source} names {folder}, which is no Python environment.")
    return None, ""


def is_own(folder: str) -> bool:
    """Whether it is the environment that archgraph itself runs in."""
    return bool(folder) and os.path.realpath(folder) == os.path.realpath(sys.prefix)


def _named(given: str) -> Installation:
    path = os.path.abspath(os.path.expanduser(given))
    if not os.path.exists(path) and os.path.basename(given) == given:
        import shutil  # slow to load, and a path is what is given most often

        path = shutil.which(given) or path
    installation = read_installation(path) if os.path.exists(path) else None
    if installation is None:
        problem = "is no Python environment or interpreter." if os.path.exists(path) else "does not exist."
        raise ConfigurationError(f"python {given}", problem, "Name an interpreter, or the folder of an environment.")
    return installation


def _candidates(place: str) -> Iterator[tuple[str, str]]:
    """(folder, how it is named), the best first; archgraph's own environment gives way to one beside PATH."""
    around = _around(place)
    if around:
        yield around, "the environment around PATH"
    active = [(variable("VIRTUAL_ENV"), "VIRTUAL_ENV")]
    if variable("CONDA_DEFAULT_ENV") != "base":  # base is active in every conda shell and says nothing
        active.append((variable("CONDA_PREFIX"), "CONDA_PREFIX"))
    beside = [(folder, ".venv") for folder in _beside(place)]
    for folder, source in sorted((*active, *beside), key=lambda pair: is_own(pair[0])):
        if folder:
            yield os.path.abspath(folder), source


def _around(place: str) -> str:
    """The virtual environment that PATH lies in, or the interpreter whose installed package it is; "" for none."""
    for folder in upwards(place):
        if os.path.isfile(os.path.join(folder, "pyvenv.cfg")):
            return folder
        library, name = os.path.split(folder)
        prefix = os.path.dirname(os.path.dirname(library))
        if name == "site-packages" and find_stdlib(prefix, version_in(os.path.basename(library)))[0]:
            return os.path.join(prefix, "bin", os.path.basename(library))
    return ""


def _beside(place: str) -> Iterator[str]:
    """`.venv` folders above PATH, up to the top of the repository; without one above PATH, only beside PATH."""
    above = [place, *upwards(os.path.dirname(place))]
    top = next((count for count, folder in enumerate(above) if os.path.lexists(os.path.join(folder, ".git"))), 1)
    for folder in above[1 : max(top, 1) + 1]:
        if os.path.isfile(os.path.join(folder, ".venv", "pyvenv.cfg")):
            yield os.path.join(folder, ".venv")
