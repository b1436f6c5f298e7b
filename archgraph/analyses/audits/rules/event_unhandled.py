"""event-unhandled: events that production code emits and no Python code of it handles."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    emitted: dict[str, list[EventSite]] = {}
    for site in evidence.events:
        if site.state == "unhandled" and site.role == "emit" and site.zone is Zone.PRODUCTION:
            emitted.setdefault(site.event, []).append(site)
    for event, sites in emitted.items():
        emitting = "1 place emits" if len(sites) == 1 else f"{len(sites)} places emit"
        yield Draft(
            path=sites[0].path,
            line=sites[0].line,
            symbol=sites[0].symbol,
            message=f"{event} is emitted and no Python code handles it.",
            evidence=f"{emitting} it, the first through {sites[0].through}",
            confidence=0.5,
        )


_EVENTS = Settings(events=("order_paid",))
_EMITTING = "def pay(bus):\n    bus.publish('order_paid')\n"

RULE = Rule(
    name="event-unhandled",
    severity=Severity.INFO,
    summary="An event is emitted and nothing in the code base handles it.",
    why="Either a client outside listens, which should be written down, or the event goes nowhere.",
    fix="Handle the event, name the client that does, or stop emitting it.",
    check=_check,
    examples=(
        Example(
            "An event that goes nowhere",
            {"shop/__init__.py": "", "shop/cart.py": _EMITTING},
            (("shop/cart.py", 2),),
            _EVENTS,
        ),
        Example(
            "An event that a registered function handles",
            {"shop/__init__.py": "", "shop/cart.py": _EMITTING, "shop/mail.py": "bus.on('order_paid', send_mail)\n"},
            settings=_EVENTS,
        ),
    ),
    limits="Clients in other languages are not read: hence the confidence of 0.5.",
)
