"""import-cycle: modules that import each other in a circle while they are loaded."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.results.imports import CycleEdge

_SHOWN = 8


def _check(evidence: Evidence) -> Iterator[Draft]:
    cycles: dict[str, list[CycleEdge]] = {}
    for edge in evidence.graph.cycles:
        if not edge.weak:
            cycles.setdefault(edge.cycle, []).append(edge)
    for edges in cycles.values():
        breakers = [edge for edge in edges if edge.breaker] or edges[:1]
        first = breakers[0]
        modules = sorted({edge.importer for edge in edges})
        shown = ", ".join(modules[:_SHOWN]) + (f" and {len(modules) - _SHOWN} more" if len(modules) > _SHOWN else "")
        rest = (
            f", with {len(breakers) - 1} other {'import' if len(breakers) == 2 else 'imports'},"
            if len(breakers) > 1
            else ""
        )
        yield Draft(
            path=first.path,
            line=first.line,
            symbol=first.importer,
            message=f"{first.importer} imports {first.imported}, which closes{rest} a cycle of {len(modules)} modules.",
            evidence=f"modules: {shown}; cut at: "
            + "; ".join(f"{b.importer} -> {b.imported}" for b in breakers[:_SHOWN]),
        )


RULE = Rule(
    name="import-cycle",
    severity=Severity.WARNING,
    summary="Modules import each other in a circle while they are loaded.",
    why="Which of them is half-empty when the others need it depends on who is imported first; no part can be"
    " understood, tested or moved without the rest.",
    fix="Move what both sides need into a module below them, or turn one direction around (pass the object in).",
    check=_check,
    examples=(
        Example(
            "Two modules that need each other",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "from shop import order\n",
                "shop/order.py": "from shop import cart\n",
            },
            (("shop/order.py", 1),),
        ),
        Example(
            "One direction only inside a function",
            {
                "shop/__init__.py": "",
                "shop/cart.py": "from shop import order\n",
                "shop/order.py": "def total():\n    from shop import cart\n    return cart\n",
            },
        ),
    ),
    limits="Cycles that close only by imports inside functions or under TYPE_CHECKING are in cycles.csv (weak) and not"
    " reported.",
)
