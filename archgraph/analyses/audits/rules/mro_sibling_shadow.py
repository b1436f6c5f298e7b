"""mro-sibling-shadow: diamonds in which one base's method hides that of its sibling."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for issue in evidence.issues:
        record = evidence.codebase.classes[issue.key]
        if issue.kind == "sibling_shadow" and record.zone is Zone.PRODUCTION:
            yield Draft(
                path=issue.key.path,
                line=issue.line,
                symbol=f"{issue.key.class_}.{issue.member}",
                message=f"{issue.message[0].upper()}{issue.message[1:]}.",
                evidence="; ".join(issue.evidence),
                confidence=0.6,
            )


_WORLD = "class A:\n    def run(self): return 0\n{}class C(A):\n    def run(self): return 2\nclass D(B, C): ...\n"

RULE = Rule(
    name="mro-sibling-shadow",
    severity=Severity.WARNING,
    summary="In a diamond, a method of one base hides the same method of a sibling without calling super().",
    why="Each base works alone; joined, half of what they do is silently left out.",
    fix="Let the method call super(), so that it goes on to its sibling, or override it in the class that joins them.",
    check=_check,
    examples=(
        Example(
            "A sibling that is never reached",
            {"shop.py": _WORLD.format("class B(A):\n    def run(self): return 1\n")},
            (("shop.py", 7),),
        ),
        Example(
            "One that passes on",
            {"shop.py": _WORLD.format("class B(A):\n    def run(self): return super().run()\n")},
        ),
    ),
    limits="Whether the order of the bases is meant, as it is with a mixin that is listed first, is not known: hence the"
    " confidence of 0.6. Classes in tests are left out.",
)
