"""What is asked about a code base: in: its classes, imports and MROs; out: the answers of the analyses, worked out on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, wraps
from typing import Any, TypeVar

from archgraph.analyses.environment import environment
from archgraph.analyses.events.events import events
from archgraph.analyses.families.families import Kindred, families
from archgraph.analyses.legacy import legacy
from archgraph.analyses.mro.checks.check import check
from archgraph.analyses.mro.conflicts import explain
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.member import Definitions
from archgraph.analyses.near_literals import NearLiteral, near_literals
from archgraph.analyses.near_pairs import Counts, Pair, pairs
from archgraph.analyses.owner_reads import owner_reads
from archgraph.analyses.profiles import profiles
from archgraph.analyses.roles.role import classify
from archgraph.analyses.sharing.races import Race
from archgraph.analyses.sharing.sharing import Leak, Sharing, sharing
from archgraph.analyses.strings import strings
from archgraph.analyses.topology.registrations import registrations
from archgraph.analyses.usages import usages
from archgraph.analyses.use.flow import Flow
from archgraph.graphs.contracts import breaches
from archgraph.model.codebase import ClassKey, Codebase, MissingName
from archgraph.model.consolidation import Family
from archgraph.model.memory import ByFile, afresh
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
from archgraph.pipeline.clones_beside import CloneSearch
from archgraph.processors import usable_processors
from archgraph.resolve.missing import missing_names
from archgraph.timing import Clock

Answer = TypeVar("Answer")


def answer(stage: str) -> Callable[[Callable[[Any], Answer]], cached_property[Answer]]:
    """Makes a method an answer: given once, on the clock of `stage`."""

    def made(work: Callable[[Any], Answer]) -> cached_property[Answer]:
        @wraps(work)
        def timed(inquiry: Inquiry) -> Answer:
            with inquiry.clock.stage(stage):
                return work(inquiry)

        return cached_property(timed)

    return made


class Inquiry:
    """The Evidence of the rules, and more: each answer is worked out when it is first asked for, once, on its stage's clock."""

    def __init__(
        self,
        codebase: Codebase,
        settings: Settings,
        graph: ImportGraphResult,
        mros: Mapping[ClassKey, Mro],
        clock: Clock | None = None,
        *,
        clone_search: CloneSearch | None = None,
        by_file: ByFile | None = None,
        strings: Callable[[], Sequence[StringUse]] | None = None,
        find_pairs: Callable[[Counts], list[Pair]] = pairs,
    ) -> None:
        """`clone_search`: finds the clones; `by_file`: does the work that is done file by file; `strings`: finds the literals;
        `find_pairs`: those that nearly equal each other."""
        self.codebase = codebase
        self.settings = settings
        self.graph = graph
        self.mros = mros
        self.clock = clock or Clock()
        self._clone_search = clone_search or CloneSearch(codebase, lambda path: ())
        self.by_file = by_file or afresh(codebase)
        self._find_strings = strings
        self._find_pairs = find_pairs

    @property
    def today(self) -> str:
        """The day that dates are compared with, ISO: of the settings, else the current one (UTC)."""
        return self.settings.today or datetime.now(UTC).date().isoformat()

    @answer("members")
    def definitions(self) -> Definitions:
        """What each class defines itself."""
        return define(self.codebase)

    @answer("members")
    def missing_names(self) -> tuple[MissingName, ...]:
        """Imports of names that their modules do not have."""
        return missing_names(self.codebase, self.by_file)

    @answer("members")
    def conflicts(self) -> tuple[MroConflict, ...]:
        """Why classes have no MRO."""
        return explain(self.codebase, self.mros)

    @answer("members")
    def _checked(self) -> tuple[tuple[MroScore, ...], tuple[MroIssue, ...]]:
        return check(self.codebase, self.mros, self.settings.mro, lambda: self.definitions, self.by_file)

    @property
    def scores(self) -> tuple[MroScore, ...]:
        """How hard the inheritance of each class is to follow."""
        return self._checked[0]

    @property
    def issues(self) -> tuple[MroIssue, ...]:
        """What the checks of inheritance found."""
        return self._checked[1]

    @answer("roles")
    def roles(self) -> Mapping[ClassKey, RoleRecord]:
        """What each class is."""
        return classify(self.codebase, self.mros, self.settings, self.by_file)

    @answer("roles")
    def flow(self) -> Flow:
        """What gives its meaning to which name."""
        return Flow(self.codebase)

    @answer("roles")
    def usages(self) -> tuple[Usage, ...]:
        """Where classes with a duty are used."""
        return usages(self.codebase, self.roles, lambda: self.flow, self.by_file)

    @answer("roles")
    def profiles(self) -> tuple[Profile, ...]:
        """The Managers and Registries."""
        return profiles(self.codebase, self.mros, self.roles, self.usages)

    @answer("clones")
    def clones(self) -> tuple[CloneMember, ...]:
        """Code that stands in several places."""
        return self._clone_search.found

    def look_for_clones(self, *, lines: bool = False) -> None:
        """Begin to look for clones, and for the `lines` in which they differ, beside what is asked next."""
        with self.clock.stage("clones"):
            self._clone_search.begin(self.settings.jobs or usable_processors(), lines=lines)

    @answer("clones")
    def clones_with_lines(self) -> tuple[CloneMember, ...]:
        """The clones, with the lines that differ."""
        return self._clone_search.with_lines()

    @answer("families")
    def kindred(self) -> Kindred:
        """Which classes are for the same thing."""
        return families(self.codebase, self.mros, self.roles, self.clones)

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of the consolidation plan."""
        return self.kindred.families

    @answer("clones")
    def test_duplicates(self) -> tuple[TestDuplicate, ...]:
        """Production code that tests do again."""
        from archgraph.analyses.rewrites.rewrites import rewrites

        return rewrites(self.codebase, self.mros, self.roles, self.clones, self.by_file)

    @answer("strings")
    def strings(self) -> Sequence[StringUse]:
        """The string literals worth looking up."""
        return self._find_strings() if self._find_strings else strings(self.codebase)

    @answer("strings")
    def near_literals(self) -> tuple[NearLiteral, ...]:
        """Literals that nearly equal another one."""
        return near_literals(self.codebase, self.strings, self.by_file, self._find_pairs)

    @answer("audits")
    def environment(self) -> tuple[EnvironmentAccess, ...]:
        """Accesses to the process environment."""
        return environment(self.codebase, self.settings, self.by_file)

    @answer("audits")
    def owner_reads(self) -> tuple[EnvironmentAccess, ...]:
        """Reads of the environment through its owner."""
        return owner_reads(self.codebase, self.settings)

    @answer("audits")
    def legacy(self) -> tuple[LegacyItem, ...]:
        """What is on its way out."""
        return legacy(self.codebase, self.settings, self.strings, self.by_file)

    @answer("audits")
    def events(self) -> tuple[EventSite, ...]:
        """Who declares, emits, routes, handles and names each event."""
        return events(self.codebase, self.settings, self.strings, self.by_file)

    @answer("audits")
    def _registered(self) -> tuple[tuple[Registration, ...], tuple[RegistryMethod, ...]]:
        return registrations(self.codebase, self.mros, self.profiles, self.usages, self.by_file)

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """Who fills, reads and bypasses which registry."""
        return self._registered[0]

    @property
    def registry_methods(self) -> tuple[RegistryMethod, ...]:
        """What the methods of the registries do."""
        return self._registered[1]

    @answer("audits")
    def breaches(self) -> tuple[Breach, ...]:
        """Imports that the configured layers forbid."""
        return breaches(self.codebase, self.settings)

    @answer("audits")
    def _sharing(self) -> tuple[Sharing, ...]:
        return sharing(self.codebase, self.mros, self.by_file)

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """Containers that only grow."""
        return tuple(each.leak for each in self._sharing if each.leak)

    @property
    def races(self) -> tuple[Race, ...]:
        """Where two threads or tasks can come between each other."""
        return tuple(each.race for each in self._sharing if each.race)
