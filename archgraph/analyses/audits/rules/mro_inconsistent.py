"""mro-inconsistent: classes whose bases contradict each other, so that Python refuses to make them."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import MroConflict, MroStatus


def _check(evidence: Evidence) -> Iterator[Draft]:
    conflicts = {conflict.key: conflict for conflict in evidence.conflicts}
    for key, mro in sorted(evidence.mros.items()):
        record = evidence.codebase.classes.get(key)
        if record is None or mro.status not in (MroStatus.INCONSISTENT, MroStatus.CYCLIC):
            continue
        conflict = conflicts.get(key)
        yield Draft(
            path=key.path,
            line=key.line,
            end_line=record.end_line,
            symbol=key.class_,
            message=f"{key.class_} has no MRO: {mro.reason or mro.status.value}.",
            evidence=_orders(conflict) if conflict else mro.reason,
            fix=conflict.repair if conflict else "",
        )


def _orders(conflict: MroConflict) -> str:
    return "; ".join(
        f"{order.first} {order.how} {order.second} "
        f"(declared by {order.declared_by}{f', {order.path}:{order.line}' if order.path else ''})"
        for order in conflict.orders
    )


RULE = Rule(
    name="mro-inconsistent",
    severity=Severity.ERROR,
    summary="The bases of a class contradict each other: there is no method resolution order.",
    why="Python raises TypeError when the class statement is executed, so the module cannot be imported.",
    fix="Re-order or remove bases until all ancestors agree on one order.",
    check=_check,
    examples=(
        Example(
            "Two orders of the same bases",
            {"shop.py": "class A: ...\nclass B: ...\nclass X(A, B): ...\nclass Y(B, A): ...\nclass Z(X, Y): ...\n"},
            (("shop.py", 5),),
        ),
        Example(
            "A diamond that agrees",
            {"shop.py": "class A: ...\nclass B(A): ...\nclass C(A): ...\nclass D(B, C): ...\n"},
        ),
    ),
)
