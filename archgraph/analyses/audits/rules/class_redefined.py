"""class-redefined: classes that a later statement of the same name replaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.codebase import ClassRecord
from archgraph.model.facts.scopes import Scope
from archgraph.model.facts.uses import Uses
from archgraph.model.results.findings import Severity
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
    """Whether both always run, in one scope, and nothing has taken the first one away before it is replaced."""
    scopes = evidence.codebase.modules[record.path].outline.scopes
    if record.decorators or scopes[record.scope].branch or scopes[winner.scope].branch:
        return False
    home = scopes[record.scope].parent
    return _home(scopes, winner.line) == home and not _is_used_between(evidence, record, winner, home)


def _home(scopes: Sequence[Scope], line: int) -> int:
    """The scope in whose lines a definition stands: not where its name is bound when it is declared global."""
    return max((at for at, scope in enumerate(scopes) if at and scope.line < line <= scope.end_line), default=0)


def _is_used_between(evidence: Evidence, record: ClassRecord, winner: ClassRecord, home: int) -> bool:
    """Whether code that runs before the second definition calls the first one or inherits from it."""
    between = range(record.end_line + 1, winner.line)
    outline = evidence.codebase.modules[record.path].outline
    calls = evidence.codebase.facts.section(record.path, Uses).calls
    if any(
        call.line in between and call.scope == home and call.func.partition(".")[0] == record.name for call in calls
    ):
        return True
    return any(record.name in fact.bases and outline.scopes[fact.scope].line in between for fact in outline.classes)


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
            "The first one is used before the second one comes",
            {
                "shop.py": "class Cart:\n    x = 1\n\n\ncart = Cart()\n\n\nclass Cart:\n    x = 2\n\n\nclass Base: ...\n\n\n"
                "class Sub(Base): ...\n\n\nclass Base: ...\n"
            },
        ),
        Example(
            "A function that replaces a class of its module",
            {
                "shop.py": "class Cart:\n    x = 1\n\n\ndef change():\n    global Cart\n\n    class Cart:\n        x = 2\n"
            },
        ),
        Example(
            "One definition for each platform",
            {"shop.py": "import sys\nif sys.platform == 'win32':\n    class Cart: ...\nelse:\n    class Cart: ...\n"},
        ),
    ),
    limits="Decorated classes are left alone: a decorator may have registered them.",
)
