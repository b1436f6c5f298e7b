"""registry-overwrites-silently: a registry that replaces what is registered under a key without a word."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft, Example, Rule
from archgraph.model.results.findings import Severity
from archgraph.model.source import Zone

_PROMISING = ("register", "add", "bind", "provide", "install")
"""Verbs that promise something new under the key; who calls `set` expects to replace."""


def _check(evidence: Evidence) -> Iterator[Draft]:
    for method in evidence.registry_methods:
        record = evidence.codebase.classes[method.registry]
        is_double = evidence.roles[method.registry].double
        if method.on_duplicate != "overwrite" or record.zone is not Zone.PRODUCTION or is_double:
            continue
        if method.method.startswith(_PROMISING):
            yield Draft(
                path=record.path,
                line=method.line,
                symbol=f"{record.class_}.{method.method}",
                message=f"{record.name}.{method.method} overwrites what is registered under the same key.",
                evidence="it writes the mapping and neither looks the key up first nor raises",
                confidence=0.8,
            )


RULE = Rule(
    name="registry-overwrites-silently",
    severity=Severity.WARNING,
    summary="A registry takes a key twice and says nothing.",
    why="Who registers last wins, and that depends on the order of imports; the first one is gone without a trace.",
    fix="Raise when the key is there, or take an argument that says that replacing is meant.",
    check=_check,
    examples=(
        Example(
            "The second entry replaces the first",
            {
                "shop/__init__.py": "",
                "shop/tools.py": "class ToolRegistry:\n    def __init__(self):\n        self._tools = {}\n\n"
                "    def register(self, name, tool):\n        self._tools[name] = tool\n",
            },
            (("shop/tools.py", 5),),
        ),
        Example(
            "One that raises, and one whose method says that it replaces",
            {
                "shop/__init__.py": "",
                "shop/tools.py": "class ToolRegistry:\n    def __init__(self):\n        self._tools = {}\n\n"
                "    def register(self, name, tool):\n        if name in self._tools:\n            raise KeyError(name)\n"
                "        self._tools[name] = tool\n\n    def set_tool(self, name, tool):\n        self._tools[name] = tool\n",
            },
        ),
    ),
    limits="A check in a function that is called with the mapping is not seen.",
)
