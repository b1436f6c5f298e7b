"""class-redefined: classes that a later statement of the same name replaces."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import ClassRecord
from archgraph.model.results import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    final: dict[tuple[str, str], ClassRecord] = {}
    for record in evidence.codebase.classes.values():
        if record.last:
            final[record.path, record.class_] = record
    for record in evidence.codebase.classes.values():
        winner = final.get((record.path, record.class_))
        if (
            winner is None
            or winner is record
            or winner.line <= record.end_line
            or not _is_plain(evidence, record, winner)
        ):
            continue
        yield Draft(
            path=record.path,
            line=record.line,
            end_line=record.end_line,
            symbol=record.class_,
            message=f"{record.name} is defined again in line {winner.line}; this definition is lost.",
            severity=None if record.zone is Zone.PRODUCTION else Severity.INFO,
        )


def _is_plain(evidence: Evidence, record: ClassRecord, winner: ClassRecord) -> bool:
    """Whether both always run, and nothing has taken the first one away before it is replaced."""
    scopes = evidence.codebase.modules[record.path].outline.scopes
    return not record.decorators and not scopes[record.scope].branch and not scopes[winner.scope].branch


RULE = Rule(
    name="class-redefined",
    severity=Severity.WARNING,
    summary="A class is defined twice in one scope; only the last definition counts.",
    why="The first one is dead code that looks alive, and a fix made there changes nothing.",
    fix="Delete the definition that is lost, or give it its own name.",
    check=_check,
    examples=(
        Example(
            "The same class twice",
            {"shop.py": "class Cart:\n    x = 1\n\n\nclass Cart:\n    x = 2\n"},
            (("shop.py", 1),),
        ),
        Example(
            "One definition for each platform",
            {"shop.py": "import sys\nif sys.platform == 'win32':\n    class Cart: ...\nelse:\n    class Cart: ...\n"},
        ),
    ),
    limits="Decorated classes are left alone: a decorator may have registered them.",
)
