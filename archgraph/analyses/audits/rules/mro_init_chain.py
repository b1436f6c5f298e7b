"""mro-init-chain: constructors that never reach the `__init__` of an ancestor."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for issue in evidence.issues:
        record = evidence.codebase.classes[issue.key]
        if issue.kind == "init_chain" and record.zone is Zone.PRODUCTION:
            yield Draft(
                path=issue.key.path,
                line=issue.line,
                symbol=issue.key.class_,
                message=f"{issue.message[0].upper()}{issue.message[1:]}.",
                evidence="; ".join(issue.evidence),
                confidence=0.8,
            )


RULE = Rule(
    name="mro-init-chain",
    severity=Severity.WARNING,
    summary="Constructing a class never runs the `__init__` of one of its ancestors.",
    why="What that `__init__` sets is missing on the instance; inherited methods that need it fail, often much later.",
    fix="Call super().__init__() with the arguments it needs, in every class of the chain.",
    check=_check,
    examples=(
        Example(
            "A constructor that does not pass on",
            {
                "shop.py": "class Store:\n    def __init__(self):\n        self.items = []\n"
                "class Shelf(Store):\n    def __init__(self):\n        self.name = ''\n"
            },
            (("shop.py", 5),),
        ),
        Example(
            "One that does",
            {
                "shop.py": "class Store:\n    def __init__(self):\n        self.items = []\n"
                "class Shelf(Store):\n    def __init__(self):\n        super().__init__()\n        self.name = ''\n"
            },
        ),
    ),
    limits="Not followed through unknown bases and generated constructors; classes in tests are left out.",
)
