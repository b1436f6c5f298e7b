"""The section on events."""

from __future__ import annotations

import msgspec

from archgraph.model.results.events import EventSite
from archgraph.model.settings import Settings
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition, Picture
from archgraph.report.document import Page
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.events import events
from tests.analyses import empty


def site(event: str, role: str, state: str = "", zone: Zone = Zone.PRODUCTION) -> EventSite:
    return EventSite(event, role, zone, "a.py", 1, "a.f", "", None, None, "", state)


def text(*sites: EventSite, wanted: tuple[str, ...] = (), pictures: tuple[Picture, ...] = ()) -> str:
    analysis = msgspec.structs.replace(empty(), events=sites, settings=Settings(events=wanted))
    return markdown(Page("audits/registries.md", "x", [events(Edition(analysis, pictures))]))


def test_each_event_has_its_counts_and_what_is_wrong_with_it() -> None:
    shown = text(site("paid", "emit", "unhandled"), site("paid", "name", "unhandled", Zone.TEST), site("sent", "emit"))
    assert "2 events: 1 emitted and handled by no Python code, 0 declared or handled and never emitted." in shown
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines() if line.startswith("| `")
    ]
    assert rows == [
        ["`paid`", "0", "1", "0", "0", "0", "1", "nobody handles it"],
        ["`sent`", "0", "1", "0", "0", "0", "0", "both ends are there"],
    ]


def test_an_event_leads_to_its_picture_and_the_first_ones_are_shown() -> None:
    shown = text(site("paid", "emit"), pictures=(Picture("event-paid", "paid", "", b"<svg/>"),))
    assert "[`paid`](../graphs/event-paid.svg)" in shown
    assert "![paid](../graphs/event-paid.svg)" in shown


def test_a_configured_event_without_a_trace_is_said_aloud() -> None:
    assert "there is no trace: lost" in text(wanted=("lost",))
    assert "No event was found" in text()
