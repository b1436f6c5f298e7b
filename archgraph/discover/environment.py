"""Which Python the analysed code runs on; in: PATH and settings, out: version, platform and folders with sources.

No interpreter is started: folders and pyvenv.cfg tell.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from archgraph.discover.candidates import NAMED, choose_installation, is_own
from archgraph.discover.installation import Installation, Version, find_stdlib, names_in, version_in
from archgraph.discover.paths import is_below
from archgraph.model.environment import Environment
from archgraph.model.settings import Settings
from archgraph.surroundings import variable

RUNNING: Version = sys.version_info[:2]


def find_environment(root: Path, settings: Settings) -> Environment:
    """The environment of the code below `root`; raises ConfigurationError when `settings.python` names none."""
    place = os.path.abspath(root)
    notes: list[str] = []
    installation, source = choose_installation(place, settings.python, notes)
    if installation and source != NAMED:
        notes += _doubts(installation, place, source)
    configured = version_in(settings.python_version)
    found = installation.version if installation else None
    version = configured or found or RUNNING
    if configured and found and configured != found:
        notes.append(
            f"python-version says {_text(configured)}, the environment has {_text(found)}: {_text(version)} is taken."
        )
    if version != RUNNING:
        notes.append(
            f"The code is for Python {_text(version)} and was read by Python {_text(RUNNING)}: "
            "syntax that only one of them knows can show as a recovered file."
        )
    site = installation.site if installation else ()
    if not site:
        notes.append(_nothing_installed(place, installation))
    return Environment(
        version=version,
        platform=settings.platform or sys.platform,
        stdlib=_stdlib(installation, version, notes),
        site=site,
        source=source or ("configuration" if configured else "running interpreter"),
        notes=tuple(notes),
    )


def _doubts(installation: Installation, place: str, source: str) -> Iterator[str]:
    """What a reader must know of an environment that nobody named for this code."""
    if is_own(installation.folder):
        yield f"Installed packages are read from archgraph's own environment ({source}); name the code's with --python."
    foreign = [path for path in installation.outside if not is_below(path, place) and not is_below(place, path)]
    if foreign:
        yield f"Paths of .pth files that lead out of the environment are not read: {', '.join(foreign[:5])}."


def _stdlib(installation: Installation | None, version: Version, notes: list[str]) -> tuple[str, ...]:
    """The standard library of the version: the environment's, another on this machine, else the running Python's."""
    if installation and installation.stdlib and installation.version in (version, None):
        return (installation.stdlib,)
    running = sysconfig.get_path("stdlib")
    if version == RUNNING:
        return (running,)
    for folder in _places(version):
        stdlib, _ = find_stdlib(folder, version)
        if stdlib:
            return (stdlib,)
    notes.append(f"The standard library of Python {_text(version)} is not on this machine: {_text(RUNNING)}'s is read.")
    return (running,)


def _places(version: Version) -> Iterator[str]:
    """Where installations of a version usually stand, the newest patch release first."""
    yield from ("/usr/local", "/usr", "/opt/homebrew", f"/opt/homebrew/opt/python@{_text(version)}")
    home = os.path.expanduser("~")
    pyenv = variable("PYENV_ROOT") or os.path.join(home, ".pyenv")
    for folder in (os.path.join(pyenv, "versions"), os.path.join(home, ".local", "share", "uv", "python")):
        fitting = [name for name in names_in(folder) if version_in(name) == version]
        newest = sorted(
            fitting, key=lambda name: ([int(part) for part in re.findall(r"\d+", name)], name), reverse=True
        )
        yield from (os.path.join(folder, name) for name in newest)


def _nothing_installed(place: str, installation: Installation | None) -> str:
    text = "The environment has no installed packages" if installation else "No environment of the code is known"
    advice = "name it with --python, or activate it"
    if os.path.isfile(os.path.join(place, ".venv", "pyvenv.cfg")):
        advice = f"the .venv inside PATH is read when named: --python {os.path.join(place, '.venv')}"
    return f"{text}: what is imported from packages stays unknown, and MROs that need it are partial; {advice}."


def _text(version: Version) -> str:
    return f"{version[0]}.{version[1]}"
