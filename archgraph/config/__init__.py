"""Configuration; in: PATH, a file and what the command line says, out: checked `Settings`.

File patterns are relative to PATH; a configuration that stands above PATH writes them from its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archgraph.config.check import check_values, fields_of, kebab
from archgraph.config.find import find_configuration
from archgraph.errors import ConfigurationError
from archgraph.model.settings import PathRule, Settings

COMMAND_LINE = "the command line"


def load_settings(root: Path, config_file: Path | None, overrides: Mapping[str, object]) -> Settings:
    """The settings for PATH: defaults, then the configuration, then `overrides` (names of fields; None is not given).

    Without `config_file`, the nearest configuration is taken: of PATH, or of a folder above it up to the top of the
    repository. `exclude` of the overrides adds to the configured one. Raises ConfigurationError.
    """
    place = os.path.abspath(root if os.path.isdir(root) else os.path.dirname(root))
    file, table = find_configuration(place, config_file)
    values = fields_of(table, Settings, file)
    if file:
        _refuse_foreign_cache(values, file, place)
        _move(values, os.path.dirname(file), place)
    given = {kebab(name): value for name, value in overrides.items() if value is not None}
    options = fields_of(given, Settings, COMMAND_LINE)
    options["exclude"] = (*values.get("exclude", ()), *options.get("exclude", ()))
    settings = Settings(**values | options)
    check_values(settings, file or COMMAND_LINE)
    return settings


def default_config_text() -> str:
    """A commented archgraph.toml in which every setting stands at its default, for `archgraph init`."""
    from importlib import resources  # slow to load, and only `init` asks

    return resources.files("archgraph.config").joinpath("default.toml").read_text(encoding="utf-8")


def _refuse_foreign_cache(values: Mapping[str, Any], file: str, place: str) -> None:
    """A cache that comes with the analysed code could carry false facts; on the command line it is the user's word."""
    given = values.get("cache_dir", "")
    folder = os.path.realpath(os.path.join(os.path.dirname(file), given))
    if given and os.path.join(folder, "").startswith(os.path.join(os.path.realpath(place), "")):
        text = "`cache-dir` lies inside PATH, where a cache could have come with the analysed code."
        raise ConfigurationError(file, text, "Name a folder elsewhere, or use --cache-dir.")


def _move(values: dict[str, Any], folder: str, place: str) -> None:
    """Change the paths of a configuration in `folder` to what they mean for PATH: patterns cut, places absolute."""
    start = os.path.relpath(place, folder).replace(os.sep, "/") + "/" if place != folder else ""
    if "exclude" in values:
        values["exclude"] = tuple(_cut(pattern, start, "/") for pattern in values["exclude"])
    for name in ("source_roots", "environment_allowed", "events_canonical"):
        if name in values:
            values[name] = tuple(_cut(path, start, "") for path in values[name])
    for name in ("services", "zones"):
        if name in values:
            values[name] = tuple(PathRule(_cut_rule(rule.pattern, start), rule.value) for rule in values[name])
    if values.get("before"):
        values["before"] = os.path.join(folder, values["before"])
    if "history" in values:
        values["history"] = tuple(os.path.join(folder, file) for file in values["history"])
    if values.get("cache_dir"):
        values["cache_dir"] = os.path.join(folder, os.path.expanduser(values["cache_dir"]))
    if "/" in values.get("python", "") or os.path.exists(os.path.join(folder, values.get("python") or "\0")):
        values["python"] = os.path.join(folder, os.path.expanduser(values["python"]))


def _cut(pattern: str, start: str, anchor: str) -> str:
    anchored = pattern.removeprefix("/")
    return anchor + anchored.removeprefix(start) if start and anchored.startswith(start) else pattern


def _cut_rule(pattern: str, start: str) -> str:
    """A rule for a folder around PATH is one for all of PATH."""
    around = start.startswith(pattern.strip("/") + "/")
    return "**" if around else _cut(pattern, start, "/")
