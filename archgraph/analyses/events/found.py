"""Which events there are: in: the code base and the signals seen; out: the names of the events that a code base has."""

from __future__ import annotations

from collections.abc import Iterable

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
from archgraph.analyses.events.sightings import EMITTING, Sighting
from archgraph.analyses.words import last_name, lower_words
from archgraph.model.codebase import Codebase
from archgraph.model.source import Zone

_RAISING = frozenset({"emit", "fire", "async_emit", "async_fire"})


def find_events(codebase: Codebase, constants: Constants, seen: Iterable[Sighting]) -> frozenset[str]:
    """The events of a code base that configures none."""
    told, called = _listed(codebase, constants)
    emitted = {
        text
        for sighting in seen
        if sighting.how in EMITTING and sighting.module.zone is Zone.PRODUCTION and not _sends_error(sighting)
        for text in sighting.texts
    }
    raised = {text for sighting in seen if _raises(sighting) for text in sighting.texts if has_parts(text)}
    found = frozenset({*filter(looks_like_event, told | emitted), *(emitted & (told | called)), *raised})
    spellings = Spellings(found)
    return frozenset(text for text in found if not may_spell(text) or not spellings.emitted(text))


def _listed(codebase: Codebase, constants: Constants) -> tuple[set[str], set[str]]:
    """Texts that classes of events list, and those of constants that are called events (`EVENT_ORDER_PAID`)."""
    told: set[str] = set()
    called: set[str] = set()
    for module in codebase.modules.values():
        for (scope, name), text in constants.bound_in(module).items():
            if module.zone is not Zone.PRODUCTION or not has_parts(text) or is_dunder(name):
                continue
            if scope and is_event_class(lower_words(module.outline.scopes[scope].name)):
                told.add(text)
            elif not scope and is_event_constant(lower_words(name)):
                called.add(text)
    return told, called


def _raises(sighting: Sighting) -> bool:
    """`bus.emit("checking_now")`: nothing but events is emitted and fired."""
    called = last_name(sighting.signal.through)
    return sighting.how == "send" and sighting.module.zone is Zone.PRODUCTION and called in _RAISING


def _sends_error(sighting: Sighting) -> bool:
    """`send_error("update_failed")` answers with an error's code, which is no event because of that."""
    return "error" in last_name(sighting.signal.through).lower()
