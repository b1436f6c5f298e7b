"""How to take a step of the plan back: in: a decision and the files that it changes; out: what to restore, in words."""

from __future__ import annotations

from collections.abc import Iterable

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Decision
from archgraph.plan.evidence.case import CONSOLIDATE, bare

_SHOWN = 4
"""Files that are named; changes.csv has the rest."""


def undo(decision: Decision, canonical: ClassKey, changed: Iterable[str]) -> str:
    """The files to restore, and the alias that makes the old name work again without that; "" when nothing is done."""
    if not decision.changes_code:
        return ""
    member = decision.key
    restore = f"restore {_files(member.path, changed)}"
    if decision.way == "base":
        return f"{restore}, and remove the base"
    if decision.becomes:
        return f"{restore}, or leave `{bare(member)} = {decision.becomes}` in {member.path}"
    if decision.action != CONSOLIDATE or member.path == canonical.path:
        return restore
    taken = bare(canonical) if bare(canonical) == bare(member) else f"{bare(canonical)} as {bare(member)}"
    return f"{restore}; or leave `from {canonical.class_.rpartition('.')[0]} import {taken}` in {member.path}"


def _files(own: str, changed: Iterable[str]) -> str:
    others = sorted(set(changed) - {own})
    named = [own, *others[: _SHOWN - 1]]
    more = len(others) + 1 - len(named)
    if more:
        return f"{', '.join(named)} and {more} more that changes.csv lists"
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
