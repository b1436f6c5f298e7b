"""event-not-awaited: an emitter is a coroutine function, and its call is not awaited."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for site in evidence.events:
        if site.role == "emit" and site.async_ and site.discarded and not site.awaited:
            is_test = site.zone in (Zone.TEST, Zone.TESTINFRA)
            yield Draft(
                path=site.path,
                line=site.line,
                symbol=site.symbol,
                message=f"{site.through}() is called without await: {site.event} is never sent.",
                evidence=f"every function named {site.through.rpartition('.')[2]} in production is `async def`",
                confidence=0.5 if is_test else 0.9,
                fix=f"await {site.through}(...)" if "[" not in site.through and "(" not in site.through else "",
                severity=Severity.INFO if is_test else None,
            )


_EMITTER = "class Bus:\n    async def emit_order_paid(self): ...\n"
_EVENTS = Settings(events=("order_paid",))

RULE = Rule(
    name="event-not-awaited",
    severity=Severity.ERROR,
    summary="A coroutine that emits an event is made and thrown away.",
    why="Calling a coroutine function only makes a coroutine. Nothing runs, nothing is sent, and Python says so at most in a"
    " warning on stderr.",
    fix="Await the call, or hand it to a task that is kept.",
    check=_check,
    examples=(
        Example(
            "A call without await",
            {
                "shop/__init__.py": "",
                "shop/bus.py": _EMITTER,
                "shop/cart.py": "def pay(bus):\n    bus.emit_order_paid()\n",
            },
            (("shop/cart.py", 2),),
            _EVENTS,
        ),
        Example(
            "Awaited, handed to a task, and returned to the caller",
            {
                "shop/__init__.py": "",
                "shop/bus.py": _EMITTER,
                "shop/cart.py": "async def pay(bus, tasks):\n    await bus.emit_order_paid()\n"
                "    tasks.append(create_task(bus.emit_order_paid()))\n    return bus.emit_order_paid()\n",
            },
            settings=_EVENTS,
        ),
    ),
    limits="The receiver is not followed: a function is taken for a coroutine function when all of its name in production"
    " are; in a test the receiver may be the test's own: an information.",
)
