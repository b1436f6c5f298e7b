"""literal-near-miss: a key, event or variable that is spelled nearly like one that is used all over the place."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for near in evidence.near_literals:
        path, line = near.usual.places[0]
        for own, at in near.use.places:
            module = evidence.codebase.modules[own]
            is_test = module.zone in (Zone.TEST, Zone.TESTINFRA)
            yield Draft(
                path=own,
                line=at,
                symbol=module.module,
                message=f"{near.use.value} is nearly {near.usual.value}: {near.odd_word} for {near.usual_word}.",
                evidence=f"{_places(near.use.count)} against {_places(near.usual.count)} ({path}:{line} is one)",
                confidence=0.6 if is_test else 0.8,
                fix=f"Write {near.usual.value}, or name both in one constant each.",
                severity=Severity.INFO if is_test else None,
            )


def _places(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"


def _uses(value: str, count: int) -> dict[str, str]:
    return {f"shop/m{number}.py": f"KEYS = {{{value!r}: {number}}}\n" for number in range(count)}


RULE = Rule(
    name="literal-near-miss",
    severity=Severity.WARNING,
    summary="A text used as a key is spelled nearly like a much more frequent one.",
    why="A key with a slip is not found, an event with one is not heard, a variable with one is not set; nothing fails.",
    fix="Write it as everywhere else, best by a constant that both sides import.",
    check=_check,
    examples=(
        Example(
            "Two letters exchanged",
            {
                "shop/__init__.py": "",
                **_uses("order_received", 5),
                "shop/z.py": "def f(bus):\n    bus.on('order_recieved', f)\n",
            },
            (("shop/z.py", 2),),
        ),
        Example(
            "Another word, a plural, another number, and prose",
            {
                "shop/__init__.py": "",
                **_uses("order_received", 5),
                "shop/z.py": "KEYS = {'orders_received': 1, 'order_receive': 2, 'order_retrieved': 3, 'order_received_2': 4}\n"
                "TEXT = 'The order was recieved.'\n",
            },
        ),
    ),
    limits="Only values of several words; the slip is one letter inside one of them, and the odd word must hardly occur"
    " elsewhere. A letter more or less at the end makes another word too often (users, updated).",
)
