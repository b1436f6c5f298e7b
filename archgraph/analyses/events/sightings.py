"""Signals with their names made out: in: files; out: each place where a message may be named, and the texts it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from archgraph.analyses.constants import Constants
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.signals import Signal, Signals

EMITTING = frozenset({"send", "make", "payload"})
"""How a signal looks that emits what it names."""


class Sighting(NamedTuple):
    """A signal, where it stands, and the texts that its names give; `how` is the signal's."""

    module: Module
    signal: Signal
    how: str
    texts: tuple[str, ...]


def sightings(codebase: Codebase, constants: Constants, paths: Collection[str]) -> Iterator[Sighting]:
    """Those of these files, in file order."""
    for path, section in codebase.facts.sections(Signals, paths):
        module = codebase.modules[path]
        for signal in section.signals:
            yield Sighting(module, signal, signal.how, _texts(module, signal, constants))


def _texts(module: Module, signal: Signal, constants: Constants) -> tuple[str, ...]:
    return tuple(text for name in signal.names for text in constants.texts(module, signal.scope, name))
