#!/usr/bin/env python3
"""Say who declares, emits, routes and handles each event, and which are dropped.

    python3 scripts/trace_websocket_events.py PATH --event agent_started --event agent_completed

Without --event: the configured events, else those that are found. Exit code: 1 when an event that was asked for or
configured is never emitted by production code, 2 not done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from msgspec.structs import replace

from archgraph.analyses.events.events import events
from archgraph.analyses.strings import strings
from archgraph.cli.main import run
from archgraph.cli.options import Common, clock_of, common, finish, help_of, settings_of
from archgraph.cli.place import PLACE, place_of
from archgraph.model.results.events import EventSite
from archgraph.model.source import Zone
from archgraph.pipeline.ground import understand
from archgraph.report.document import counted

ROLES = ("declare", "emit", "route", "handle")


@click.command("trace_websocket_events", help=help_of(__doc__))
@click.argument("path", type=PLACE, default=".")
@click.option("--event", "names", multiple=True, metavar="NAME", help="Follow this event; repeatable.")
@common
def command(path: Path, names: tuple[str, ...], common: Common) -> int:
    """Print the sites of each event in production, and how many there are in tests."""
    settings, clock = settings_of(path, common), clock_of(common)
    settings = replace(settings, events=names or settings.events)
    try:
        codebase = understand(place_of(path), settings, clock, measured=False).codebase
        sites = events(codebase, settings, strings(codebase))
    finally:
        finish(common, clock)
    followed = sorted(set(settings.events) | {site.event for site in sites})
    if not common.quiet:
        lines = [line for name in followed for line in told(name, sites)]
        click.echo("\n".join(lines or ["No event is asked for or configured, and none was found."]))
    emitted = {site.event for site in sites if site.role == "emit" and site.zone is Zone.PRODUCTION}
    return int(bool(set(settings.events) - emitted))


def told(event: str, sites: Iterable[EventSite]) -> Iterator[str]:
    """One event: a line for each site in production, and what is missing."""
    own = [site for site in sites if site.event == event]
    production = [site for site in own if site.zone is Zone.PRODUCTION]
    state = own[0].state if own else "never_emitted"
    outside = counted(len(own) - len(production), "place")
    yield f"{event}: {state.replace('_', ' ') or 'emitted and handled'}; {outside} outside production"
    for role in ROLES:
        for site in production:
            if site.role == role:
                yield f"  {role:8}{site.path}:{site.line}  {site.symbol}  {site.through}".rstrip()


if __name__ == "__main__":
    sys.exit(run(command))
