"""Where events are declared, emitted, routed and handled."""

from __future__ import annotations

from archgraph.model.source import Row, Zone


class EventSite(Row, frozen=True):
    """A place where an event is declared, emitted, routed, handled or only named (a row of events.csv).

    `through`: what is called, compared with or routed to. `async_`: what is called or defined is a coroutine function; None when
    that is not known or does not apply, as for `awaited`. `state` is the event's in production: "", unhandled or never_emitted.
    """

    event: str
    role: str
    zone: Zone
    path: str
    line: int
    symbol: str
    through: str
    async_: bool | None
    awaited: bool | None
    service: str
    state: str = ""
    discarded: bool = False
    """The call's result is thrown away: an expression statement."""
