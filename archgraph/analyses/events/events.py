"""Events: in: the code base, the settings and the string literals; out: the rows of events.csv.

An event is followed when the configuration names it; without one, when production code emits it by name, or an event class lists
it, and it looks like an event. Literals, constants, enum members and methods that spell the event all count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from archgraph.analyses.constants import Constants
from archgraph.analyses.events.found import find_events
from archgraph.analyses.events.names import Spellings, is_dunder, may_spell
from archgraph.analyses.events.sightings import EMITTING, Sighting, sightings
from archgraph.analyses.places import scope_at, symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.facts.uses import Uses
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.events import EventSite
from archgraph.model.results.strings import StringUse, standing
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_TESTS = frozenset({Zone.TEST, Zone.TESTINFRA})
_NEAR = 6
"""Lines below the beginning of a call on which its name may stand."""


def events(
    codebase: Codebase, settings: Settings, strings: Iterable[StringUse], by_file: ByFile | None = None
) -> tuple[EventSite, ...]:
    """All sites, sorted by event and place."""
    by_file, constants = by_file or afresh(codebase), Constants(codebase)
    names = frozenset(settings.events) or find_events(codebase, constants, by_file)
    if not names:
        return ()
    work = Work("event sites", EventSite, partial(_in_files, codebase, constants, names), rests_on=sorted(names))
    sites = set(_with_coroutines(codebase, list(by_file(work))))
    sites.update(_named(codebase, strings, names, sites))
    return _with_states(sites, names)


def _in_files(
    codebase: Codebase, constants: Constants, names: frozenset[str], paths: Collection[str]
) -> Iterator[tuple[str, EventSite]]:
    """The sites in these files, but for what names the event and does nothing; whether what is called is a coroutine is left
    open."""
    spellings = Spellings(names)
    for path in paths:
        module = codebase.modules[path]
        for site in (*_declared(module, constants, names), *_defined(module, spellings)):
            yield path, site
    for sighting in sightings(codebase, constants, paths):
        for site in _used(codebase, sighting, names, spellings):
            yield sighting.module.path, site


def _declared(module: Module, constants: Constants, names: frozenset[str]) -> Iterator[EventSite]:
    """Constants of a module and members of its classes whose text is an event."""
    bound = constants.bound_in(module)
    wanted = {place for place, text in bound.items() if text in names}
    for binding in module.outline.bindings if wanted else ():
        place = (binding.scope, binding.name)
        if place in wanted and not is_dunder(binding.name):
            symbol = f"{symbol_of(module, binding.scope)}.{binding.name}"
            yield _site(module, bound[place], "declare", binding.line, symbol)


def _defined(module: Module, spellings: Spellings) -> Iterator[EventSite]:
    """Functions that spell the event that they emit or handle."""
    for index, scope in enumerate(module.outline.scopes):
        if scope.kind is ScopeKind.FUNCTION and may_spell(scope.name):
            emitted = spellings.emitted(scope.name)
            event = emitted or spellings.handled(scope.name)
            if event:
                role = "declare" if emitted else "handle"
                symbol = symbol_of(module, index)
                yield _site(module, event, role, scope.line, symbol, scope.name, async_=scope.is_async)


def _used(codebase: Codebase, sighting: Sighting, names: frozenset[str], spellings: Spellings) -> Iterator[EventSite]:
    signal, module = sighting.signal, sighting.module
    for event, through in _told(codebase, sighting, names, spellings).items():
        called = sighting.how == "send" and through == signal.through
        yield EventSite(
            event=event,
            role=_role(sighting),
            zone=module.zone,
            path=module.path,
            line=signal.line,
            symbol=symbol_of(module, signal.scope),
            through=through,
            async_=None,
            awaited=signal.awaited if called else None,
            service=module.service,
            discarded=signal.discarded,
        )


def _told(codebase: Codebase, sighting: Sighting, names: frozenset[str], spellings: Spellings) -> dict[str, str]:
    """Event → through what, for the events that a sighting names, or that what is called there spells.

    A method that is told by name (`send_through(bus, "notify_order_paid")`) is what the event goes through.
    """
    through = sighting.signal.through
    named = {text: through for text in sighting.texts if text in names}
    if named or sighting.how != "send":
        return named
    if event := spellings.emitted(last_name(through)):
        # else a payload in the call, which has a row of its own
        return {event: through} if not sighting.signal.names or _is_call(codebase, sighting) else {}
    return {event: text for text in sighting.texts if may_spell(text) and (event := spellings.emitted(text))}


def _is_call(codebase: Codebase, sighting: Sighting) -> bool:
    """Whether what is called is called on the very line."""
    signal = sighting.signal
    calls = codebase.facts.section(sighting.module.path, Uses).calls
    return any(call.line == signal.line and call.func == signal.through for call in calls)


def _role(sighting: Sighting) -> str:
    if sighting.how in EMITTING:
        return "emit"
    if sighting.how == "key":
        return "route"
    asserted = sighting.how == "compare" and sighting.module.zone in _TESTS
    return "name" if asserted else "handle"


def _with_coroutines(codebase: Codebase, sites: Iterable[EventSite]) -> Iterator[EventSite]:
    """The sites, those that call something with what all functions of that name in production are."""
    coroutines = _coroutines(codebase, {last_name(site.through) for site in sites if site.awaited is not None})
    for site in sites:
        is_async = coroutines.get(last_name(site.through)) if site.awaited is not None else site.async_
        yield site if is_async is site.async_ else replace(site, async_=is_async)


def _coroutines(codebase: Codebase, called: Collection[str]) -> Mapping[str, bool]:
    """Name of a function that is called → whether all functions of that name in production are coroutine functions; mixed
    ones are left out."""
    found: dict[str, set[bool]] = {}
    for module in codebase.modules.values():
        for scope in module.outline.scopes if module.zone is Zone.PRODUCTION else ():
            if scope.name in called and scope.kind is ScopeKind.FUNCTION:
                found.setdefault(scope.name, set()).add(scope.is_async)
    return {name: True in kinds for name, kinds in found.items() if len(kinds) == 1}


def _named(
    codebase: Codebase, strings: Iterable[StringUse], names: frozenset[str], sites: Iterable[EventSite]
) -> Iterator[EventSite]:
    """Literals that no other row stands for."""
    covered = {(site.event, site.path, line) for site in sites for line in range(site.line, site.line + _NEAR)}
    for use in standing(strings, names):
        for path, line in use.places:
            if (use.value, path, line) not in covered:
                module = codebase.modules[path]
                yield _site(module, use.value, "name", line, symbol_of(module, scope_at(module, line)))


def _site(
    module: Module, event: str, role: str, line: int, symbol: str, through: str = "", *, async_: bool | None = None
) -> EventSite:
    return EventSite(event, role, module.zone, module.path, line, symbol, through, async_, None, module.service)


def _with_states(sites: Iterable[EventSite], names: frozenset[str]) -> tuple[EventSite, ...]:
    """The sites in order, each with the state of its event."""
    roles: dict[str, set[str]] = {name: set() for name in names}
    for site in sites:
        if site.zone is Zone.PRODUCTION:
            roles[site.event].add(site.role)
    states = {event: _state(found) for event, found in roles.items()}
    ordered = sorted(sites, key=lambda site: (site.event, site.path, site.line, site.role, site.symbol, site.through))
    return tuple(replace(site, state=states[site.event]) for site in ordered)


def _state(roles: set[str]) -> str:
    if "emit" not in roles:
        return "never_emitted" if roles else ""
    return "" if roles & {"handle", "route"} else "unhandled"
