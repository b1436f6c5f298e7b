"""The picture of an event."""

from __future__ import annotations

import msgspec

from archgraph.graphs.drawings.events import draw_event, events_to_draw
from archgraph.model.analysis import Analysis
from archgraph.model.drawing import Drawing, Tone
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Finding, Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone
from tests.graph_worlds import analysis, codebase


def site(role: str, symbol: str, line: int = 1, event: str = "paid", zone: Zone = Zone.PRODUCTION) -> EventSite:
    return EventSite(event, role, zone, f"{symbol.split('.')[0]}.py", line, symbol, "", None, None, "shop")


def of(*sites: EventSite, findings: tuple[Finding, ...] = (), settings: Settings | None = None) -> Analysis:
    empty = analysis(codebase([]))
    return msgspec.structs.replace(empty, events=sites, findings=findings, settings=settings or empty.settings)


def box(drawing: Drawing, title: str, group: str = "production") -> tuple[Tone, str, tuple[str, ...]]:
    (found,) = [each for each in drawing.boxes if each.title == title and each.group == group]
    return found.tone, found.badge, found.detail


def test_places_stand_at_their_stages_and_are_joined_by_class() -> None:
    drawing = draw_event(
        of(site("declare", "a.Types"), site("emit", "b.Bus.pay", 3), site("emit", "b.Bus.end", 9)), "paid"
    )
    assert box(drawing, "emitted") == (Tone.FOCUS, "", ("2 places",))
    assert box(drawing, "Bus") == (Tone.PLAIN, "2", ("b.py:3",))
    assert ("production emit b.Bus", "production emit") in {(link.tail, link.head) for link in drawing.links}


def test_a_missing_handler_stands_out_and_a_missing_route_does_not() -> None:
    drawing = draw_event(of(site("emit", "b.pay")), "paid")
    assert box(drawing, "handled")[0] is Tone.ALARM
    assert box(drawing, "routed")[0] is Tone.FAINT
    routed = draw_event(of(site("emit", "b.pay"), site("route", "b.table")), "paid")
    assert box(routed, "handled")[0] is Tone.FAINT


def test_tests_stand_apart() -> None:
    drawing = draw_event(of(site("emit", "b.pay"), site("emit", "t.test_pay", zone=Zone.TEST)), "paid")
    assert [group.id for group in drawing.groups] == ["production", "tests"]
    assert box(drawing, "test_pay", "tests")[0] is Tone.DOUBLE
    assert box(drawing, "handled", "tests")[0] is Tone.FAINT


def test_a_place_with_a_finding_stands_out_and_says_why() -> None:
    told = Finding(
        "1", "event-unhandled", Severity.WARNING, "b.py", 3, None, "", "Nobody handles it.", "", 1, "", "", "", ""
    )
    drawing = draw_event(of(site("emit", "b.pay", 3), findings=(told,)), "paid")
    (found,) = [each for each in drawing.boxes if each.title == "pay"]
    assert (found.tone, found.hint) == (Tone.ALARM, "b.pay (b.py:3)\nNobody handles it.")


def test_there_are_never_more_boxes_than_can_be_read() -> None:
    zones = (Zone.PRODUCTION, Zone.TEST)
    many = [
        site(role, f"m{n}.f", zone=zone) for n in range(99) for role in ("declare", "emit", "handle") for zone in zones
    ]
    drawing = draw_event(of(*many, settings=Settings(picture_nodes=60)), "paid")
    assert len(drawing.boxes) <= 60
    assert "more classes and modules in events.csv" in drawing.notes[0]


def test_configured_events_come_first_and_those_that_are_only_named_are_not_drawn() -> None:
    sites = (site("emit", "a.f", event="x"), site("emit", "a.g", event="x"), site("emit", "a.f", event="y"))
    named = site("name", "a.f", event="z")
    assert events_to_draw(of(*sites, named)) == ["x", "y"]
    assert events_to_draw(of(*sites, named, settings=Settings(events=("y",)))) == ["y", "x"]
