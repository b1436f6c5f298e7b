"""registry-bypassed: production code that changes a registry past its methods, makes one more, or makes what it hands out."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.results.registrations import Registration
from archgraph.model.source import Zone


def _check(evidence: Evidence) -> Iterator[Draft]:
    for row in evidence.registrations:
        if row.operation != "bypass" or row.zone is not Zone.PRODUCTION:
            continue
        yield Draft(
            path=row.path,
            line=row.line,
            symbol=row.symbol,
            message=_message(row),
            evidence=f"{row.registry} hands out {row.registered}" if row.registered else row.registry,
            confidence=0.6 if row.registered else 0.7 if _makes_registry(row) else 0.9,
        )


def _makes_registry(row: Registration) -> bool:
    return row.method == row.registry.rpartition(".")[2]


def _message(row: Registration) -> str:
    name = row.registry.rpartition(".")[2]
    if row.registered:
        return f"{row.method.removesuffix('()')} is made by hand past {name}, which hands it out."
    if _makes_registry(row):
        return f"A second {name} is made beside the one that its module keeps."
    return f"{row.method} changes the state of {name} past its methods."


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
            "A class that is registered, and made by hand elsewhere",
            {
                "shop/__init__.py": "",
                "shop/tools.py": _REGISTRY,
                "shop/hammer.py": "class Hammer: ...\n",
                "shop/start.py": "from shop.hammer import Hammer\nfrom shop.tools import tools\n\n"
                "tools.register('hammer', Hammer)\n",
                "shop/app.py": "from shop.hammer import Hammer\n\ndef run():\n    return Hammer()\n",
            },
            (("shop/app.py", 4),),
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
    limits="Of `registry._items[key] = value` from outside those are seen whose value is a call; instances that the code asks a"
    " container for are not.",
)
