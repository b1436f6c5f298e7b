"""Code that is alike because it keeps one contract: in: fragments; out: whether inheritance asks for their likeness."""

from __future__ import annotations

from enum import Enum

from archgraph.analyses.clones.fragment import Fragment
from archgraph.analyses.places import classes_by_scope
from archgraph.model.codebase import ClassKey, Codebase, Origin
from archgraph.model.facts.scopes import ScopeKind


class Kinship(Enum):
    """Where a common ancestor of two classes stands: in the code base, only outside of it, where its source is not there, or
    nowhere."""

    NONE = 0
    UNSEEN = 1
    OUTSIDE = 2
    INSIDE = 3


class Relatives:
    """Knows which classes have a common ancestor, and which methods override the same method of one."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._classes = classes_by_scope(codebase)
        self._ancestors: dict[ClassKey, frozenset[ClassKey]] = {}
        self._methods: dict[ClassKey, frozenset[str]] = {}

    def kinship(self, one: Fragment, two: Fragment) -> Kinship:
        """Whether of two classes one is an ancestor of the other, or both have an ancestor that asks for something."""
        shared = self._shared(self._classes.get(one.place), self._classes.get(two.place))
        if any(key in self._codebase.classes for key in shared):
            return Kinship.INSIDE
        if any(key in self._codebase.externals for key in shared):
            return Kinship.OUTSIDE
        return Kinship.UNSEEN if shared else Kinship.NONE

    def are_framed(self, *classes: Fragment) -> bool:
        """Whether each class stands below one from outside of the code base that may ask for something."""
        keys = [self._classes.get(each.place) for each in classes]
        return all(key and any(above not in self._codebase.classes for above in self._above(key)) for key in keys)

    def are_overrides(self, one: Fragment, two: Fragment) -> bool:
        """Whether two methods have one name and override it from one ancestor, or one overrides the other."""
        name = one.scope.name
        if name != two.scope.name or one.kind != "method" or two.kind != "method":
            return False
        shared = self._shared(self._owner(one), self._owner(two))
        return any(self._defines(key, name) for key in shared)

    def overridden(self, method: Fragment) -> tuple[str, frozenset[ClassKey]] | None:
        """The name of a method that overrides, with its own class and the ancestors that define it too."""
        owner = self._owner(method) if method.kind == "method" else None
        above = self._above(owner) if owner else frozenset()
        found = frozenset(key for key in above if self._defines(key, method.scope.name))
        return (method.scope.name, found | {owner}) if owner and found else None

    def _owner(self, method: Fragment) -> ClassKey | None:
        return self._classes.get((method.module.path, method.scope.parent))

    def _shared(self, one: ClassKey | None, two: ClassKey | None) -> frozenset[ClassKey]:
        """The ancestors that two classes have in common, each counted among its own."""
        if one is None or two is None or one == two:
            return frozenset()
        return (self._above(one) | {one}) & (self._above(two) | {two})

    def _above(self, key: ClassKey) -> frozenset[ClassKey]:
        """The ancestors of a class that ask for something, by a walk over its bases."""
        if key not in self._ancestors:
            seen: dict[ClassKey, None] = {}
            waiting = [key]
            while waiting:
                for base in self._bases(waiting.pop()):
                    if base not in seen:
                        seen[base] = None
                        waiting.append(base)
            self._ancestors[key] = frozenset(base for base in seen if not _asks_for_nothing(base)) - {key}
        return self._ancestors[key]

    def _bases(self, key: ClassKey) -> list[ClassKey]:
        """The bases of a class; one whose source is not there by its dotted name, when that is known to lie outside."""
        record = self._codebase.classes.get(key) or self._codebase.externals.get(key)
        return [
            base.key or ClassKey(base.base, "", 0)
            for base in (record.resolved if record else ())
            if base.key or base.scope is Origin.EXTERNAL
        ]

    def _defines(self, key: ClassKey, name: str) -> bool:
        """Whether a class defines a method; one whose source is not there is not taken to, or all of its subclasses' would be
        overrides."""
        if key not in self._codebase.classes:
            return key in self._codebase.externals
        if key not in self._methods:
            record = self._codebase.classes[key]
            scopes = self._codebase.modules[key.path].outline.scopes
            self._methods[key] = frozenset(
                s.name for s in scopes if s.parent == record.scope and s.kind is ScopeKind.FUNCTION
            )
        return name in self._methods[key]


def _asks_for_nothing(base: ClassKey) -> bool:
    return not base.path and base.class_.startswith(_PLAIN)


_PLAIN = ("builtins.", "typing.", "abc.", "enum.", "collections.")
"""Where ancestors from outside stand that ask for nothing; of others it is not known, and an override is assumed."""
