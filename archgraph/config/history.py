"""Earlier audits; in: paths and globs of their summary.json, out: their figures by day, the oldest first."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from archgraph.config.before import Before, read_before
from archgraph.errors import InputError
from archgraph.model.analysis import Snapshot
from archgraph.model.settings import Settings

_REMEDY = "Name files summary.json that `archgraph audit` wrote, or patterns for them."


class Past(NamedTuple):
    """What the configuration names of earlier states: the one to compare with, and all of them."""

    before: Before
    history: tuple[Snapshot, ...]


NO_PAST: Final = Past({}, ())


def read_past(settings: Settings) -> Past:
    """The figures of the files that the settings name; raises InputError."""
    return Past(read_before(settings.before), read_history((settings.before, *settings.history)))


def read_history(patterns: Iterable[str]) -> tuple[Snapshot, ...]:
    """A snapshot for each file; a pattern may match none, a plain path must be there. Raises InputError."""
    files = {file for pattern in patterns if pattern for file in _matching(pattern)}
    found = [_read(file) for file in sorted(files)]
    return tuple(sorted((snapshot for snapshot in found if snapshot.day), key=lambda snapshot: snapshot.day))


def _matching(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else [pattern]


def _read(file: str) -> Snapshot:
    """One summary; those of versions that did not note the day have the day ""."""
    try:
        summary = json.loads(Path(file).read_bytes())
        figures = {name: int(figure["value"]) for name, figure in summary["figures"].items()}
        return Snapshot(str(summary.get("day", "")), figures)
    except OSError as error:
        raise InputError(file, f"cannot be read ({error.strerror}).", _REMEDY) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(file, "is no summary of an audit.", _REMEDY) from None
