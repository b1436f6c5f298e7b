"""Events: in: an Edition, out: who declares, emits, routes and handles each, with its picture, the broken ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from archgraph.model.results.events import EventSite
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Code,
    Grid,
    Illustration,
    Link,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    rest,
    sentence,
)
from archgraph.report.lookup import grouped

_ROLES: Final = ("declare", "emit", "route", "handle")
_STATES: Final = {"unhandled": "nobody handles it", "never_emitted": "never emitted", "": "both ends are there"}
_MOST: Final = 15
_PICTURES: Final = 2


def events(edition: Edition) -> Section:
    """A row for each event; production counts, tests stand apart."""
    analysis = edition.analysis
    by_event = grouped(analysis.events, lambda site: site.event)
    silent = [name for name in analysis.settings.events if name not in by_event]
    if not by_event and not silent:
        return nothing("Events", "events", sentence("No event was found; name those that count in `events`."))
    wanted = frozenset(analysis.settings.events)
    order = sorted(
        by_event, key=lambda name: (name not in wanted, not by_event[name][0].state, -len(by_event[name]), name)
    )
    broken = Counter(sites[0].state for sites in by_event.values())
    text = f"{counted(len(by_event), 'event')}: {broken['unhandled']:,} emitted and handled by no Python code, "
    text += f"{broken['never_emitted']:,} declared or handled and never emitted. "
    text += "Counts are places in production, but for one column."
    rows = [_row(edition, name, by_event[name]) for name in order[:_MOST]]
    head = ("event", "declared", "emitted", "routed", "handled", "not awaited", "in tests and tooling", "state")
    grid = Grid(head, rows, frozenset(range(1, 7)), rest(len(rows), len(order), "events"))
    blocks: list[Block] = [Paragraph(text), grid]
    if silent:
        blocks.append(Paragraph(f"Of these configured events there is no trace: {', '.join(silent)}."))
    blocks += _pictures(edition, order)
    return Section("Events", "events", blocks)


def _row(edition: Edition, name: str, sites: Sequence[EventSite]) -> tuple[Phrase, ...]:
    production = [site for site in sites if site.zone is Zone.PRODUCTION]
    counts = Counter(site.role for site in production)
    forgotten = sum(site.async_ is True and site.awaited is False and site.discarded for site in production)
    elsewhere = len(sites) - len(production)
    numbers = (*(counts[role] for role in _ROLES), forgotten, elsewhere)
    return (_linked(edition, name), *(f"{number:,}" for number in numbers), _STATES[sites[0].state])


def _linked(edition: Edition, name: str) -> Phrase:
    """The event's name, leading to its picture where there is one."""
    picture = next((item for item in edition.pictures if item.title == name and item.name.startswith("event-")), None)
    if picture is None:
        return Code(name)
    return Link(name, f"graphs/{picture.name}.{'svg' if picture.svg is not None else 'dot'}", code=True)


def _pictures(edition: Edition, order: Sequence[str]) -> list[Illustration]:
    drawn = {item.title: item for item in edition.pictures if item.name.startswith("event-")}
    return [Illustration(drawn[name]) for name in order if name in drawn][:_PICTURES]
