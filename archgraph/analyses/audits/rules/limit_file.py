"""limit-file: files that are longer than the configuration allows."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.settings import Limits, Settings
from archgraph.model.source import Zone

_TWICE = 2


def _check(evidence: Evidence) -> Iterator[Draft]:
    limits = evidence.settings.limits
    for module in evidence.codebase.modules.values():
        most = limits.test_file if module.zone in (Zone.TEST, Zone.TESTINFRA) else limits.file
        if 0 < most < module.lines:
            yield Draft(
                path=module.path,
                line=1,
                symbol=module.module,
                message=f"{module.path} is longer than {most} lines.",
                evidence=f"{module.lines} lines, at most {most}",
                severity=Severity.WARNING if module.lines > _TWICE * most else None,
            )


_LIMITS = Settings(limits=Limits(file=3))

RULE = Rule(
    name="limit-file",
    severity=Severity.INFO,
    summary="A file is longer than the limit.",
    why="What does not fit in one's head is not read before it is changed, and everyone's changes meet in it.",
    fix="Take out the part that needs the least of the rest.",
    check=_check,
    examples=(
        Example(
            "Four lines where three are allowed",
            {"shop.py": "a = 1\nb = 2\nc = 3\nd = 4\n"},
            (("shop.py", 1),),
            _LIMITS,
        ),
        Example(
            "Three lines, and a test: tests have a limit of their own",
            {"shop.py": "a = 1\nb = 2\nc = 3\n", "tests/test_shop.py": "a = 1\nb = 2\nc = 3\nd = 4\n"},
            settings=_LIMITS,
        ),
    ),
    limits="Needs `limits.file` or `limits.test-file`. Blank lines and comments count.",
)
