"""A class taken apart: in: a class, its module, bodies and instances; out: methods, state, locks and lifetime."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from archgraph.analyses.duty.lifetime import Instance, Lifetime, lifetime_of
from archgraph.analyses.duty.state import instance_state, locks, mutable_class_state
from archgraph.model.codebase import ClassRecord, Module
from archgraph.model.expr import Expr
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.scopes import ScopeKind
from archgraph.model.source import Zone

_PROPERTIES = frozenset({"property", "cached_property", "setter", "deleter", "getter"})


@dataclass(frozen=True)
class Anatomy:
    """What a class consists of; everything is worked out when asked for."""

    record: ClassRecord
    module: Module
    bodies: Bodies
    instances: tuple[Instance, ...]

    @cached_property
    def methods(self) -> dict[int, str]:
        """Its own methods: scope number → name."""
        scopes = enumerate(self.module.outline.scopes)
        return {i: s.name for i, s in scopes if i and s.parent == self.record.scope and s.kind is ScopeKind.FUNCTION}

    @property
    def public_methods(self) -> tuple[str, ...]:
        """Names of its own public methods, without properties, in source order."""
        names = (name for i, name in self.methods.items() if not name.startswith("_") and i not in self._properties)
        return tuple(dict.fromkeys(names))

    @property
    def async_methods(self) -> tuple[str, ...]:
        """Names of its own async methods, private ones included."""
        scopes = self.module.outline.scopes
        return tuple(dict.fromkeys(name for i, name in self.methods.items() if scopes[i].is_async))

    @property
    def state(self) -> tuple[str, ...]:
        """Names of the attributes of its instances."""
        return instance_state(self.record, self.bodies)

    @cached_property
    def mutable_class_state(self) -> tuple[str, ...]:
        """Names of class attributes that change."""
        return mutable_class_state(self.record, self.bodies, frozenset(self.methods))

    @property
    def locks(self) -> tuple[str, ...]:
        """Its locks, with their library."""
        return locks(self.record, self.module, self.bodies, frozenset(self.methods))

    @cached_property
    def lifetime(self) -> Lifetime:
        """How long its instances live; what tests and scripts hold says nothing about a class of production code."""
        is_production = self.record.zone is Zone.PRODUCTION
        lasting = tuple(i for i in self.instances if not is_production or i.zone is Zone.PRODUCTION)
        return lifetime_of(self.methods, self.bodies, lasting, self.mutable_class_state)

    @cached_property
    def _properties(self) -> set[int]:
        decorated = ((f.scope, f.decorators) for f in self.bodies.functions if f.scope in self.methods)
        return {scope for scope, decorators in decorated if any(_is_property(d) for d in decorators)}


def _is_property(decorator: Expr) -> bool:
    return isinstance(decorator, str) and decorator.rpartition(".")[2] in _PROPERTIES
