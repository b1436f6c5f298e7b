"""In: an analysis; out: a drawing for each event: declared, emitted, routed, handled, production and tests apart.

The stages stand in a row; at each hang the places, those with the most rows first. A stage that production lacks stands out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from archgraph.graphs.drawings.words import count
from archgraph.model.analysis import Analysis
from archgraph.model.drawing import Box, Direction, Drawing, Group, Link, Tone
from archgraph.model.results.events import EventSite
from archgraph.model.source import Zone

STAGES: Final = {"declare": "declared", "emit": "emitted", "route": "routed", "handle": "handled"}
MOST_EVENTS: Final = 80
_TITLES: Final = {"production": "production", "tests": "tests and tooling"}
_NEEDED: Final = ("emit", "handle")
"""Stages without which an event is broken; a route counts as a handler."""


class _Place(NamedTuple):
    """Where several rows of one stage stand: a class, or a module's functions."""

    name: str
    sites: tuple[EventSite, ...]


def events_to_draw(analysis: Analysis) -> list[str]:
    """Configured events, then those with the most places; of those that production only names there is nothing to draw."""
    sites = Counter(site.event for site in analysis.events)
    wanted = set(analysis.settings.events)
    real = {site.event for site in analysis.events if site.role != "name" and site.zone is Zone.PRODUCTION}
    order = sorted(sites, key=lambda name: (name not in wanted, -sites[name], name))
    return [name for name in order if name in wanted or name in real][: max(MOST_EVENTS, len(wanted))]


def draw_event(analysis: Analysis, event: str) -> Drawing:
    """The way of one event; boxes without any when nothing is known of it."""
    sites = [site for site in analysis.events if site.event == event]
    suspicious = {(f.path, f.line): f.message for f in analysis.findings if f.rule.startswith("event-")}
    most = max(1, (analysis.settings.picture_nodes - 2 * len(STAGES)) // (2 * len(STAGES)) - 1)
    own = [site for site in sites if site.zone is Zone.PRODUCTION]
    rows = {"production": own, "tests": [site for site in sites if site.zone is not Zone.PRODUCTION]}
    parts = [_Row(zone, some, suspicious, most) for zone, some in rows.items() if any(s.role in STAGES for s in some)]
    boxes = tuple(box for part in parts for box in part.boxes())
    left = sum(part.left for part in parts)
    named = sum(site.role == "name" for site in sites)
    notes = [f"{count(left, 'more class or module', 'more classes and modules')} in events.csv."] if left else []
    notes += [f"{count(named, 'other line')} only name it."] if named else []
    return Drawing(
        name=f"event-{event}",
        title=event,
        subtitle="declared → emitted → routed → handled",
        alt=_alt(event, rows),
        boxes=boxes,
        links=tuple(link for part in parts for link in part.links()),
        groups=tuple(Group(part.zone, _TITLES[part.zone]) for part in parts),
        legend=_legend(boxes),
        notes=tuple(notes),
        directions=(Direction.RIGHT,),
    )


class _Row:
    """The stages of one side, with their places."""

    def __init__(
        self, zone: str, sites: Sequence[EventSite], suspicious: Mapping[tuple[str, int], str], most: int
    ) -> None:
        self.zone = zone
        self._suspicious = suspicious
        self._sites = {role: [site for site in sites if site.role == role] for role in STAGES}
        places = {role: _places(own) for role, own in self._sites.items()}
        self._shown = {role: found[:most] for role, found in places.items()}
        self.left = sum(len(found) - len(self._shown[role]) for role, found in places.items())

    def boxes(self) -> Iterator[Box]:
        """A box for each stage, and one for each place."""
        for role, word in STAGES.items():
            sites = self._sites[role]
            missing = not sites and self.zone == "production" and self._is_needed(role)
            tone = Tone.ALARM if missing else Tone.FOCUS if sites else Tone.FAINT
            detail = count(len(sites), "place") if sites else "nowhere"
            yield Box(self._hub(role), word, (detail,), tone, group=self.zone)
            yield from (self._place(role, place) for place in self._shown[role])

    def links(self) -> Iterator[Link]:
        """From stage to stage, and from each place to its stage (from the stage, where it is routed or handled)."""
        roles = list(STAGES)
        for before, after in pairwise(roles):
            gone = not (self._sites[before] and self._sites[after])
            yield Link(self._hub(before), self._hub(after), Tone.FAINT if gone else Tone.PLAIN, weight=3)
        for role, places in self._shown.items():
            for place in places:
                ends = (self._id(role, place), self._hub(role))
                yield Link(*(ends if role in ("declare", "emit") else reversed(ends)))

    def _is_needed(self, role: str) -> bool:
        return role in _NEEDED and not (role == "handle" and self._sites["route"])

    def _place(self, role: str, place: _Place) -> Box:
        said = [self._suspicious[key] for s in place.sites if (key := (s.path, s.line)) in self._suspicious]
        first = place.sites[0]
        return Box(
            id=self._id(role, place),
            title=place.name.rpartition(".")[2],
            detail=(f"{first.path.rpartition('/')[2]}:{first.line}",),
            tone=Tone.ALARM if said else Tone.DOUBLE if self.zone == "tests" else Tone.PLAIN,
            badge=str(len(place.sites)) if len(place.sites) > 1 else "",
            group=self.zone,
            hint="\n".join([f"{place.name} ({first.path}:{first.line})", *dict.fromkeys(said)]),
        )

    def _hub(self, role: str) -> str:
        return f"{self.zone} {role}"

    def _id(self, role: str, place: _Place) -> str:
        return f"{self.zone} {role} {place.name}"


def _legend(boxes: Sequence[Box]) -> tuple[tuple[str, str], ...]:
    """What is in the picture, in words."""
    alarmed = any(box.tone is Tone.ALARM for box in boxes)
    badged = any(box.badge for box in boxes)
    words = (
        ("box:focus", "stage", bool(boxes)),
        ("box:alarm", "missing, or a finding", alarmed),
        ("badge:n", "places", badged),
    )
    return tuple((look, word) for look, word, is_there in words if is_there)


def _places(sites: Iterable[EventSite]) -> list[_Place]:
    """Rows by the class or module that they stand in, the most rows first."""
    found: dict[str, list[EventSite]] = {}
    for site in sites:
        found.setdefault(_holder(site), []).append(site)
    places = [_Place(name, tuple(own)) for name, own in found.items()]
    return sorted(places, key=lambda place: (-len(place.sites), place.name))


def _holder(site: EventSite) -> str:
    """The class around a row, else its function or module: the symbol up to its first part in capitals."""
    parts = site.symbol.split(".")
    for at, part in enumerate(parts):
        if part[:1].isupper():
            return ".".join(parts[: at + 1])
    return site.symbol


def _alt(event: str, rows: Mapping[str, Sequence[EventSite]]) -> str:
    said = []
    for zone, sites in rows.items():
        counts = Counter(site.role for site in sites)
        said.append(f"in {_TITLES[zone]} " + ", ".join(f"{word} {counts[role]} times" for role, word in STAGES.items()))
    return f"{event}: {'; '.join(said)}."
