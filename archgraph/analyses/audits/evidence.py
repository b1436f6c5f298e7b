"""What a rule may see: everything that the stages before it found out, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results import (
    Breach,
    CloneMember,
    EnvironmentAccess,
    EventSite,
    ImportGraphResult,
    LegacyItem,
    Mro,
    MroConflict,
    MroIssue,
    MroScore,
    Profile,
    Registration,
    RegistryMethod,
    RoleRecord,
    StringUse,
    TestDuplicate,
    Usage,
)
from archgraph.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Evidence:
    """The results of the analyses; each field is sorted as its table is."""

    codebase: Codebase
    graph: ImportGraphResult
    mros: Mapping[ClassKey, Mro]
    conflicts: tuple[MroConflict, ...]
    roles: Mapping[ClassKey, RoleRecord]
    profiles: tuple[Profile, ...]
    clones: tuple[CloneMember, ...]
    environment: tuple[EnvironmentAccess, ...]
    legacy: tuple[LegacyItem, ...]
    strings: tuple[StringUse, ...]
    settings: Settings
    usages: tuple[Usage, ...] = ()
    scores: tuple[MroScore, ...] = ()
    issues: tuple[MroIssue, ...] = ()
    events: tuple[EventSite, ...] = ()
    registrations: tuple[Registration, ...] = ()
    registry_methods: tuple[RegistryMethod, ...] = ()
    test_duplicates: tuple[TestDuplicate, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def today(self) -> str:
        """The day that dates are compared with, ISO: of the settings, else the current one (UTC)."""
        return self.settings.today or datetime.now(UTC).date().isoformat()
