"""Abstract methods left open: in: hierarchies, out: classes that cannot be made, or whose promise nobody enforces."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.mro.checks.subject import Hierarchies, place
from archgraph.analyses.mro.landing import landing
from archgraph.analyses.mro.member import Definition
from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.results.findings import Severity
from archgraph.model.results.mro import Mro, MroIssue, MroStatus

_ABSTRACT_BASES = frozenset({"abc.ABC", "typing.Protocol", "typing_extensions.Protocol"})
_ENFORCING = frozenset({"abc.ABCMeta", "_abc.ABCMeta"})


def open_abstracts(world: Hierarchies) -> Iterator[MroIssue]:
    """A class that inherits abstract methods, leaves some open, declares none itself and has no subclass; and a class
    that declares some where no metaclass enforces them (PEP 3119). Nothing is said where unknown bases could decide."""
    declared = {key: own for key in world.codebase.classes if (own := _abstract(world, key))}
    for record, mro in world:
        if not any(ancestor.key in declared for ancestor in mro.ancestors):
            continue
        own = declared.get(record.key, [])
        if own and _is_enforced(mro, world) is False:
            yield _unenforced(record, own)
        above = [ancestor.key for ancestor in mro.ancestors if ancestor.key and ancestor.key != record.key]
        inherited = {each.name for key in above if key in declared for each in declared[key]}
        if inherited and not own and record.key not in world.parents and not _is_declared_abstract(record, world):
            left = [found for name in sorted(inherited) if (found := _left_open(mro, name, world))]
            if left and _is_enforced(mro, world):
                yield _incomplete(record, left)


def _abstract(world: Hierarchies, key: ClassKey) -> list[Definition]:
    own = world.providers.own(key).values()
    return [definition for definition in own if definition.decorators and definition.is_abstract]


def _left_open(mro: Mro, name: str, world: Hierarchies) -> Definition | None:
    found = landing(mro, name, world.providers)
    return found.definition if found.certain and found.definition and found.definition.is_abstract else None


def _is_declared_abstract(record: ClassRecord, world: Hierarchies) -> bool:
    """Does the class itself ask for ABCMeta, and does not only have it from a base?"""
    if any(base.base in _ABSTRACT_BASES for base in record.resolved):
        return True
    above = world.mros[record.key].ancestors[1:] if record.metaclass in _ENFORCING else ()
    from_base = any(found.metaclass in _ENFORCING for ancestor in above if (found := world.record(ancestor)))
    return record.metaclass in _ENFORCING and not from_base


def _is_enforced(mro: Mro, world: Hierarchies) -> bool | None:
    """Is ABCMeta the metaclass? None when a base or a metaclass is not known well enough."""
    known = mro.status is MroStatus.COMPLETE
    for ancestor in mro.ancestors:
        record = world.record(ancestor)
        metaclass = record.metaclass if record else ""
        if ancestor.name in _ABSTRACT_BASES or metaclass in _ENFORCING:
            return True
        known = known and metaclass in ("", "builtins.type")
    return False if known else None


def _incomplete(record: ClassRecord, left: list[Definition]) -> MroIssue:
    names = ", ".join(each.name for each in left)
    message = f"{record.class_} cannot be instantiated: {names} abstract and not implemented"
    evidence = tuple(f"{place(each)} is abstract" for each in left)
    return MroIssue(record.key, "abstract", Severity.ERROR, record.line, "", message, evidence)


def _unenforced(record: ClassRecord, own: list[Definition]) -> MroIssue:
    message = f"{record.class_} declares abstract methods, but ABCMeta is not its metaclass: nothing enforces them"
    evidence = tuple(f"{place(each)} is abstract" for each in own)
    return MroIssue(record.key, "abstract_unenforced", Severity.WARNING, own[0].line, "", message, evidence)
