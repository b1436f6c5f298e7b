"""misnamed-role: production classes that are named Manager or Registry but are records or settings."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.words import has_head, head_word
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_HEADS = frozenset({"manager", "registry"})
_RECORDS = frozenset({"data", "settings"})


def _check(evidence: Evidence) -> Iterator[Draft]:
    for key, roles in evidence.roles.items():
        record = evidence.codebase.classes[key]
        own = sorted(_RECORDS.intersection(roles.roles)) if roles.roles else []
        if own and has_head(record.name, _HEADS) and record.zone is Zone.PRODUCTION and not roles.double:
            yield Draft(
                path=key.path,
                line=key.line,
                end_line=record.end_line,
                symbol=key.class_,
                message=f"{record.name} is named {head_word(record.name).capitalize()} but holds {own[0]} only.",
                evidence="; ".join(roles.evidence),
                confidence=roles.confidence,
            )


RULE = Rule(
    name="misnamed-role",
    severity=Severity.WARNING,
    summary="A class is named Manager or Registry but is a record.",
    why="Readers, and plans that count Managers, take it for something with a duty and state of its own.",
    fix="Name it after what it holds (`ServiceRegistry` → `ServiceEntry`, `ServiceTable`), or give the duty a class.",
    check=_check,
    examples=(
        Example(
            "A dataclass that is called a registry",
            {"shop.py": "from dataclasses import dataclass\n\n@dataclass\nclass PriceRegistry:\n    prices: dict\n"},
            (("shop.py", 4),),
        ),
        Example(
            "A registry that is one",
            {"shop.py": "class PriceRegistry:\n    def __init__(self):\n        self.prices = {}\n"},
        ),
    ),
)
