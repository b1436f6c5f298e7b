"""What a rule may see: everything that the stages before it found out, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from archgraph.analyses.near_literals import NearLiteral
from archgraph.analyses.sharing.races import Race
from archgraph.analyses.sharing.sharing import Leak
from archgraph.model.codebase import ClassKey, Codebase, MissingName
from archgraph.model.consolidation import Family
from archgraph.model.memory import ByFile
from archgraph.model.results.duplicates import CloneMember, TestDuplicate
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.events import EventSite
from archgraph.model.results.imports import Breach, ImportGraphResult
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.results.mro import Mro, MroConflict, MroIssue, MroScore
from archgraph.model.results.registrations import Registration, RegistryMethod
from archgraph.model.results.roles import Profile, RoleRecord, Usage
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings


class Evidence(Protocol):
    """The results of the analyses, each sorted as its table is. A result is worked out when a rule asks for it."""

    @property
    def codebase(self) -> Codebase:
        """The code base that is judged."""

    @property
    def by_file(self) -> ByFile:
        """Does what a rule has to do file by file."""

    @property
    def graph(self) -> ImportGraphResult:
        """Its import graph in figures."""

    @property
    def mros(self) -> Mapping[ClassKey, Mro]:
        """The MRO of each class."""

    @property
    def missing_names(self) -> tuple[MissingName, ...]:
        """Imports of names that their modules certainly do not have."""

    @property
    def conflicts(self) -> tuple[MroConflict, ...]:
        """Why classes have no MRO."""

    @property
    def roles(self) -> Mapping[ClassKey, RoleRecord]:
        """What each class is."""

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The Managers and Registries."""

    @property
    def clones(self) -> tuple[CloneMember, ...]:
        """Code that stands in several places."""

    @property
    def families(self) -> tuple[Family, ...]:
        """Classes that are for the same thing."""

    @property
    def environment(self) -> tuple[EnvironmentAccess, ...]:
        """Accesses to the process environment."""

    @property
    def owner_reads(self) -> tuple[EnvironmentAccess, ...]:
        """Reads of the environment through its owner."""

    @property
    def legacy(self) -> tuple[LegacyItem, ...]:
        """What is on its way out."""

    @property
    def strings(self) -> Sequence[StringUse]:
        """The string literals worth looking up."""

    @property
    def near_literals(self) -> tuple[NearLiteral, ...]:
        """Those of them that nearly equal another one."""

    @property
    def settings(self) -> Settings:
        """What is configured."""

    @property
    def usages(self) -> tuple[Usage, ...]:
        """Where classes with a duty are used."""

    @property
    def scores(self) -> tuple[MroScore, ...]:
        """How hard the inheritance of each class is to follow."""

    @property
    def issues(self) -> tuple[MroIssue, ...]:
        """What the checks of inheritance found."""

    @property
    def events(self) -> tuple[EventSite, ...]:
        """Who declares, emits, routes, handles and names each event."""

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """Who fills, reads and bypasses which registry."""

    @property
    def registry_methods(self) -> tuple[RegistryMethod, ...]:
        """What the methods of the registries do."""

    @property
    def test_duplicates(self) -> tuple[TestDuplicate, ...]:
        """Production code that tests do again."""

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Imports that the configured layers forbid."""

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """Containers that only grow."""

    @property
    def races(self) -> tuple[Race, ...]:
        """Where two threads or tasks can come between each other."""

    @property
    def today(self) -> str:
        """The day that dates are compared with, ISO."""
