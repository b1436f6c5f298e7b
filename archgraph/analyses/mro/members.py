"""Who gives a class what it has: in: code base and MROs, out: one record per member and class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from archgraph.analyses.mro.changes import describe_change
from archgraph.analyses.mro.definitions import Definition, Definitions, MemberKind, Members, define
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results import Ancestor, Member, Mro

OBJECT = "builtins.object"


def members(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], definitions: Definitions | None = None
) -> tuple[Member, ...]:
    """The members of every class of the code base, sorted by class key and name.

    Own ones; inherited ones that a class of the code base provides; and for each class outside that provides some, one
    record of kind external whose `member` is the provider's name and whose `count` says how many. `overrides` names the
    next class of the MRO that has the name; `object` does not count. What an unknown base may hide stays listed.
    """
    sources = _Sources(codebase, define(codebase) if definitions is None else definitions)
    found: list[Member] = []
    for key in codebase.classes:
        rows = [*_own(mros[key], sources), *_inherited(mros[key], sources)]
        rows.sort(key=lambda row: row.member)
        found += rows
    return tuple(found)


def member_table(codebase: Codebase, mros: Mapping[ClassKey, Mro], key: ClassKey) -> tuple[Member, ...]:
    """All members of one class, in MRO order of their providers and then by name: those from outside one by one."""
    sources = _Sources(codebase, define(codebase))
    own, inherited = _own(mros[key], sources), _inherited(mros[key], sources)
    known = [*own, *(row for row in inherited if row.kind != MemberKind.EXTERNAL)]
    outside = list(_external(mros[key], sources))
    position = {ancestor.name: at for at, ancestor in reversed(list(enumerate(mros[key].ancestors)))}
    return tuple(sorted(known + outside, key=lambda row: (position[row.defined_in], row.member)))


@dataclass(slots=True)
class _Sources:
    """What each class offers to its subclasses: definitions inside the code base, kinds by name outside."""

    codebase: Codebase
    definitions: Definitions
    _visible: dict[ClassKey, Members] = field(default_factory=dict)
    _outside: dict[ClassKey, dict[str, str]] = field(default_factory=dict)

    def inside(self, key: ClassKey) -> Members | None:
        """Members that subclasses see under their names; None for a class outside the code base."""
        found = self._visible.get(key)
        if found is None and key in self.definitions:
            own = self.definitions[key]
            hidden = [name for name, definition in own.items() if definition.is_private]
            found = {name: own[name] for name in own if name not in hidden} if hidden else own
            self._visible[key] = found
        return found

    def outside(self, key: ClassKey) -> dict[str, str]:
        """Names and kinds of the members of an external class, as far as they were read."""
        found = self._outside.get(key)
        if found is None:
            record = self.codebase.externals.get(key)
            found = self._outside[key] = dict(record.members) if record else {}
        return found


def _own(mro: Mro, sources: _Sources) -> Iterator[Member]:
    own = sources.definitions.get(mro.key, {})
    overridden = dict(_overridden(mro, own.keys(), sources)) if own and len(mro.ancestors) > 2 else {}
    for name, definition in own.items():
        provider, before = overridden.get(name, ("", None)) if not definition.is_private else ("", None)
        yield Member(
            mro.key,
            name,
            definition.kind,
            mro.key.class_,
            mro.key.path,
            definition.line,
            provider,
            _calls_super(definition) if provider else None,
            describe_change(before, definition) if before is not None else "",
            1,
        )


def _overridden(mro: Mro, names: Set[str], sources: _Sources) -> Iterator[tuple[str, tuple[str, Definition | None]]]:
    """For each name that an ancestor has too: the next such ancestor, and its definition if it is in the code base."""
    open_ = set(names)
    for ancestor in mro.ancestors[1:]:
        if ancestor.key is None or ancestor.name == OBJECT:
            continue
        inside = sources.inside(ancestor.key)
        offered = inside if inside is not None else sources.outside(ancestor.key)
        shared = open_ & offered.keys()
        for name in shared:
            yield name, (ancestor.name, inside[name] if inside is not None else None)
        open_ -= shared


def _calls_super(definition: Definition) -> bool | None:
    """Does an override call what it overrides? None where calls do not tell (attributes, properties that do not)."""
    function = definition.function
    if function is None:
        return None
    called = any(call.rpartition(".")[2] == definition.name for call in function.super_calls)
    return called or (None if definition.kind in (MemberKind.PROPERTY, MemberKind.CACHED_PROPERTY) else False)


def _inherited(mro: Mro, sources: _Sources) -> Iterator[Member]:
    seen = set(sources.definitions.get(mro.key, ()))
    for ancestor in mro.ancestors[1:]:
        if ancestor.key is None:
            continue
        inside = sources.inside(ancestor.key)
        if inside is None:
            offered = sources.outside(ancestor.key).keys()
            if offered - seen:
                yield _external_count(mro.key, ancestor, len(offered - seen))
            seen |= offered
            continue
        class_, path, _ = ancestor.key
        for name in inside.keys() - seen:
            definition = inside[name]
            yield Member(mro.key, name, definition.kind, class_, path, definition.line, "", None, "", 1)
        seen |= inside.keys()


def _external_count(key: ClassKey, provider: Ancestor, count: int) -> Member:
    return Member(key, provider.name, MemberKind.EXTERNAL, provider.name, "", None, "", None, "", count)


def _external(mro: Mro, sources: _Sources) -> Iterator[Member]:
    """The members that classes outside provide, one by one."""
    seen = set(sources.definitions.get(mro.key, ()))
    for ancestor in mro.ancestors[1:]:
        if ancestor.key is None:
            continue
        inside = sources.inside(ancestor.key)
        offered = sources.outside(ancestor.key) if inside is None else {}
        for name, kind in offered.items():
            if name not in seen:
                yield Member(mro.key, name, kind, ancestor.name, "", None, "", None, "", 1)
        seen.update(offered if inside is None else inside)
