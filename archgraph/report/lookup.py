"""Indexes over an analysis, each made when first asked for: in: an Analysis, out: its rows by class and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Alias, ClassKey, ClassRecord
from archgraph.model.consolidation import Decision
from archgraph.model.results.findings import Finding
from archgraph.model.results.members import Member
from archgraph.model.results.mro import MroConflict, MroIssue
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.results.strings import standing, values_of
from archgraph.model.source import Zone

Item = TypeVar("Item")
Key = TypeVar("Key")


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> Mapping[Key, tuple[Item, ...]]:
    """Items by key, in their order, with `()` for none."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return _Groups({name: tuple(group) for name, group in groups.items()})


class _Groups(dict[Key, tuple[Item, ...]]):
    def __missing__(self, key: Key) -> tuple[Item, ...]:
        return ()


class Lookup:
    """Indexes over one analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def production(self) -> frozenset[str]:
        """The paths of production."""
        modules = self._analysis.codebase.modules
        return frozenset(path for path, module in modules.items() if module.zone is Zone.PRODUCTION)

    @cached_property
    def profiles(self) -> Mapping[ClassKey, tuple[Profile, ...]]:
        """Profiles of a class: one per role that has a table."""
        return grouped(self._analysis.profiles, lambda profile: profile.key)

    @cached_property
    def families(self) -> Mapping[tuple[str, str], tuple[Profile, ...]]:
        """Profiles by role and family; those without a family have no company."""
        return grouped((p for p in self._analysis.profiles if p.family), lambda profile: (profile.role, profile.family))

    @cached_property
    def members(self) -> Mapping[ClassKey, tuple[Member, ...]]:
        """Members of the classes that have a profile."""
        wanted = {profile.key for profile in self._analysis.profiles}
        return grouped((m for m in self._analysis.members if m.key in wanted), lambda member: member.key)

    @cached_property
    def usages(self) -> Mapping[str, tuple[Usage, ...]]:
        """Usages by the dotted name of the used class."""
        return grouped(self._analysis.usages, lambda usage: usage.target)

    @cached_property
    def aliases(self) -> Mapping[tuple[str, str], tuple[Alias, ...]]:
        """Other names by (dotted name, path) of the class."""
        return grouped(self._analysis.aliases, lambda alias: (alias.class_, alias.class_path))

    @cached_property
    def conflicts(self) -> Mapping[ClassKey, MroConflict]:
        """Why a class has no MRO."""
        return {conflict.key: conflict for conflict in self._analysis.conflicts}

    @cached_property
    def decisions(self) -> Mapping[ClassKey, Decision]:
        """What the consolidation plan says about a class, where it says anything."""
        return {each.key: each for candidate in self._analysis.plan.candidates for each in candidate.decisions}

    @cached_property
    def canonicals(self) -> Mapping[str, ClassKey]:
        """The class that stays, by the id of its candidate."""
        return {candidate.candidate: candidate.canonical for candidate in self._analysis.plan.candidates}

    @cached_property
    def strings(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Places (path, line) of strings that end in the bare name of a class with a profile: it may be loaded by them."""
        names = {profile.key.class_.rpartition(".")[2] for profile in self._analysis.profiles}
        strings = self._analysis.strings
        ends = {value: value.rpartition(".")[2].rpartition(":")[2] for value in values_of(strings)}
        found: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
        for use in standing(strings, {value for value, name in ends.items() if name in names}):
            found[ends[use.value]].extend(use.places)
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def issues(self) -> Mapping[ClassKey, tuple[MroIssue, ...]]:
        """What the checks of inheritance say about a class."""
        return grouped(self._analysis.issues, lambda issue: issue.key)

    @cached_property
    def namesakes(self) -> Mapping[str, tuple[ClassRecord, ...]]:
        """Class statements by bare name."""
        return grouped(self._analysis.codebase.classes.values(), lambda record: record.name)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings that nothing suppresses, by symbol."""
        return grouped((f for f in self._analysis.findings if not f.suppressed_by), lambda finding: finding.symbol)
