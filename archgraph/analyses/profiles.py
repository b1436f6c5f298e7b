"""Managers and Registries in detail: in: the code base, MROs, roles and usages; out: the rows of both tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archgraph.analyses.duty.anatomy import Anatomy
from archgraph.analyses.duty.counts import Counts
from archgraph.analyses.duty.domain import domain_of, family_of, vocabulary
from archgraph.analyses.duty.lifetime import Lifetime
from archgraph.analyses.duty.sites import Sites
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import Profile, RoleRecord, Usage
from archgraph.model.source import Zone

PROFILED = ("manager", "registry")
"""The roles that have a table of their own."""


class Seen(NamedTuple):
    """What the code base says about a class: its domain, the classes below it, how long its instances live."""

    domain: str
    subclasses: tuple[str, ...]
    lifetime: Lifetime


def profiles(
    codebase: Codebase,
    mros: Mapping[ClassKey, Mro],
    roles: Mapping[ClassKey, RoleRecord],
    usages: tuple[Usage, ...],
) -> tuple[Profile, ...]:
    """One profile per class and role, in the order of the classes' keys."""
    wanted = sorted(key for key, record in roles.items() if any(role in record.roles for role in PROFILED))
    subclasses = _subclasses(mros, frozenset(wanted))
    counts = Counts(codebase, usages)
    sites = Sites(codebase, usages)
    known = vocabulary(module.module for module in codebase.modules.values())
    return tuple(
        _profile(
            anatomy, roles[key], role, counts, Seen(domain_of(anatomy.record.name, anatomy.record.module, known), *seen)
        )
        for key, anatomy, below in _taken_apart(codebase, wanted, counts, subclasses)
        for seen in [(below, sites.lifetime(anatomy))]
        for role in PROFILED
        if role in roles[key].roles
    )


def _taken_apart(
    codebase: Codebase, wanted: list[ClassKey], counts: Counts, subclasses: Mapping[ClassKey, list[str]]
) -> Iterator[tuple[ClassKey, Anatomy, tuple[str, ...]]]:
    for key in wanted:
        bodies = codebase.facts.section(key.path, Bodies)
        anatomy = Anatomy(codebase.classes[key], codebase.modules[key.path], bodies, counts.instances(key.class_))
        yield key, anatomy, tuple(subclasses.get(key, ()))


def _subclasses(mros: Mapping[ClassKey, Mro], wanted: frozenset[ClassKey]) -> Mapping[ClassKey, list[str]]:
    """Class → dotted names of all its descendants in the code base, sorted."""
    found: dict[ClassKey, list[str]] = {}
    for key, mro in mros.items():
        for ancestor in mro.ancestors[1:]:
            if ancestor.key in wanted and key.path:
                found.setdefault(ancestor.key, []).append(key.class_)
    return {key: sorted(set(names)) for key, names in found.items()}


def _profile(
    anatomy: Anatomy,
    roles: RoleRecord,
    role: str,
    counts: Counts,
    seen: Seen,
) -> Profile:
    domain, subclasses, life = seen
    record, name = anatomy.record, anatomy.record.class_
    evidence = tuple(text.partition(": ")[2] for text in roles.evidence if text.startswith((f"{role}: ", "double: ")))
    return Profile(
        key=record.key,
        role=role,
        evidence=(*evidence, life.evidence) if life.evidence else evidence,
        zone=record.zone,
        double=roles.double,
        service=record.service,
        domain=domain,
        lines=record.end_line - record.line + 1,
        public_methods=anatomy.public_methods,
        async_methods=anatomy.async_methods,
        state=anatomy.state,
        locks=anatomy.locks,
        mutable_class_state=anatomy.mutable_class_state,
        lifetime=life.word,
        subclasses=subclasses,
        instances=tuple(sorted({instance.name for instance in anatomy.instances})),
        importers_production=counts.importers(name, Zone.PRODUCTION),
        importers_test=counts.importers(name, Zone.TEST, Zone.TESTINFRA),
        instantiations_production=counts.instantiations(name, Zone.PRODUCTION),
        instantiations_test=counts.instantiations(name, Zone.TEST, Zone.TESTINFRA),
        family=family_of(domain, role),
        action="",
    )
