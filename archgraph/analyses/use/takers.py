"""Who takes names from where: in: the import rows; out: per file, the names that others take of it by `from ... import`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from archgraph.analyses.use.gifts import Gift
from archgraph.model.codebase import Codebase, ImportEdge, Origin
from archgraph.model.facts.outline import Import


class Takers:
    """The imports of a code base by the module that they take names of."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._edges: defaultdict[str, list[ImportEdge]] = defaultdict(list)
        self._submodules: defaultdict[str, list[ImportEdge]] = defaultdict(list)
        """Package → the imports of a submodule by its name, which may be that of something in the package itself."""
        self._stars: defaultdict[str, list[str]] = defaultdict(list)
        self._statements: dict[str, dict[int, list[Import]]] = {}
        for edge in codebase.imports:
            is_internal = edge.scope is Origin.INTERNAL
            if edge.names and (is_internal or edge.imported in codebase.by_name):
                self._edges[edge.imported].append(edge)
                if "*" in edge.names and edge.imported in codebase.by_name:
                    self._stars[codebase.by_name[edge.imported]].append(edge.path)
                package, _, last = edge.imported.rpartition(".")
                if is_internal and last in edge.names:
                    self._submodules[package].append(edge)

    def of(self, path: str) -> Mapping[str, Sequence[Gift]]:
        """Name → what takes its meaning from that name of a file; nothing when another file has the module's name."""
        module = self._codebase.modules[path].module
        found: defaultdict[str, list[Gift]] = defaultdict(list)
        if self._codebase.by_name.get(module) == path:
            for edge in self._edges.get(module, ()):
                for name in edge.names if edge.scope is Origin.INTERNAL else ():
                    found[name] += self._bound(edge, name)
            for edge in self._submodules.get(module, ()):
                name = edge.imported.rpartition(".")[2]
                found[name] += self._bound(edge, name)
        return found

    def stars(self, path: str) -> Sequence[str]:
        """The files that take all names of a file."""
        return self._stars.get(path, ())

    def _bound(self, edge: ImportEdge, name: str) -> list[Gift]:
        """The names that get it where the import stands."""
        return [
            (edge.path, alias or name, not statement.scope)
            for statement in self._statements_in(edge.path).get(edge.line, ())
            for taken, alias in statement.names
            if taken == name
        ]

    def _statements_in(self, path: str) -> dict[int, list[Import]]:
        """Line → the statements that take names."""
        found = self._statements.get(path)
        if found is None:
            found = self._statements[path] = {}
            for statement in self._codebase.modules[path].outline.imports:
                if not statement.plain:
                    found.setdefault(statement.line, []).append(statement)
        return found
