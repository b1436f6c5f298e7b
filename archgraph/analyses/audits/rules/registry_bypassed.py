"""registry-bypassed: production code that changes a registry past its methods, or makes one more of it."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results import Severity
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for row in evidence.registrations:
        if row.operation != "bypass" or row.zone is not Zone.PRODUCTION:
            continue
        name = row.registry.rpartition(".")[2]
        makes = row.method == name
        yield Draft(
            path=row.path,
            line=row.line,
            symbol=row.symbol,
            message=f"A second {name} is made beside the one that its module keeps."
            if makes
            else f"{row.method} changes the state of {name} past its methods.",
            evidence=row.registry,
            confidence=0.7 if makes else 0.9,
        )


_REGISTRY = "class ToolRegistry:\n    def __init__(self):\n        self._tools = {}\n\ntools = ToolRegistry()\n"

RULE = Rule(
    name="registry-bypassed",
    severity=Severity.WARNING,
    summary="Code goes past a registry.",
    why="What the registry checks, locks or tells others does not happen; what a second instance holds, nobody finds.",
    fix="Call a method of the registry, and take the instance that is kept.",
    check=_check,
    examples=(
        Example(
            "Private state changed from outside, and an instance that nobody shares",
            {
                "shop/__init__.py": "",
                "shop/tools.py": _REGISTRY,
                "shop/app.py": "from shop.tools import ToolRegistry, tools\n\ndef start():\n    tools._tools.update(a=1)\n"
                "    return ToolRegistry()\n",
            },
            (("shop/app.py", 4), ("shop/app.py", 5)),
        ),
        Example(
            "Calls of its methods",
            {
                "shop/__init__.py": "",
                "shop/tools.py": _REGISTRY,
                "shop/app.py": "from shop.tools import tools\n\ndef start():\n    tools.register('a', 1)\n",
            },
        ),
    ),
    limits="`registry._items[key] = value` from outside is not seen, nor are instances that the code asks a container for.",
)
