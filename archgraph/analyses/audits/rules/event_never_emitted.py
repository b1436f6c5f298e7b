"""event-never-emitted: events that are required or handled, and that production code never emits."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone

_REQUIRED = "events-required"


def _check(evidence: Evidence) -> Iterator[Draft]:
    required = _required(evidence.settings)
    sites: dict[str, list[EventSite]] = {event: [] for event in required}
    for site in evidence.events:
        if site.zone is Zone.PRODUCTION:
            sites.setdefault(site.event, []).append(site)
    for event, found in sites.items():
        if not any(site.role == "emit" for site in found):
            yield _draft(event, found, is_required=event in required)


def _required(settings: Settings) -> frozenset[str]:
    """The configured events, and those that a target requires."""
    listed = (value for name, value in settings.targets if name == _REQUIRED)
    return frozenset((*settings.events, *(name.strip() for value in listed for name in value.split(",")))) - {""}


def _draft(event: str, found: list[EventSite], *, is_required: bool) -> Draft:
    where = found[0] if found else None
    roles = ", ".join(sorted({site.role for site in found})) or "no place in production names it"
    return Draft(
        path=where.path if where else "",
        line=where.line if where else 0,
        symbol=where.symbol if where else event,
        message=f"{event} is {'required' if is_required else 'known'} and never emitted by production code.",
        evidence=roles,
        confidence=1.0 if is_required else 0.6,
        severity=None if is_required else Severity.INFO,
    )


_EVENTS = Settings(events=("order_paid",))
_HANDLING = "def handle_order_paid(order): ...\n"

RULE = Rule(
    name="event-never-emitted",
    severity=Severity.ERROR,
    summary="An event that is required or handled is never emitted.",
    why="Who waits for it waits for ever, and nothing fails.",
    fix="Emit the event where it happens, or take it from the configuration and remove its handlers.",
    check=_check,
    examples=(
        Example(
            "A handler for what only a test sends",
            {
                "shop/__init__.py": "",
                "shop/mail.py": _HANDLING,
                "tests/test_mail.py": "def test_it(bus):\n    bus.publish('order_paid')\n",
            },
            (("shop/mail.py", 1),),
            _EVENTS,
        ),
        Example(
            "Emitted through a constant",
            {
                "shop/__init__.py": "",
                "shop/mail.py": _HANDLING,
                "shop/cart.py": "PAID = 'order_paid'\n\ndef pay(bus):\n    bus.publish(PAID)\n",
            },
            settings=_EVENTS,
        ),
    ),
    limits="Names that are put together at run time are not seen.",
)
