"""event-past-canonical-path: events that are emitted elsewhere than through the configured path."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.places import symbol_of
from archgraph.model.facts import ScopeKind
from archgraph.model.results import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    allowed = evidence.settings.events_canonical
    if not allowed:
        return
    offered = _offered(evidence, allowed)
    for site in evidence.events:
        if site.role != "emit" or site.zone is not Zone.PRODUCTION or _covers(site.path, site.symbol, allowed):
            continue
        if site.through.rpartition(".")[2] not in offered:
            yield Draft(
                path=site.path,
                line=site.line,
                symbol=site.symbol,
                message=f"{site.event} is emitted past the canonical path, through {site.through}.",
                evidence=f"canonical: {', '.join(allowed)}",
                confidence=0.8,
            )


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
    ),
    limits="Needs `events-canonical`. A call goes through the path when a function of that name stands in it.",
)
