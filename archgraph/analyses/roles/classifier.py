"""What a role's file declares: a Classifier, which looks at a Subject and gives a Verdict or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.outline import ClassFact
from archgraph.model.facts.scopes import Scope
from archgraph.model.results.mro import Ancestor, Mro
from archgraph.model.source import Row


class Standing(Enum):
    """What a role means for the others."""

    OWN = "own"
    """What the class is by construction (an exception, an enum, ...): it is never a manager or a registry as well."""
    DUTY = "duty"
    """What the class is for; its subclasses are for the same."""
    DOUBLE = "double"
    """No role but the mark of a stand-in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a class has a role, as a clause for a reader, and how sure that is (0 to 1)."""

    evidence: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class World:
    """What classifiers may ask about the rest of the code base."""

    codebase: Codebase
    mros: Mapping[ClassKey, Mro]
    production_names: Mapping[str, ClassKey]
    """Names of production classes, and names that production modules give them → the class."""
    bodies: dict[str, Bodies] = field(default_factory=dict)
    _bound: dict[str, Mapping[int, Sequence[str]]] = field(default_factory=dict)

    def bodies_of(self, path: str) -> Bodies:
        """The bodies of a file, decoded once."""
        if path not in self.bodies:
            self.bodies[path] = self.codebase.facts.section(path, Bodies)
        return self.bodies[path]

    def bound_in(self, module: Module) -> Mapping[int, Sequence[str]]:
        """Scope → the names that are bound in it, in source order, for the classes and functions of a module."""
        found = self._bound.get(module.path)
        if found is None:
            names: dict[int, list[str]] = {}
            for binding in module.outline.bindings:
                if binding.scope:
                    names.setdefault(binding.scope, []).append(binding.name)
            found = self._bound[module.path] = names
        return found


class Subject(Row, frozen=True):
    """A class with what a classifier may look at; `methods` are (scope index, scope) of its own functions."""

    record: ClassRecord
    module: Module
    fact: ClassFact
    methods: tuple[tuple[int, Scope], ...]
    ancestors: tuple[Ancestor, ...]
    """The MRO without the class itself and `object`."""
    bases: tuple[str, ...]
    """Its direct bases as dotted, resolved names."""
    decorators: tuple[str, ...]
    """The names of its decorators, resolved where possible."""
    world: World
    foreign: tuple[tuple[str, str], ...] = ()
    """The last and the full name of each ancestor from outside the code base, in the order of the MRO."""

    def bodies(self) -> Bodies:
        """The bodies of the file that the class stands in."""
        return self.world.bodies_of(self.record.path)

    def ancestor_named(self, names: frozenset[str]) -> str:
        """The first ancestor from outside the code base whose last name is one of `names`; "" when there is none."""
        for last, name in self.foreign:
            if last in names:
                return name
        return ""


@dataclass(frozen=True, slots=True)
class Classifier:
    """A role and how it is recognised."""

    role: str
    standing: Standing
    judge: Callable[[Subject], Verdict | None]
