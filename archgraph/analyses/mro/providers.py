"""What a class offers to those below it: in: code base and definitions, out: members by class, who provides a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from archgraph.analyses.mro.member import Definition, Definitions, Members, is_mangled
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.mro import Ancestor

OBJECT = "builtins.object"
_ALWAYS_OWN = frozenset({"__doc__", "__module__", "__dict__", "__weakref__"})
"""What Python puts into every class: never taken from an ancestor."""


@dataclass(frozen=True, slots=True)
class Providers:
    """The members of every class: definitions inside the code base, kinds by name outside, as far as they were read."""

    codebase: Codebase
    definitions: Definitions
    _visible: dict[ClassKey, Members] = field(default_factory=dict)
    _outside: dict[ClassKey, Mapping[str, str]] = field(default_factory=dict)

    def own(self, key: ClassKey) -> Members:
        """What a class of the code base defines itself; nothing for a class outside."""
        return self.definitions.get(key, {})

    def inside(self, key: ClassKey) -> Members | None:
        """The members that subclasses see under their names; None for a class outside the code base."""
        found = self._visible.get(key)
        if found is None and key in self.definitions:
            own = self.definitions[key]
            hidden = [name for name in own if name.startswith("__") and is_mangled(name)]
            found = {name: own[name] for name in own if name not in hidden} if hidden else own
            self._visible[key] = found
        return found

    def outside(self, key: ClassKey) -> Mapping[str, str]:
        """Names and kinds of the members of a class outside, as far as they were read."""
        found = self._outside.get(key)
        if found is None:
            record = self.codebase.externals.get(key)
            members = record.members if record else ()
            found = self._outside[key] = {name: kind for name, kind in members if _is_inherited(name)}
        return found

    def has(self, ancestor: Ancestor, name: str) -> bool:
        """Does this class, known or not, define the name?"""
        if ancestor.key is None:
            return False
        own = self.definitions.get(ancestor.key)
        return name in self.outside(ancestor.key) if own is None else name in own and not is_mangled(name)

    def definition(self, ancestor: Ancestor, name: str) -> Definition | None:
        """The definition of a name in a class of the code base."""
        own = self.definitions.get(ancestor.key) if ancestor.key is not None else None
        return own.get(name) if own is not None and not is_mangled(name) else None

    def overridden(
        self, names: Collection[str], ancestors: tuple[Ancestor, ...]
    ) -> Iterator[tuple[str, Ancestor, Definition | None]]:
        """For each name that one of `ancestors` has: the first such one, with the definition when it is in the code
        base. `object` does not count."""
        missing: set[str] | None = None
        for ancestor in ancestors:
            if ancestor.key is None or ancestor.name == OBJECT:
                continue
            missing = set(names) if missing is None else missing
            inside = self.inside(ancestor.key)
            offered = inside if inside is not None else self.outside(ancestor.key)
            shared = missing & offered.keys()
            for name in shared:
                yield name, ancestor, inside[name] if inside is not None else None
            missing -= shared


def _is_inherited(name: str) -> bool:
    return name not in _ALWAYS_OWN and not is_mangled(name)


def calls_super(definition: Definition) -> bool:
    """Does a function call the inherited one of its own name, by super() or by a base's name?"""
    function = definition.function
    return function is not None and any(call.rpartition(".")[2] == definition.name for call in function.super_calls)
