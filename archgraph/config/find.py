"""Which file configures; in: PATH and the file that was named, out: its path and its table of settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from archgraph.config.check import wrong
from archgraph.errors import ConfigurationError

FILE = "archgraph.toml"
PROJECT = "pyproject.toml"


def find_configuration(place: str, named: Path | None) -> tuple[str, Mapping[str, object]]:
    """(file, table): the file that was named, else the nearest one; ("", {}) when there is none."""
    return _named(named) if named else _nearest(place)


def _named(config_file: Path) -> tuple[str, Mapping[str, object]]:
    file = os.path.abspath(config_file)
    content = _read(file)
    table = _project_table(content, file)
    if table is None and os.path.basename(file) == PROJECT:
        raise ConfigurationError(file, "has no [tool.archgraph] table.", "Add one, or name another file.")
    return file, content if table is None else table


def _nearest(place: str) -> tuple[str, Mapping[str, object]]:
    for folder in _searched(place):
        file, project = os.path.join(folder, FILE), os.path.join(folder, PROJECT)
        if os.path.isfile(file):
            return _named(Path(file))
        if os.path.isfile(project):
            table = _project_table(_read(project), project)
            if table is not None:
                return project, table
    return "", {}


def _searched(place: str) -> Iterator[str]:
    """PATH and the folders above it, up to the top of the repository; without one, up to the first project.

    What is installed in a virtual environment is not configured by the project around it.
    """
    above = [place, *map(str, Path(place).parents)]
    in_repository = any(os.path.lexists(os.path.join(folder, ".git")) for folder in above)
    for folder in above:
        if os.path.isfile(os.path.join(folder, "pyvenv.cfg")):
            return
        yield folder
        is_project = any(os.path.isfile(os.path.join(folder, name)) for name in (FILE, PROJECT))
        if os.path.lexists(os.path.join(folder, ".git")) or (is_project and not in_repository):
            return


def _read(file: str) -> dict[str, object]:
    import tomllib  # not every place has settings

    try:
        with open(file, "rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise ConfigurationError(file, f"cannot be read ({error.strerror}).", "Name a file that can be.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(file, "is not UTF-8, as TOML must be.", "Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigurationError(file, f"is no valid TOML: {error}.", "See https://toml.io.") from None


def _project_table(content: Mapping[str, object], file: str) -> Mapping[str, object] | None:
    tool = content.get("tool")
    table = tool.get("archgraph") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise wrong(file, "tool.archgraph", "a table", table)
    return table
