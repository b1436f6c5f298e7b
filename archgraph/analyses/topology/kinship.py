"""Registries above and below each other: in: the code base, MROs and registries; out: pairs of which one inherits from the
other, or holds the other in an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archgraph.analyses.topology.receivers import Receivers
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.mro import Mro


class Kin(NamedTuple):
    """A registry and another that it builds on. `how`: inherits, or the attribute that holds the other; `line` is the child's."""

    child: ClassKey
    parent: ClassKey
    how: str
    line: int


def kinship(codebase: Codebase, mros: Mapping[ClassKey, Mro], registries: Iterable[ClassKey]) -> tuple[Kin, ...]:
    """All pairs, sorted."""
    keys = set(registries)
    receivers = Receivers(codebase, mros)
    found = {kin for key in keys for kin in (*_inherits(mros[key], keys), *_holds(codebase, receivers, key, keys))}
    return tuple(sorted(found))


def _inherits(mro: Mro, keys: set[ClassKey]) -> Iterator[Kin]:
    for ancestor in mro.ancestors[1:]:
        if ancestor.key in keys and ancestor.key is not None:
            yield Kin(mro.key, ancestor.key, "inherits", mro.key.line)


def _holds(codebase: Codebase, receivers: Receivers, key: ClassKey, keys: set[ClassKey]) -> Iterator[Kin]:
    record = codebase.classes[key]
    module = codebase.modules[record.path]
    for fact in codebase.facts.section(record.path, Bodies).attributes:
        if fact.scope == record.scope and fact.method:
            parent = receivers.of(module, fact.method, f"self.{fact.name}")
            if parent in keys and parent is not None and parent != key:
                yield Kin(key, parent, fact.name, fact.line)
