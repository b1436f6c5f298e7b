"""Overrides of one inherited method: in: methods that look alike; out: whether a common ancestor asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archgraph.analyses.clones.fragment import Fragment
from archgraph.analyses.places import classes_by_scope
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts import ScopeKind


class Relatives:
    """Knows which methods override the same method of a common ancestor."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._classes = classes_by_scope(codebase)
        self._ancestors: dict[ClassKey, frozenset[ClassKey]] = {}

    def are_overrides(self, cluster: Sequence[Fragment]) -> bool:
        """Whether all members have one name and override it from one ancestor."""
        if cluster[0].kind != "method" or len({fragment.scope.name for fragment in cluster}) > 1:
            return False
        owners = [self._classes.get((fragment.module.path, fragment.scope.parent)) for fragment in cluster]
        shared: frozenset[ClassKey] | None = None
        for owner in owners:
            above = self._above(owner) if owner else frozenset()
            shared = above if shared is None else shared & above
        return any(self._defines(key, cluster[0].scope.name) for key in shared or ())

    def _above(self, key: ClassKey) -> frozenset[ClassKey]:
        """The ancestors of a class, by a walk over its bases."""
        if key not in self._ancestors:
            seen: dict[ClassKey, None] = {}
            waiting = [key]
            while waiting:
                for base in self._bases(waiting.pop()):
                    if base not in seen:
                        seen[base] = None
                        waiting.append(base)
            self._ancestors[key] = frozenset(seen) - {key}
        return self._ancestors[key]

    def _bases(self, key: ClassKey) -> list[ClassKey]:
        record = self._codebase.classes.get(key) or self._codebase.externals.get(key)
        return [base.key for base in record.resolved if base.key] if record else []

    def _defines(self, key: ClassKey, name: str) -> bool:
        record = self._codebase.classes.get(key)
        if record is None:
            return key.class_ not in _EVERYWHERE
        scopes = self._codebase.modules[key.path].outline.scopes
        return any(s.parent == record.scope and s.name == name and s.kind is ScopeKind.FUNCTION for s in scopes)


_EVERYWHERE: Mapping[str, None] = dict.fromkeys(
    ("builtins.object", "typing.Generic", "typing.Protocol", "abc.ABC", "enum.Enum", "builtins.str", "builtins.dict")
)
"""Ancestors from outside that ask for nothing; of others it is not known, and an override is assumed."""
