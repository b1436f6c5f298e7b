"""Which events there are: in: the code base, its constants and signals; out: the names of the events that a code base has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from archgraph.analyses.constants import Constants
from archgraph.analyses.events.names import (
    Spellings,
    has_parts,
    is_dunder,
    is_event_class,
    is_event_constant,
    looks_like_event,
    may_spell,
)
from archgraph.analyses.events.sightings import EMITTING, Sighting, sightings
from archgraph.analyses.words import last_name, lower_words
from archgraph.model.codebase import Codebase, Module
from archgraph.model.memory import ByFile, Work
from archgraph.model.source import Row, Zone

_RAISING = frozenset({"emit", "fire", "async_emit", "async_fire"})


class _Spoken(Row, frozen=True):
    """What one file of production says that may be an event."""

    path: str
    told: tuple[str, ...] = ()
    """Texts that classes of events list."""
    called: tuple[str, ...] = ()
    """Texts of constants that are called events (`EVENT_ORDER_PAID`)."""
    emitted: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()


def find_events(codebase: Codebase, constants: Constants, by_file: ByFile) -> frozenset[str]:
    """The events of a code base that configures none."""
    told, called, emitted, raised = set[str](), set[str](), set[str](), set[str]()
    for spoken in by_file(Work("event names", _Spoken, partial(_in_files, codebase, constants))):
        told.update(spoken.told)
        called.update(spoken.called)
        emitted.update(spoken.emitted)
        raised.update(spoken.raised)
    found = frozenset({*filter(looks_like_event, told | emitted), *(emitted & (told | called)), *raised})
    spellings = Spellings(found)
    return frozenset(text for text in found if not may_spell(text) or not spellings.emitted(text))


def _in_files(codebase: Codebase, constants: Constants, paths: Collection[str]) -> Iterator[tuple[str, _Spoken]]:
    modules = [codebase.modules[path] for path in paths]
    production = {module.path: module for module in modules if module.zone is Zone.PRODUCTION}
    emitted: dict[str, set[str]] = {}
    raised: dict[str, set[str]] = {}
    for sighting in sightings(codebase, constants, production):
        path = sighting.module.path
        if sighting.how in EMITTING and not _sends_error(sighting):
            emitted.setdefault(path, set()).update(sighting.texts)
        if _raises(sighting):
            raised.setdefault(path, set()).update(filter(has_parts, sighting.texts))
    for path, module in production.items():
        told, called = _listed(module, constants)
        said = [tuple(sorted(each)) for each in (told, called, emitted.get(path, ()), raised.get(path, ()))]
        if any(said):
            yield path, _Spoken(path, *said)


def _listed(module: Module, constants: Constants) -> tuple[set[str], set[str]]:
    """What a file of production tells and calls an event."""
    told: set[str] = set()
    called: set[str] = set()
    for (scope, name), text in constants.bound_in(module).items():
        if not has_parts(text) or is_dunder(name):
            continue
        if scope and is_event_class(lower_words(module.outline.scopes[scope].name)):
            told.add(text)
        elif not scope and is_event_constant(lower_words(name)):
            called.add(text)
    return told, called


def _raises(sighting: Sighting) -> bool:
    """`bus.emit("checking_now")`: nothing but events is emitted and fired."""
    called = last_name(sighting.signal.through)
    return sighting.how == "send" and called in _RAISING


def _sends_error(sighting: Sighting) -> bool:
    """`send_error("update_failed")` answers with an error's code, which is no event because of that."""
    return "error" in last_name(sighting.signal.through).lower()
