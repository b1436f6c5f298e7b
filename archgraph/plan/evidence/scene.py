"""What decisions are made from: everything that earlier stages found out about the members of families, with indexes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from archgraph.model.codebase import ClassKey, ImportEdge, MissingName, Origin
from archgraph.model.consolidation import Card, Family, Misnamed, Standing
from archgraph.model.facts.scopes import Scope
from archgraph.model.results.roles import Profile, Usage
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings
from archgraph.model.source import NamedLine, Zone
from archgraph.plan.evidence.broken_imports import BrokenImports
from archgraph.plan.evidence.claimed import called_the_one
from archgraph.plan.evidence.deserted import deserted, left_with
from archgraph.plan.evidence.handed_on import is_handed_on
from archgraph.plan.evidence.idle import idle
from archgraph.plan.evidence.importing import NOWHERE, RUNNING, Importing
from archgraph.plan.evidence.neighbours import Neighbours
from archgraph.plan.evidence.reaching import Reaching, Unknown
from archgraph.plan.evidence.secluded import secluded
from archgraph.plan.evidence.texts import Texts, named_paths
from archgraph.plan.evidence.weak_uses import WeakUses
from archgraph.plan.evidence.work import Work


@dataclass(frozen=True)
class Scene(Importing):
    """The families with all that is known about their members."""

    families: tuple[Family, ...]
    cards: Mapping[ClassKey, Card]
    standings: Mapping[ClassKey, Standing]
    usages: tuple[Usage, ...]
    settings: Settings
    profiles: tuple[Profile, ...] = ()
    strings: Iterable[StringUse] = ()
    misnamed: tuple[Misnamed, ...] = ()
    activity: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Path → commits that changed it, and the day of the last; empty without git."""
    missing: tuple[MissingName, ...] = ()
    loads: Reaching = field(default_factory=Unknown)
    ahead: dict[tuple[str, str], int] = field(default_factory=dict)
    """Of two modules with namesakes, by both paths: how many further ones they have, less than 0 where they go to
    the other, as directions.py found it out."""
    counted: dict[ClassKey, tuple[int, int]] = field(default_factory=dict)
    """Uses that count, as use.py found it out."""
    points: dict[ClassKey, float] = field(default_factory=dict, kw_only=True)
    """The same in points."""
    named: tuple[NamedLine, ...] = ()
    """What project files name: entry points, hooks."""
    dated: dict[ClassKey, str] = field(default_factory=dict)
    """What calls a class old, as aged.py found it out."""
    idle: dict[str, tuple[Scope, ...]] = field(default_factory=dict, kw_only=True)
    """Functions and classes of files that nothing is seen to reach, as idle.py found it out."""
    handed_on: dict[ClassKey, bool] = field(default_factory=dict, kw_only=True)
    """Whether their own modules give classes to something as values."""
    at_home: dict[ClassKey, bool] = field(default_factory=dict, kw_only=True)
    """Whether their own modules need classes, as loading.py found it out."""
    works: dict[ClassKey, Work] = field(default_factory=dict)
    """What classes do, as hollow.py found it out."""

    @cached_property
    def uses(self) -> Mapping[str, tuple[Usage, ...]]:
        """Usages by the dotted name of the class that is used."""
        found: dict[str, list[Usage]] = {}
        members = {key.class_ for family in self.families for key in family.members}
        members.update(each.key.class_ for each in self.misnamed)
        for usage in self.usages:
            if usage.target in members:
                found.setdefault(usage.target, []).append(usage)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def users(self) -> Mapping[str, frozenset[str]]:
        """Paths that use a class, by its dotted name."""
        return {name: frozenset(row.path for row in rows) for name, rows in self.uses.items()}

    @cached_property
    def taking(self) -> Mapping[str, frozenset[str]]:
        """Paths that import a class, by its dotted name."""
        found = (
            (name, frozenset(row.path for row in rows if row.what == "import")) for name, rows in self.uses.items()
        )
        return {name: paths for name, paths in found if paths}

    @cached_property
    def statements(self) -> Mapping[str, tuple[ImportEdge, ...]]:
        """Import statements that take a member from its module, by its dotted name; also those whose name a later
        statement covers, which fail all the same once the class is gone, and those of files beside."""
        names = {key.class_ for family in self.families for key in family.members}
        found: dict[str, list[ImportEdge]] = {}
        edges = ((edge, edge.imported) for edge in self.codebase.imports if edge.scope is Origin.INTERNAL)
        besides = ((edge, self.codebase.modules[path].module) for edge, path in self.beside)
        for edge, module in chain(edges, besides):
            for name in edge.names:
                if f"{module}.{name}" in names:
                    found.setdefault(f"{module}.{name}", []).append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    @cached_property
    def member_names(self) -> Mapping[str, str]:
        """All names of members that classes in question have, each by itself: one object for what many files name."""
        return {name: name for card in self.cards.values() for name in card.offers}

    def compared_in(self, path: str) -> tuple[ClassKey, ...]:
        """The classes in question that stand in a file."""
        return self._compared.get(path, ())

    @cached_property
    def _compared(self) -> Mapping[str, tuple[ClassKey, ...]]:
        found: dict[str, list[ClassKey]] = {}
        for key in self.standings:
            found.setdefault(key.path, []).append(key)
        return {path: tuple(keys) for path, keys in found.items()}

    def taken_namesakes(self, key: ClassKey) -> frozenset[str]:
        """Classes of its very name that its own module imports, dotted: the one that it knows."""
        return self._taken.get((key.path, key.class_.rpartition(".")[2]), NOWHERE) - {key.class_}

    @cached_property
    def _taken(self) -> Mapping[tuple[str, str], frozenset[str]]:
        places = {(key.path, key.class_.rpartition(".")[2]) for key in self.standings}
        paths, classes = {path for path, _ in places}, {key.class_ for key in self.codebase.classes}
        found: dict[tuple[str, str], set[str]] = {}
        for edge in (each for each in self.codebase.imports if each.path in paths):
            for name in edge.names:
                if (edge.path, name) in places and f"{edge.imported}.{name}" in classes:
                    found.setdefault((edge.path, name), set()).add(f"{edge.imported}.{name}")
        return {place: frozenset(names) for place, names in found.items()}

    @cached_property
    def broken(self) -> BrokenImports:
        """What imports ask for in vain."""
        return BrokenImports(self.codebase, self.missing)

    def sought_by(self, key: ClassKey) -> frozenset[str]:
        """Files outside tests that import its name from where it is not: they may mean it."""
        return self.broken.seeking.get(key.class_.rpartition(".")[2], NOWHERE).intersection(self.running_paths) - {
            key.path
        }

    @cached_property
    def _weak(self) -> WeakUses:
        return WeakUses(self.uses, self.codebase.imports)

    def annotate_only(self, key: ClassKey) -> frozenset[str]:
        """Files that import it for type checkers only, and name it in annotations at most."""
        return self._weak.annotating.get(key.class_, NOWHERE) - {key.path}

    def is_imported(self, key: ClassKey) -> bool:
        """Whether a statement outside tests takes it from its module, and not only to hand it on to nobody."""
        idle = self.passing_on(key.path)
        taking = (edge.path for edge in self.statements.get(key.class_, ()) if edge.path not in idle)
        return any(self.codebase.modules[path].zone in RUNNING for path in taking)

    def hands_on(self, key: ClassKey) -> frozenset[str]:
        """Packages that import it and do nothing else with it: who takes it from there is counted himself."""
        return self._weak.handing_on.get(key.class_, NOWHERE)

    @cached_property
    def texts(self) -> Texts:
        """What texts of the code base and project files name."""
        names = {key.class_.rpartition(".")[2] for family in self.families for key in family.members}
        names.update(each.key.class_.rpartition(".")[2] for each in self.misnamed)
        return Texts(self.strings, self.named, self.running_paths, names)

    @cached_property
    def named_paths(self) -> frozenset[str]:
        """Files that such a text names, or something in them."""
        return named_paths(self.codebase, self.texts.dotted)

    @cached_property
    def deserted(self) -> frozenset[str]:
        """Files that nothing imports, names or runs: what they use is used by nobody."""
        return deserted(self.codebase, self.taken_paths, self.named_paths)

    @cached_property
    def secluded(self) -> frozenset[str]:
        """Files of packages that only tests reach: what they use among themselves no production needs."""
        return secluded(self.codebase, self.named_paths)

    @cached_property
    def left(self) -> frozenset[str]:
        """The deserted files that are not run from outside, and those of production that only such files import, in turn."""
        return left_with(self.codebase, self.importers, self.deserted, self.named_paths)

    @cached_property
    def needed_by(self) -> Mapping[str, frozenset[str]]:
        """Modules that code outside tests imports, with the files that do, unless nothing needs those."""
        needing = self.running_paths - self.left - self.secluded
        found = ((path, self.asking(path) & needing) for path in self.importers)
        return {path: users for path, users in found if users}

    @cached_property
    def successors(self) -> Mapping[ClassKey, ClassKey]:
        """What the code calls old, with what it names in its place."""
        ties = (kin for family in self.families for kin in family.kin if kin.successor is not None)
        return {
            key: kin.successor
            for kin in ties
            for key in (kin.first, kin.second)
            if kin.successor and key != kin.successor
        }

    @cached_property
    def called_the_one(self) -> Mapping[str, str]:
        """Bare names of classes that the docstring of some module calls the one that is meant to stay, with its words."""
        return called_the_one(module.outline.docstring for module in self.codebase.modules.values())

    def is_named(self, key: ClassKey) -> bool:
        """Whether a text of the code base, or a project file, names the class or its module: it may be loaded by name."""
        return key.class_ in self.texts.dotted or self.codebase.modules[key.path].module in self.texts.dotted

    def is_handed_on(self, key: ClassKey) -> bool:
        """Whether its own module gives it to something as a value: in a call, a list, or as what a function returns."""
        if key not in self.handed_on:
            self.handed_on[key] = is_handed_on(self.codebase, key.path, key.class_.rpartition(".")[2])
        return self.handed_on[key]

    def idle_in(self, path: str) -> tuple[Scope, ...]:
        """Functions and classes of a file that nothing is seen to reach."""
        if path not in self.idle:
            self.idle[path] = idle(self.codebase, path, self.takers, self.texts.dotted)
        return self.idle[path]

    def is_in_use(self, key: ClassKey) -> bool:
        """Whether code outside tests uses it; what tests are built of is in use when tests use it."""
        standing = self.standings[key]
        if self.codebase.classes[key].zone is Zone.TESTINFRA:
            return standing.is_used or bool(standing.importers_test or standing.instantiations_test)
        return standing.is_used

    @cached_property
    def neighbours(self) -> Neighbours:
        """What stands beside classes."""
        return Neighbours(self, frozenset(self.cards), self.imported_paths)
