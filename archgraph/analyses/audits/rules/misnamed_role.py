"""misnamed-role: production classes that are named Manager or Registry but are records or settings."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.duty.misnamed import does_more
from archgraph.analyses.words import has_head, head_word
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_HEADS = frozenset({"manager", "registry"})
_RECORDS = frozenset({"data", "settings"})
_DOUBTED = 0.5


def _check(evidence: Evidence) -> Iterator[Draft]:
    for key, roles in evidence.roles.items():
        record = evidence.codebase.classes[key]
        own = sorted(_RECORDS.intersection(roles.roles)) if roles.roles else []
        if own and has_head(record.name, _HEADS) and record.zone is Zone.PRODUCTION and not roles.double:
            draft = Draft(
                path=key.path,
                line=key.line,
                end_line=record.end_line,
                symbol=key.class_,
                message=f"{record.name} is named {_duty(record.name)} but holds {own[0]} only.",
                evidence="; ".join(roles.evidence),
                confidence=roles.confidence,
            )
            yield _declared(draft, record.name, own[0]) if does_more(evidence.codebase, key) else draft


def _duty(name: str) -> str:
    return head_word(name).capitalize()


def _declared(draft: Draft, name: str, kind: str) -> Draft:
    """Of a class that does more than it holds: nothing is wrong with its name, but it is not counted by it."""
    return replace(
        draft,
        message=f"{name} is a {_duty(name)} by its name and methods, and {kind} by declaration: it is not counted as one.",
        severity=Severity.INFO,
        confidence=_DOUBTED,
        fix="Give the duty a class of its own, beside what it holds, or say with `accept` that it is meant so.",
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
            "A manager that is declared as data and does more than it holds",
            {
                "shop.py": "from pydantic import BaseModel\n\nclass PriceManager(BaseModel):\n    prices: dict\n"
                "    def set(self, key, value): ...\n    def get(self, key): ...\n"
            },
            (("shop.py", 3),),
        ),
        Example(
            "A registry that is one",
            {"shop.py": "class PriceRegistry:\n    def __init__(self):\n        self.prices = {}\n"},
        ),
    ),
)
