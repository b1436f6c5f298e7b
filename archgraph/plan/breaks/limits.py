"""Limits of fields that the class that stays sets and the other does not: `Field(ge=0, le=1)`."""

from __future__ import annotations

from collections.abc import Mapping

from archgraph.model.codebase import ClassKey
from archgraph.model.expr import Call, text_of
from archgraph.plan.breaks.breaking import Break, Broken
from archgraph.plan.decision.holding import fields
from archgraph.plan.evidence.case import Case, listed
from archgraph.plan.evidence.scene import Scene

_LIMITS = frozenset(
    {"gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "min_items", "max_items", "pattern", "regex"}
)


def limited(case: Case, _carried: tuple[str, ...]) -> Break | None:
    """Fields of both that take less there."""
    if case.cards[0].kind not in ("data", "settings"):
        return None
    mine, other = (_limits(case.scene, key) for key in (case.member, case.canonical))
    both = {fact.name: fact.line for fact in fields(case.scene, case.member)}
    come = {name: other[name] for name in both if name in other and other[name] != mine.get(name)}
    if not come:
        return None
    rows = tuple(
        Broken(name, case.member.path, both[name], f"{limit} there, {mine.get(name) or 'no limit'} here")
        for name, limit in come.items()
    )
    told = listed([f"{name} ({limit})" for name, limit in come.items()])
    return Break("limits", f"who gives what {case.name} refuses: {told}", rows)


def _limits(scene: Scene, key: ClassKey) -> Mapping[str, str]:
    """Field → its limits as written."""
    found: dict[str, str] = {}
    for fact in fields(scene, key):
        words = fact.value.keywords if isinstance(fact.value, Call) else ()
        written = ", ".join(f"{name}={text_of(value)}" for name, value in sorted(words) if name in _LIMITS)
        if written:
            found[fact.name] = written
    return found
