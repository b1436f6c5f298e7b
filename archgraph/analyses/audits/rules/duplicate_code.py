"""duplicate-code: functions, methods and classes of production code that stand in several places."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.duplicates import CloneMember
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_LINES = 8
_SHOWN = 5


def _check(evidence: Evidence) -> Iterator[Draft]:
    clusters: dict[str, list[CloneMember]] = {}
    for clone in evidence.clones:
        if clone.clone_type <= 2 and _counts(evidence, clone):
            clusters.setdefault(clone.cluster, []).append(clone)
    for members in clusters.values():
        for member in members if len(members) > 1 else ():
            yield Draft(
                path=member.path,
                line=member.start_line,
                end_line=member.end_line,
                symbol=member.member,
                # The message names no other copy: the ids of those that were agreed must not change when one more is made.
                message=f"The {member.kind} {member.member} is a copy of code that stands elsewhere.",
                evidence=_others(member, members),
            )


def _counts(evidence: Evidence, clone: CloneMember) -> bool:
    module = evidence.codebase.modules[clone.path]
    return module.zone is Zone.PRODUCTION and clone.end_line - clone.start_line + 1 >= _LINES


def _others(member: CloneMember, members: list[CloneMember]) -> str:
    others = [f"{each.path}:{each.start_line}" for each in members if each is not member]
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return f"also at {', '.join(others[:_SHOWN])}{more}"


_BODY = """\
    total = 0
    for line in cart:
        if line.amount > 1:
            total += line.price * line.amount
        else:
            total += line.price
    for tax in taxes:
        total += total * tax.rate / 100
    return round(total, 2)
"""
_COPY = f"def total(cart, taxes):\n{_BODY}"

RULE = Rule(
    name="duplicate-code",
    severity=Severity.WARNING,
    summary="The same code stands in several places of production.",
    why="A mistake that is mended in one copy lives on in the others, and nobody knows which one is right.",
    fix="Keep one, and import it where the others stood.",
    check=_check,
    examples=(
        Example(
            "A function and its copy",
            {"shop/__init__.py": "", "shop/cart.py": _COPY, "shop/order.py": _COPY},
            (("shop/cart.py", 1), ("shop/order.py", 1)),
        ),
        Example("One function", {"shop/__init__.py": "", "shop/cart.py": _COPY}),
    ),
    limits=f"Copies shorter than {_LINES} lines, near misses (type 3) and copies in tests are in duplicates.csv only.",
)
