"""Who gives a class what it has: in: code base and MROs, out: one record per member and class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.mro.changes import describe_change
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.member import CALLABLE, Definition, Definitions, MemberKind
from archgraph.analyses.mro.providers import Providers, calls_super
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.members import Member
from archgraph.model.results.mro import Ancestor, Mro


def members(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], definitions: Definitions | None = None
) -> tuple[Member, ...]:
    """The members of every class of the code base, sorted by class key and name.

    Own ones; inherited ones that a class of the code base provides; and for each class outside that provides some, one
    record of kind external whose `member` is the provider's name and whose `count` says how many. `overrides` names the
    next class of the MRO that has the name; `object` does not count. What an unknown base may hide stays listed.
    """
    providers = Providers(codebase, define(codebase) if definitions is None else definitions)
    found: list[Member] = []
    for key in codebase.classes:
        rows = [*_own(mros[key], providers), *_inherited(mros[key], providers)]
        rows.sort(key=lambda row: row.member)
        found += rows
    return tuple(found)


def member_table(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], key: ClassKey, providers: Providers | None = None
) -> tuple[Member, ...]:
    """All members of one class, in MRO order of their providers and then by name: those from outside one by one."""
    mro = mros[key]
    if providers is None:
        providers = Providers(codebase, define(codebase, {ancestor.key for ancestor in mro.ancestors if ancestor.key}))
    own, inherited = _own(mro, providers), _inherited(mro, providers)
    known = [*own, *(row for row in inherited if row.kind != MemberKind.EXTERNAL)]
    outside = list(_external(mro, providers))
    position = {ancestor.name: at for at, ancestor in reversed(list(enumerate(mro.ancestors)))}
    return tuple(sorted(known + outside, key=lambda row: (position[row.defined_in], row.member)))


def _own(mro: Mro, providers: Providers) -> Iterator[Member]:
    own = providers.own(mro.key)
    class_, path, _ = mro.key
    overridden = {name: (found, before) for name, found, before in providers.overridden(own, mro.ancestors[1:])}
    for name, definition in own.items():
        if name in overridden and not definition.is_private:
            ancestor, before = overridden[name]
            change = describe_change(before, definition) if before is not None else ""
            override = (ancestor.name, _calls_super(definition), change)
        else:
            override = ("", None, "")
        yield Member(mro.key, name, definition.kind, class_, path, definition.line, *override, 1)


def _calls_super(definition: Definition) -> bool | None:
    """None where calls do not tell: attributes, and properties that make none."""
    if calls_super(definition):
        return True
    return False if definition.function is not None and definition.kind in CALLABLE else None


def _inherited(mro: Mro, providers: Providers) -> Iterator[Member]:
    seen = set(providers.own(mro.key))
    for ancestor in mro.ancestors[1:]:
        if ancestor.key is None:
            continue
        inside = providers.inside(ancestor.key)
        if inside is None:
            offered = providers.outside(ancestor.key).keys()
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


def _external(mro: Mro, providers: Providers) -> Iterator[Member]:
    """The members that classes outside provide, one by one."""
    seen = set(providers.own(mro.key))
    for ancestor in mro.ancestors[1:]:
        if ancestor.key is None:
            continue
        inside = providers.inside(ancestor.key)
        offered = providers.outside(ancestor.key) if inside is None else {}
        for name, kind in offered.items():
            if name not in seen:
                yield Member(mro.key, name, kind, ancestor.name, "", None, "", None, "", 1)
        seen.update(offered if inside is None else inside)
