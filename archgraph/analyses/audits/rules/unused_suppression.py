"""unused-suppression: suppressions and accept entries that match nothing (found by the audit, after all rules)."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.analyses.audits.suppression import COMMENT_RULE
from archgraph.model.results.findings import Severity


def _check(_: Evidence) -> Iterator[Draft]:
    return iter(())


RULE = Rule(
    name=COMMENT_RULE,
    severity=Severity.WARNING,
    summary="A suppression matches no finding.",
    why="What it excused is gone; left in place it will hide the next finding of that kind.",
    fix="Remove the comment or the accept entry.",
    check=_check,
    examples=(
        Example(
            "Nothing to suppress", {"shop.py": "x = 1  # archgraph: ignore[syntax-error] once\n"}, (("shop.py", 1),)
        ),
        Example(
            "A suppression that is needed",
            {"shop.py": "import shop.gone  # archgraph: ignore[phantom-import] made at run time\n"},
        ),
    ),
)
