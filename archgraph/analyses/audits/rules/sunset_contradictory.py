"""sunset-contradictory: two dates on which the same thing is to go."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    dated: dict[str, list[LegacyItem]] = {}
    for item in evidence.legacy:
        if item.kind == "sunset" and item.zone is not Zone.TEST and " " not in item.subject:
            dated.setdefault(item.subject, []).append(item)
    for name, items in dated.items():
        first = items[0]
        for other in items[1:]:
            if other.sunset != first.sunset:
                yield Draft(
                    path=other.path,
                    line=other.line,
                    symbol=name,
                    message=f"{name} is to go on {other.sunset} here and on {first.sunset} elsewhere.",
                    evidence=f"{first.path}:{first.line}",
                )


def _table(date: str) -> str:
    return f"OLD = {{\n    'SHOP_URL': {{'sunset_date': '{date}'}},\n}}\n"


RULE = Rule(
    name="sunset-contradictory",
    severity=Severity.WARNING,
    summary="The code gives two dates on which the same thing goes.",
    why="Who plans by one date is surprised by the other.",
    fix="Keep the date in one place and read it from there.",
    check=_check,
    examples=(
        Example(
            "Two tables that disagree",
            {"shop/__init__.py": "", "shop/a.py": _table("2026-01-31"), "shop/b.py": _table("2026-06-30")},
            (("shop/b.py", 2),),
        ),
        Example(
            "Two tables that agree",
            {"shop/__init__.py": "", "shop/a.py": _table("2026-01-31"), "shop/b.py": _table("2026-01-31")},
        ),
    ),
    limits="Things go by the key under which the date stands, or by the dotted name of what is deprecated.",
)
