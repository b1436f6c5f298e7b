"""Who imports which module: in: a code base; out: importers of files, layers of packages, products and libraries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from archgraph.model.codebase import ImportEdge
from archgraph.model.facts.outline import ImportKind
from archgraph.model.source import Zone
from archgraph.plan.evidence.beside import beside
from archgraph.plan.evidence.integrations import Products
from archgraph.plan.evidence.layers import PackagePairs, package_pairs
from archgraph.plan.evidence.libraries import libraries
from archgraph.plan.evidence.passed_on import PassedOn, Takers, passed_on, takers
from archgraph.plan.evidence.reading import Reading

RUNNING = (Zone.PRODUCTION, Zone.TOOLING)
"""Zones whose use of a class counts: tests alone keep nothing alive."""
NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Importing(Reading):
    """Answers what import statements say, each worked out once."""

    @cached_property
    def running_paths(self) -> frozenset[str]:
        """Files outside tests."""
        return frozenset(path for path, module in self.codebase.modules.items() if module.zone in RUNNING)

    @cached_property
    def importers(self) -> Mapping[str, set[str]]:
        """Files that import a module, by its path, or may do so since it stands beside them; never itself."""
        by_name, found = self.codebase.by_name, defaultdict[str, set[str]](set)
        for edge in self.codebase.imports:
            path = by_name.get(edge.imported, "")
            if path and path != edge.path:
                found[path].add(edge.path)
        for edge, path in self.beside:
            found[path].add(edge.path)
        return dict(found)

    @cached_property
    def imported_in(self) -> Mapping[str, tuple[str, ...]]:
        """The modules that anything imports, by their folder."""
        found: dict[str, list[str]] = {}
        for path in self.importers:
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    @cached_property
    def beside(self) -> tuple[tuple[ImportEdge, str], ...]:
        """Statements that may import a file of their own folder, with its path."""
        return tuple(beside(self.codebase))

    @cached_property
    def takers(self) -> Takers:
        """Who imports a name of a module, by the dotted name of that and the name."""
        return takers(self.codebase)

    @cached_property
    def _passed_on(self) -> Mapping[str, PassedOn]:
        return passed_on(self.codebase, self.running_paths, self.takers)

    def passing_on(self, path: str) -> frozenset[str]:
        """Packages that import a module for others to take its names from there, where nobody outside tests does."""
        return self._passed_on[path].packages if path in self._passed_on else NOWHERE

    def asking(self, path: str) -> frozenset[str]:
        """Files that import a module, those left aside that only hand it on, with the tests that take something from these."""
        handed, users = self._passed_on.get(path), frozenset(self.importers.get(path, NOWHERE))
        return (users | handed.tests) - handed.packages if handed else users

    @cached_property
    def taken_paths(self) -> frozenset[str]:
        """Modules that anything imports, tests too."""
        return frozenset(self.importers)

    @cached_property
    def imported_paths(self) -> frozenset[str]:
        """Modules that code outside tests imports."""
        return frozenset(path for path, users in self.importers.items() if not users.isdisjoint(self.running_paths))

    @cached_property
    def deferred(self) -> frozenset[tuple[str, int]]:
        """(path, line) of import statements that are not executed while their module is loaded."""
        later = (edge for edge in self.codebase.imports if edge.kind not in (ImportKind.RUNTIME, ImportKind.GUARDED))
        return frozenset((edge.path, edge.line) for edge in later)

    @cached_property
    def package_pairs(self) -> PackagePairs:
        """Which packages import which."""
        return package_pairs(self.codebase)

    @cached_property
    def products(self) -> Products:
        """What files and folders import from outside."""
        return Products(self.codebase)

    @cached_property
    def shared_services(self) -> frozenset[str]:
        """Services that are libraries of the others."""
        return libraries(self.codebase)
