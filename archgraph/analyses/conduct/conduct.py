"""Conduct: in: the code base, MROs, definitions, profiles, usages and aliases, out: how each Manager and Registry behaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from archgraph.analyses.conduct.advice import Company, advise, by_use, with_followers
from archgraph.analyses.conduct.clashes import clashes
from archgraph.analyses.conduct.leaks import leaks
from archgraph.analyses.conduct.locking import locking, unguarded, without_lock
from archgraph.analyses.conduct.making import lasting, making
from archgraph.analyses.conduct.near_names import near_names
from archgraph.analyses.conduct.phantoms import phantoms
from archgraph.analyses.conduct.subject import Subject, World
from archgraph.analyses.conduct.tasks import tasks
from archgraph.model.codebase import ClassKey, MissingName
from archgraph.model.results.conduct import Clash, Conduct, NearName, Remark
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.results.strings import StringUse, counted
from archgraph.model.source import Zone


def conduct(
    world: World,
    profiles: Sequence[Profile],
    usages: Iterable[Usage],
    strings: Iterable[StringUse],
    missing: Iterable[MissingName],
) -> Mapping[ClassKey, Conduct]:
    """One record per class with a profile, in key order."""
    subjects = {profile.key: Subject(profile, world) for profile in profiles}
    families = _families([Subject(profile, world) for profile in profiles])
    clashing = _clashing(families)
    near = near_names(world.codebase, subjects)
    wrong = phantoms(world.codebase, missing)
    found = {
        key: _observed(subject, near[key], clashing.get(key, ()), wrong.get(subject.record.name, ()))
        for key, subject in sorted(subjects.items())
    }
    company = _companies(subjects, families, usages, strings)
    advice = {key: advise(subjects[key], each, company[key]) for key, each in found.items()}
    followers: dict[ClassKey, list[Profile]] = {}
    for key, given in advice.items():
        if given.action == "merge" and given.other:
            followers.setdefault(given.other, []).append(subjects[key].profile)
    return {
        key: replace(each, advice=with_followers(advice[key], subjects[key].record.name, followers.get(key, ())))
        for key, each in found.items()
    }


def _observed(
    subject: Subject, near: tuple[NearName, ...], clashing: tuple[Clash, ...], phantom: tuple[Remark, ...]
) -> Conduct:
    lasts = lasting(subject)
    return Conduct(
        key=subject.profile.key,
        making=making(subject),
        leaks=tuple(leaks(subject, lasts)),
        locking=(*locking(subject), *without_lock(subject)),
        unguarded=tuple(unguarded(subject)),
        tasks=tuple(tasks(subject)),
        near=near,
        clashes=clashing,
        phantoms=phantom,
    )


def _families(subjects: Iterable[Subject]) -> Mapping[tuple[str, str], list[Subject]]:
    """Production classes of one role and family, the most used first; doubles left out."""
    found: dict[tuple[str, str], list[Subject]] = {}
    for subject in subjects:
        profile = subject.profile
        if profile.family and profile.zone is Zone.PRODUCTION and not profile.double:
            found.setdefault((profile.role, profile.family), []).append(subject)
    for family in found.values():
        family.sort(key=lambda subject: by_use(subject.profile))
    return found


def _clashing(families: Mapping[tuple[str, str], list[Subject]]) -> Mapping[ClassKey, tuple[Clash, ...]]:
    found: dict[ClassKey, tuple[Clash, ...]] = {}
    for family in families.values():
        for key, rows in clashes(family).items():
            found[key] = (*found.get(key, ()), *rows)
    return found


def _companies(
    subjects: Mapping[ClassKey, Subject],
    families: Mapping[tuple[str, str], list[Subject]],
    usages: Iterable[Usage],
    strings: Iterable[StringUse],
) -> Mapping[ClassKey, Company]:
    """Who stands beside each class, and what uses it besides importers."""
    used = _used(subjects, usages)
    names = {subject.record.name for subject in subjects.values()}
    named: Counter[str] = Counter()
    for value, _, count in counted(strings):
        name = value.rpartition(".")[2].rpartition(":")[2]
        if name in names:
            named[name] += count
    by_name: dict[str, list[Subject]] = {}
    for subject in subjects.values():
        if subject.profile.zone is Zone.PRODUCTION and not subject.profile.double and subject.record.last:
            by_name.setdefault(subject.record.name, []).append(subject)
    return {
        key: Company(
            family=families.get((subject.profile.role, subject.profile.family), []),
            namesakes=[other for other in by_name.get(subject.record.name, ()) if other is not subject],
            uses=used[key],
            named_in_strings=named[subject.record.name],
        )
        for key, subject in subjects.items()
    }


def _used(subjects: Mapping[ClassKey, Subject], usages: Iterable[Usage]) -> Counter[ClassKey]:
    """Places in production that use a class, besides imports, the class itself, module level and what gives instances."""
    by_target: dict[str, list[ClassKey]] = {}
    for key in subjects:
        by_target.setdefault(key.class_, []).append(key)
    found: Counter[ClassKey] = Counter()
    for usage in usages:
        if usage.zone is Zone.PRODUCTION and usage.what in ("call", "register", "instantiate", "annotate", "subclass"):
            for key in by_target.get(usage.target, ()):
                subject = subjects[key]
                own = usage.path == key.path and _is_own(usage.symbol, subject)
                found[key] += not own
    return found


def _is_own(symbol: str, subject: Subject) -> bool:
    inside = f"{symbol}.".startswith(f"{subject.profile.key.class_}.")
    return inside or symbol == subject.record.module or any(alias.name == symbol for alias in subject.other_names)
