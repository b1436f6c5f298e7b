"""Targets: in: the pairs of the configuration, out: what is demanded of which figure, of which service, by which checkpoint.

`figure`, `services.NAME.figure`, `CHECKPOINT.figure`, `CHECKPOINT.services.NAME.figure`; `CHECKPOINT.due` is a date.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NamedTuple

from archgraph.errors import ConfigurationError
from archgraph.gate.bounds import Bound, read_bound

_SERVICES = "services."
_DUE = "due"


class Target(NamedTuple):
    """A bound for a figure; `service` is "" for the whole code base; `text` is how it was written."""

    figure: str
    service: str
    bound: Bound
    text: str


class Checkpoint(NamedTuple):
    """Targets that decide together, maybe on a date (ISO, "" for none); the plain targets have the name ""."""

    name: str
    due: str
    targets: tuple[Target, ...]


def read_targets(pairs: Iterable[tuple[str, str]], figures: Collection[str]) -> tuple[Checkpoint, ...]:
    """The checkpoints in the order of the configuration, the plain targets first; raises ConfigurationError."""
    due: dict[str, str] = {}
    targets: dict[str, list[Target]] = {"": []}
    for key, text in pairs:
        checkpoint, service, figure = _parts(key)
        if checkpoint and figure == _DUE:
            due[checkpoint] = _date(key, text)
            continue
        _check_figure(key, figure, figures)
        targets.setdefault(checkpoint, []).append(Target(figure, service, read_bound(figure, text), text))
    for checkpoint in due:
        targets.setdefault(checkpoint, [])
    return tuple(Checkpoint(name, due.get(name, ""), tuple(found)) for name, found in targets.items() if name or found)


def loosened(now: Iterable[tuple[str, str]], agreed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Agreed targets that are gone from the configuration or let more pass now."""
    current = dict(now)
    found = []
    for key, text in agreed:
        figure = key.rpartition(".")[2]
        if key not in current:
            found.append(f"{key} = {text} is gone")
        elif figure != _DUE and read_bound(figure, current[key]).is_looser(read_bound(figure, text)):
            found.append(f"{key} was {text}, is {current[key]}")
    return tuple(sorted(found))


def _parts(key: str) -> tuple[str, str, str]:
    """(checkpoint, service, figure); a service's name may hold dots."""
    before, _, figure = key.rpartition(".")
    if not before:
        return "", "", figure
    if before.startswith(_SERVICES):
        return "", before.removeprefix(_SERVICES), figure
    checkpoint, _, rest = before.partition(".")
    return checkpoint, rest.removeprefix(_SERVICES), figure


def _check_figure(key: str, figure: str, figures: Collection[str]) -> None:
    if figure in figures:
        return
    near = get_close_matches(figure, sorted(figures), 1, 0.5)
    remedy = f"Did you mean `{near[0]}`?" if near else f"Figures are: {', '.join(sorted(figures))}."
    raise ConfigurationError("targets", f"`{key}` names no figure of summary.json.", remedy)


def _date(key: str, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ConfigurationError("targets", f"`{key}` must be a date like 2026-01-31, is {text!r}.") from None
