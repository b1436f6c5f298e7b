"""Registries for the same things: in: the evidence; out: pairs of which neither builds on the other, for the rules that tell."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.topology.kinship import kinship
from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone

_WHICH_ONE = frozenset(
    {"registry", "registries", "base", "abstract", "default", "global", "main", "central", "core", "common", "unified"}
    | {
        "universal",
        "generic",
        "shared",
        "simple",
        "basic",
        "advanced",
        "enhanced",
        "improved",
        "modern",
        "legacy",
        "old",
    }
    | {"new", "async", "sync", "impl", "v1", "v2", "v3", "v4"}
)
"""Words of a registry's name that do not say what is registered."""


class Parallel(NamedTuple):
    """A registry beside the one of its family that most modules import, and the keys that both have."""

    family: str
    first: Profile
    other: Profile
    shared: tuple[str, ...]


def parallel_registries(evidence: Evidence) -> Iterator[Parallel]:
    """By family, the most imported one first. Two are for the same things when their names say so, but for words like
    `Unified`, or when both have the same keys."""
    families: dict[tuple[str, str], list[Profile]] = {}
    for profile in evidence.profiles:
        is_counted = profile.role == "registry" and profile.zone is Zone.PRODUCTION and not profile.double
        if is_counted and profile.family:
            families.setdefault((profile.service, profile.family), []).append(profile)
    several = [profile.key for profiles in families.values() if len(profiles) > 1 for profile in profiles]
    built_on = {(kin.child, kin.parent) for kin in kinship(evidence.codebase, evidence.mros, several)}
    for (_, family), profiles in families.items():
        roots = sorted(_roots(built_on, profiles), key=lambda each: (-each.importers_production, each.key))
        for other in roots[1:]:
            shared = _keys(evidence, roots[0]) & _keys(evidence, other)
            if shared or _things(roots[0]) == _things(other):
                yield Parallel(family, roots[0], other, tuple(sorted(shared)))


def _roots(built_on: Set[tuple[ClassKey, ClassKey]], profiles: list[Profile]) -> list[Profile]:
    """Those that neither inherit from nor hold another of them, whatever else they build on."""
    keys = {profile.key for profile in profiles}
    return [each for each in profiles if not any((each.key, parent) in built_on for parent in keys)]


def _things(profile: Profile) -> frozenset[str]:
    name = profile.key.class_.rpartition(".")[2]
    return frozenset(lower_words(name)) - _WHICH_ONE


def _keys(evidence: Evidence, profile: Profile) -> set[str]:
    """The keys under which production code registers something."""
    return {
        row.key
        for row in evidence.registrations
        if row.registry == profile.key.class_
        and row.operation == "register"
        and row.zone is Zone.PRODUCTION
        and row.key
    }
