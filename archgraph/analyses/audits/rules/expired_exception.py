"""expired-exception: accept entries whose date is past (found by the audit itself, after all rules)."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.audits.suppression import ACCEPT_RULE
from archgraph.model.results.findings import Severity
from archgraph.model.settings import AcceptRule, Settings


def _check(_: Evidence) -> Iterator[Draft]:
    return iter(())


_TREE = {"shop/__init__.py": "", "shop/cart.py": "import shop.gone\n"}
_ACCEPT = AcceptRule(members=("shop.cart",), reason="until the move is done", until="2024-06-30")

RULE = Rule(
    name=ACCEPT_RULE,
    severity=Severity.WARNING,
    summary="The date of an accept entry is past.",
    why="The exception was agreed on for a time; the finding it covered counts again.",
    fix="Fix the finding, or agree on a new date in the configuration.",
    check=_check,
    examples=(
        Example("The day after", _TREE, (("", 0),), Settings(accept=(_ACCEPT,), today="2024-07-01")),
        Example("In time", _TREE, settings=Settings(accept=(_ACCEPT,), today="2024-06-30")),
    ),
)
