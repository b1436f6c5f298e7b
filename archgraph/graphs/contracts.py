"""Rules about imports: in: a code base and the configured layers and forbidden imports; out: each breach with its chain.

The meaning is import-linter's (https://import-linter.readthedocs.io, contract types): grimp finds the chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from archgraph.graphs.imports import grimp_graph
from archgraph.model.codebase import Codebase
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.imports import Breach, ChainLink
from archgraph.model.settings import ForbiddenRule, LayersRule, Settings

if TYPE_CHECKING:
    import grimp

_WILD = "*"


def breaches(codebase: Codebase, settings: Settings) -> tuple[Breach, ...]:
    """All breaches, sorted by rule and chain; grimp is loaded only when something is configured."""
    if not settings.layers and not settings.forbidden:
        return ()
    checker = _Checker(codebase, grimp_graph(codebase))
    found = [breach for layers in settings.layers for breach in checker.layers(layers)]
    found += [breach for forbidden in settings.forbidden for breach in checker.forbidden(forbidden)]
    return tuple(sorted(found, key=_order))


def _order(breach: Breach) -> tuple[object, ...]:
    places = tuple((link.path, link.line, link.imported) for link in breach.chain)
    return breach.kind, breach.contract, places, breach.importer, breach.imported, breach.problem


class _Checker:
    """Asks the graph; imports that a rule leaves out are taken from it and put back."""

    def __init__(self, codebase: Codebase, graph: grimp.ImportGraph) -> None:
        self._codebase = codebase
        self._graph = graph
        self._checked_only = {
            (edge.importer, edge.imported) for edge in codebase.imports if edge.kind is ImportKind.TYPE_CHECKING
        } - {(edge.importer, edge.imported) for edge in codebase.imports if edge.kind is not ImportKind.TYPE_CHECKING}

    def layers(self, rule: LayersRule) -> Iterator[Breach]:
        """Imports from a lower layer to a higher one, between independent siblings, and modules that are in no layer."""
        import grimp

        levels = [_names(entry) for entry in rule.layers]
        containers = [name for each in rule.containers for name in self._matching(each)]
        with self._without(rule.ignore_imports, rule.exclude_type_checking) as unmatched:
            yield from (Breach(rule.name, "layers", "", "", problem=_unmatched(each)) for each in unmatched)
            wanted = [_joined(container, tail) for container in containers or [""] for tail in _required(levels)]
            for name in self._missing([*containers, *wanted]):
                yield Breach(rule.name, "layers", "", name, problem=f"There is no module {name}.")
            containers = [name for name in containers if name in self._graph.modules]
            if rule.containers and not containers:
                return
            tails = [[name.strip("()") for name in names] for names, _ in levels]
            found = self._graph.find_illegal_dependencies_for_layers(
                layers=[
                    grimp.Layer(*names, independent=apart) for names, (_, apart) in zip(tails, levels, strict=True)
                ],
                containers=set(containers),
            )
            for dependency in found:
                for route in dependency.routes:
                    yield from self._of_route(rule.name, dependency, route)
            if rule.exhaustive:
                declared = {name.partition(".")[0] for names in tails for name in names} | set(rule.exhaustive_ignores)
                yield from self._undeclared(rule.name, containers, declared)

    def _of_route(self, name: str, dependency: grimp.PackageDependency, route: grimp.Route) -> Iterator[Breach]:
        last, *also = sorted(route.tails)
        for head in sorted(route.heads):
            chain = self._chain((head, *route.middle, last))
            yield Breach(name, "layers", dependency.importer, dependency.imported, chain, tuple(also))

    def _undeclared(self, name: str, containers: Iterable[str], declared: set[str]) -> Iterator[Breach]:
        for container in containers:
            for module in sorted(self._graph.find_children(container)):
                if module.rpartition(".")[2] not in declared:
                    yield Breach(name, "layers", module, "", problem=f"{module} is in no layer.")

    def forbidden(self, rule: ForbiddenRule) -> Iterator[Breach]:
        """Chains from a source module to a forbidden one, the shortest of each pair of ends."""
        with self._without(rule.ignore_imports, rule.exclude_type_checking) as unmatched:
            yield from (Breach(rule.name, "forbidden", "", "", problem=_unmatched(each)) for each in unmatched)
            sources = sorted({name for each in rule.source_modules for name in self._matching(each)})
            targets = sorted({name for each in rule.forbidden_modules for name in self._matching(each)})
            for name in self._missing([*sources, *(target for target in targets if self._is_internal(target))]):
                yield Breach(rule.name, "forbidden", "", name, problem=f"There is no module {name}.")
            known = self._graph.modules
            for name in targets:
                if "." in name and not self._is_internal(name):
                    text = f"{name} is part of an outside package; only {name.partition('.')[0]} as a whole can be forbidden."
                    yield Breach(rule.name, "forbidden", "", name, problem=text)
            for source in (each for each in sources if each in known):
                for target in (each for each in targets if each in known and not _overlap(source, each)):
                    for chain in sorted(self._chains(source, target, rule)):
                        yield Breach(rule.name, "forbidden", source, target, self._chain(chain))

    def _chains(self, source: str, target: str, rule: ForbiddenRule) -> Iterable[tuple[str, ...]]:
        if not rule.allow_indirect:
            return self._graph.find_shortest_chains(importer=source, imported=target, as_packages=True)
        inside = self._package(target)
        return {
            (importer, imported)
            for importer in self._package(source)
            for imported in self._graph.find_modules_directly_imported_by(importer)
            if imported in inside
        }

    def _package(self, name: str) -> set[str]:
        return {name} if self._graph.is_module_squashed(name) else {name, *self._graph.find_descendants(name)}

    def _chain(self, modules: tuple[str, ...]) -> tuple[ChainLink, ...]:
        return tuple(self._link(importer, imported) for importer, imported in pairwise(modules))

    def _link(self, importer: str, imported: str) -> ChainLink:
        details = self._graph.get_import_details(importer=importer, imported=imported)
        line = min((each["line_number"] for each in details), default=0)
        return ChainLink(importer, imported, self._codebase.by_name.get(importer, ""), line)

    def _is_internal(self, name: str) -> bool:
        top = name.partition(".")[0]
        return top in self._graph.modules and not self._graph.is_module_squashed(top)

    def _missing(self, names: Iterable[str]) -> list[str]:
        known = self._graph.modules
        return sorted({name for name in names if name not in known})

    def _matching(self, expression: str) -> list[str]:
        return sorted(self._graph.find_matching_modules(expression)) if _WILD in expression else [expression]

    @contextmanager
    def _without(self, ignored: Iterable[str], type_checking: bool) -> Iterator[list[str]]:
        """The graph without some imports; gives the expressions that match none."""
        unmatched: list[str] = []
        pairs = {pair for pair in self._checked_only if type_checking and set(pair) <= self._graph.modules}
        for expression in ignored:
            found = self._graph.find_matching_direct_imports(expression)
            pairs |= {(each["importer"], each["imported"]) for each in found}
            unmatched += [expression] * (not found)
        removed = [
            detail
            for one, two in sorted(pairs)
            for detail in self._graph.get_import_details(importer=one, imported=two)
        ]
        for importer, imported in pairs:
            self._graph.remove_import(importer=importer, imported=imported)
        try:
            yield unmatched
        finally:
            for detail in removed:
                self._graph.add_import(**detail)


def _names(entry: str) -> tuple[list[str], bool]:
    """The modules of a layer as written, and whether they must not know each other."""
    separator = "|" if "|" in entry else ":"
    return [name.strip() for name in entry.split(separator)], separator == "|" or ":" not in entry


def _required(levels: Iterable[tuple[list[str], bool]]) -> list[str]:
    return [name for names, _ in levels for name in names if not name.startswith("(")]


def _joined(container: str, tail: str) -> str:
    return f"{container}.{tail}" if container else tail


def _unmatched(expression: str) -> str:
    return f"The ignored import {expression} is none."


def _overlap(one: str, two: str) -> bool:
    return f"{one}.".startswith(f"{two}.") or f"{two}.".startswith(f"{one}.")
