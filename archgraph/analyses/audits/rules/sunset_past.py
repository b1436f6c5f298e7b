"""sunset-past: code that should be gone by now."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Settings


def _check(evidence: Evidence) -> Iterator[Draft]:
    for item in evidence.legacy:
        if item.kind == "sunset" and item.sunset < evidence.today:
            yield Draft(
                path=item.path,
                line=item.line,
                symbol=item.subject,
                message=f"The end announced for {item.sunset} is past.",
                evidence=item.name if item.callers is None else f"{item.name}; {item.callers} modules still use it",
                confidence=0.8,
            )


_DATED = "def total(cart):\n    # deprecated, remove after 2024-06-30\n    return len(cart)\n"

RULE = Rule(
    name="sunset-past",
    severity=Severity.WARNING,
    summary="The date by which code was to be removed is past.",
    why="A date that nothing happens on teaches everybody to ignore the next one.",
    fix="Remove the code, or agree on a new date and say why.",
    check=_check,
    examples=(
        Example("The day after", {"shop.py": _DATED}, (("shop.py", 2),), Settings(today="2024-07-01")),
        Example("The day itself", {"shop.py": _DATED}, settings=Settings(today="2024-06-30")),
    ),
    limits="Dates are read near words like sunset, remove, until; a month or a quarter is its last day, a release number is no"
    " date.",
)
