"""The hierarchy as numbers: in: the code base, out: numbered classes and unknown bases, each with its bases."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from archgraph.model.codebase import Base, ClassKey, ClassRecord, Codebase, Origin
from archgraph.model.results.mro import Ancestor

OBJECT = ClassKey("builtins.object", "", 0)
ROOT = 0
"""The number of `object`."""


class Hierarchy(msgspec.Struct, frozen=True):
    """Lists with one entry per number: what it is called, its bases, and why these may not be the whole truth ("": they
    are). An unknown base has a number of its own, without a record, below `object`."""

    ancestors: list[Ancestor]
    bases: list[tuple[int, ...]]
    doubts: list[str]
    altered: set[int] = set()
    """Numbers of classes whose own record says that something may change their bases or their MRO."""
    numbers: dict[ClassKey, int] = {}
    idle: set[int] = set()
    """Numbers of class statements in branches that the target Python does not take: nothing refuses them."""
    refused: dict[int, str] = {}
    """Why Python refuses a class whose bases have an order: metaclasses or layouts that do not go together."""

    def is_known(self, number: int) -> bool:
        """Is this a class with a record, and not the name of an unknown base?"""
        return self.ancestors[number].key is not None


def number_classes(codebase: Codebase, overrides: Mapping[ClassKey, tuple[Base, ...]] | None = None) -> Hierarchy:
    """Number `object`, the classes of the code base, those outside, and the unknown bases. `overrides` replaces the
    resolved bases of some classes: what a hierarchy would be after a repair."""
    records = {**codebase.classes, **codebase.externals}
    resolved = {key: record.resolved for key, record in records.items()} | dict(overrides or {})
    hierarchy = Hierarchy([Ancestor(OBJECT.class_, Origin.STDLIB, OBJECT)], [()], [""], numbers={OBJECT: ROOT})
    scopes = {base.key: base.scope for bases in resolved.values() for base in bases if base.key is not None}
    for key in records:
        if key != OBJECT:
            scope = Origin.INTERNAL if key in codebase.classes else scopes.get(key, Origin.EXTERNAL)
            hierarchy.numbers[key] = _add(hierarchy, Ancestor(key.class_, scope, key), ())
    unknown: dict[tuple[str, Origin], int] = {}
    for key, record in records.items():
        number = hierarchy.numbers[key]
        if number != ROOT:
            _connect(hierarchy, number, record, resolved[key], unknown)
    return hierarchy


def _add(hierarchy: Hierarchy, ancestor: Ancestor, bases: tuple[int, ...]) -> int:
    hierarchy.ancestors.append(ancestor)
    hierarchy.bases.append(bases)
    hierarchy.doubts.append("")
    return len(hierarchy.bases) - 1


def _connect(
    hierarchy: Hierarchy,
    number: int,
    record: ClassRecord,
    resolved: tuple[Base, ...],
    unknown: dict[tuple[str, Origin], int],
) -> None:
    doubts = []
    if not record.live:
        hierarchy.idle.add(number)
    if record.refusal:
        hierarchy.refused[number] = record.refusal.reason
    if record.reason:
        doubts.append(record.reason)
        hierarchy.altered.add(number)
    bases: list[int] = []
    for base in resolved:
        known = hierarchy.numbers.get(base.key) if base.key is not None else None
        if known is not None:
            bases.append(known)
            continue
        doubts.append(f"base {base.base}: {base.reason or 'not found'}")
        other = unknown.get((base.base, base.scope))
        if other is None:
            other = _add(hierarchy, Ancestor(base.base, base.scope, None), (ROOT,))
            unknown[base.base, base.scope] = other
        if other not in bases:  # two calls of one factory look the same and are two classes
            bases.append(other)
    hierarchy.bases[number] = tuple(bases) or (ROOT,)
    if doubts:
        hierarchy.doubts[number] = "; ".join(doubts)
