"""registry-parallel: registries of production code for the same things that share no root."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.parallels import parallel_registries
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity


def _check(evidence: Evidence) -> Iterator[Draft]:
    for family, first, other, shared in parallel_registries(evidence):
        yield Draft(
            path=other.key.path,
            line=other.key.line,
            symbol=other.key.class_,
            message=f"{other.key.class_} is a registry of the family {family} beside {first.key.class_}.",
            evidence=f"keys in both: {', '.join(shared)}" if shared else "neither builds on the other",
            confidence=0.9 if shared else 0.6,
        )


def _registry(name: str, base: str = "") -> str:
    return f"class {name}{base}:\n    def register(self, key, value): ...\n"


RULE = Rule(
    name="registry-parallel",
    severity=Severity.WARNING,
    summary="Two registries of one service keep the same sort of things.",
    why="What is registered in one is not found in the other; which one a caller asks is chance.",
    fix="Keep one, or let one inherit from the other and share its store.",
    check=_check,
    examples=(
        Example(
            "Two registries of tools that know nothing of each other",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": _registry("UnifiedToolRegistry"),
            },
            (("shop/two.py", 1),),
        ),
        Example(
            "Registries of different things whose names end alike",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ActionRegistry"),
                "shop/two.py": _registry("LogActionRegistry"),
            },
        ),
        Example(
            "A registry and its child",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": "from shop.one import ToolRegistry\n\n"
                + _registry("UnifiedToolRegistry", "(ToolRegistry)"),
            },
        ),
        Example(
            "A registry and its child, which both build on a registry of another family",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ZooRegistry") + "\n\n" + _registry("ToolRegistry", "(ZooRegistry)"),
                "shop/two.py": "from shop.one import ToolRegistry, ZooRegistry\n\n"
                + _registry("ZooRegistry2")
                + "\n\n"
                + _registry("UnifiedToolRegistry", "(ToolRegistry)"),
            },
        ),
        Example(
            "A registry that holds another and asks it",
            {
                "shop/__init__.py": "",
                "shop/one.py": _registry("ToolRegistry"),
                "shop/two.py": "from shop.one import ToolRegistry\n\n"
                + _registry("UnifiedToolRegistry")
                + "    def __init__(self, parent: ToolRegistry):\n        self._parent = parent\n",
            },
        ),
    ),
    limits="Families go by names; what two registries hold is compared by the keys that stand in the code.",
)
