"""What a check of inheritance may look at: in: code base, MROs and definitions, out: one class at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archgraph.analyses.mro.member import Definition
from archgraph.analyses.mro.providers import Providers
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase
from archgraph.model.results.mro import Ancestor, Mro


@dataclass(frozen=True, slots=True)
class Hierarchies:
    """The classes of a code base with their MROs and members, and who inherits from whom."""

    codebase: Codebase
    mros: Mapping[ClassKey, Mro]
    providers: Providers
    parents: frozenset[ClassKey]
    """Classes that another class of the code base lists as a base."""
    _above: dict[ClassKey, frozenset[ClassKey]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[ClassRecord, Mro]]:
        return ((record, self.mros[key]) for key, record in self.codebase.classes.items())

    def record(self, ancestor: Ancestor) -> ClassRecord | None:
        """The record of an ancestor inside or outside the code base; None for an unknown base."""
        if ancestor.key is None:
            return None
        return self.codebase.classes.get(ancestor.key) or self.codebase.externals.get(ancestor.key)

    def is_internal(self, key: ClassKey | None) -> bool:
        """Is this a class of the code base?"""
        return key in self.codebase.classes

    def above(self, key: ClassKey) -> frozenset[ClassKey]:
        """The class and its known ancestors."""
        found = self._above.get(key)
        if found is None:
            known = [ancestor.key for ancestor in self.mros[key].ancestors if ancestor.key is not None]
            found = self._above[key] = frozenset(known)
        return found


def parents(codebase: Codebase) -> frozenset[ClassKey]:
    """The classes that another class of the code base lists as a base."""
    listed = (base.key for record in codebase.classes.values() for base in record.resolved)
    return frozenset(key for key in listed if key is not None)


def place(definition: Definition) -> str:
    """`m.Base.run (m.py:12)`."""
    return f"{definition.owner.class_}.{definition.name} ({definition.owner.path}:{definition.line})"


def hierarchies(codebase: Codebase, mros: Mapping[ClassKey, Mro], providers: Providers) -> Hierarchies:
    """The classes of a code base, ready to be checked."""
    return Hierarchies(codebase, mros, providers, parents(codebase))
