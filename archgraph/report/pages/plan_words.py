"""What a plan's decision says to do, in a word or two: in: a Decision, out: text."""

from __future__ import annotations

from typing import Final

from archgraph.model.consolidation import Decision
from archgraph.report.document import counted

_ACTIONS: Final = {
    "KEEP": "keep",
    "CONSOLIDATE": "merge",
    "DELETE": "delete",
    "CONVERT": "make an alias",
    "UNDECIDED": "undecided",
}
_WAYS: Final = {"base": "give a common base", "rename": "rename", "real": "use the real one"}


def doing(decision: Decision) -> str:
    """`merge`, `delete`, `give a common base`, …"""
    return _WAYS.get(decision.way) or _ACTIONS.get(decision.action, decision.action.lower())


def leaving(classes: int, lines: int, surely: str = "") -> str:
    """What goes when the plan is followed: `2 classes would go, with 30 lines`; `surely` stands behind the classes."""
    if not classes:
        return f"no class would go, {counted(lines, 'line')} would"
    return f"{counted(classes, 'class', 'classes')} would go{surely}, with {counted(lines, 'line')}"
