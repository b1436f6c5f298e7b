"""The result of a run: the code base and all that was found out about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from archgraph.model.codebase import Alias, ClassKey, Codebase
from archgraph.model.consolidation import Plan
from archgraph.model.results.conduct import Conduct
from archgraph.model.results.duplicates import CloneMember, TestDuplicate
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Finding
from archgraph.model.results.imports import ImportGraphResult
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.results.members import Lineage, Member
from archgraph.model.results.mro import Mro, MroConflict, MroIssue, MroScore
from archgraph.model.results.registrations import Registration
from archgraph.model.results.roles import Profile, RoleRecord, Usage
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings
from archgraph.model.source import Problem, Row
from archgraph.model.stages import StageTime


class Provenance(Row, frozen=True):
    """With what a result was made."""

    archgraph: str
    python: str
    """Version that read the files."""
    target_python: str
    environment: str
    """Where external classes were read from, in words; "" when nowhere."""
    git: str
    """Commit of the analysed tree, "" when not in git."""


class Snapshot(Row, frozen=True):
    """The figures of an earlier audit, of the whole code base; `day` is an ISO date."""

    day: str
    figures: Mapping[str, int]


class Analysis(Row, frozen=True):
    """Everything known after a run; each tuple is sorted as its table is."""

    root: str
    name: str
    settings: Settings
    provenance: Provenance
    codebase: Codebase
    graph: ImportGraphResult
    mros: Mapping[ClassKey, Mro]
    conflicts: tuple[MroConflict, ...]
    members: tuple[Member, ...]
    aliases: tuple[Alias, ...]
    roles: Mapping[ClassKey, RoleRecord]
    profiles: tuple[Profile, ...]
    usages: tuple[Usage, ...]
    clones: tuple[CloneMember, ...]
    environment: tuple[EnvironmentAccess, ...]
    legacy: tuple[LegacyItem, ...]
    strings: Sequence[StringUse]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    times: tuple[StageTime, ...]
    scores: tuple[MroScore, ...] = ()
    """How hard the inheritance of each class of the code base is to follow, by key."""
    issues: tuple[MroIssue, ...] = ()
    lineages: Mapping[ClassKey, Lineage] = msgspec.field(default_factory=dict)
    """Of the Managers and Registries, or of the classes that were asked for."""
    conduct: Mapping[ClassKey, Conduct] = msgspec.field(default_factory=dict)
    """Of the Managers and Registries."""
    events: tuple[EventSite, ...] = ()
    registrations: tuple[Registration, ...] = ()
    test_duplicates: tuple[TestDuplicate, ...] = ()
    plan: Plan = Plan()
    before: Mapping[str, Mapping[str, int]] = msgspec.field(default_factory=dict)
    """The figures of an earlier state by service; "" is the whole code base."""
    history: tuple[Snapshot, ...] = ()
    """Earlier audits, the oldest first."""
