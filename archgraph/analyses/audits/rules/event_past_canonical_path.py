"""event-past-canonical-path: events that are emitted elsewhere than through the configured path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    allowed = evidence.settings.events_canonical
    if not allowed:
        return
    offered = _offered(evidence, allowed)
    emitted = [site for site in evidence.events if site.role == "emit" and site.zone is Zone.PRODUCTION]
    told_inside = _told_inside(emitted)
    sent = {(site.path, site.symbol, site.event) for site in emitted if _is_call(site)}
    for site in emitted:
        called = last_name(site.through)
        if called in offered or (called, site.event) in told_inside or _covers(site.path, site.symbol, allowed):
            continue
        if _is_call(site) or (site.path, site.symbol, site.event) not in sent:
            yield Draft(
                path=site.path,
                line=site.line,
                symbol=site.symbol,
                message=f"{site.event} is emitted past the canonical path, {_how(site)}.",
                evidence=f"canonical: {', '.join(allowed)}",
                confidence=0.8,
            )


def _told_inside(emitted: Iterable[EventSite]) -> frozenset[tuple[str, str]]:
    """(function, event) of those that emit the event themselves: where they are called nothing is to be changed."""
    return frozenset(
        (last_name(site.symbol), site.event) for site in emitted if last_name(site.symbol) != last_name(site.through)
    )


def _is_call(site: EventSite) -> bool:
    """Whether the site sends; a payload that is sent a few lines below is told there."""
    return site.awaited is not None


def _how(site: EventSite) -> str:
    return "in a payload made by hand" if site.through == "dict" else f"through {site.through}"


def _covers(path: str, symbol: str, allowed: tuple[str, ...]) -> bool:
    return any(
        fnmatchcase(path, pattern) or fnmatchcase(symbol, pattern) or symbol.startswith(f"{pattern}.")
        for pattern in allowed
    )


def _offered(evidence: Evidence, allowed: tuple[str, ...]) -> frozenset[str]:
    """Names of the functions of the canonical path: calling one of them is going through it."""
    return frozenset(
        scope.name
        for module in evidence.codebase.modules.values()
        for index, scope in enumerate(module.outline.scopes)
        if scope.kind is ScopeKind.FUNCTION and _covers(module.path, symbol_of(module, index), allowed)
    )


_EVENTS = Settings(events=("order_paid",), events_canonical=("shop.bus",))
_BUS = "def emit_order_paid(socket):\n    socket.send({'type': 'order_paid'})\n"

RULE = Rule(
    name="event-past-canonical-path",
    severity=Severity.WARNING,
    summary="An event is emitted past the path that the configuration names.",
    why="What the path adds (checks, the right user, retries, order) is missing there, and whoever changes the event's form does"
    " not find the place.",
    fix="Call the canonical emitter instead.",
    check=_check,
    examples=(
        Example(
            "A payload made by hand beside the emitter",
            {
                "shop/__init__.py": "",
                "shop/bus.py": _BUS,
                "shop/cart.py": "def pay(socket):\n    socket.send({'type': 'order_paid'})\n",
            },
            (("shop/cart.py", 2),),
            _EVENTS,
        ),
        Example(
            "A call of the emitter",
            {
                "shop/__init__.py": "",
                "shop/bus.py": _BUS,
                "shop/cart.py": "from shop.bus import emit_order_paid\n\ndef pay(socket):\n    emit_order_paid(socket)\n",
            },
            settings=_EVENTS,
        ),
        Example(
            "A function of one's own that calls the emitter, and one that does not: it is told once, inside",
            {
                "shop/__init__.py": "",
                "shop/bus.py": _BUS,
                "shop/cart.py": "from shop.bus import emit_order_paid\n\ndef pay(socket):\n    _send_order_paid(socket)\n\n"
                "def _send_order_paid(socket):\n    emit_order_paid(socket)\n",
                "shop/desk.py": "def pay(socket):\n    _notify_order_paid(socket)\n\n"
                "def _notify_order_paid(socket):\n    message = {'type': 'order_paid'}\n"
                "    socket.send('order_paid', message)\n",
            },
            (("shop/desk.py", 6),),
            _EVENTS,
        ),
    ),
    limits="Needs `events-canonical`. A call goes through the path when a function of that name stands in it; a call of a"
    " function that emits the event itself is not told, the emission in it is.",
)
