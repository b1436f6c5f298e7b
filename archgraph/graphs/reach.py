"""What loading a module loads: in: a code base; out: which files are reached from which, answered at once."""

from __future__ import annotations

from archgraph.graphs.components import components
from archgraph.graphs.module_graph import LOADING, module_graph
from archgraph.model.codebase import Codebase


class Reach:
    """The transitive closure of the imports executed at load time, as one bit set per component.

    Components come in reverse topological order, so each set is the union of finished ones (Purdom, "A transitive closure
    algorithm", 1970).
    """

    def __init__(self, codebase: Codebase) -> None:
        graph = module_graph(codebase)
        self._index = {path: number for number, path in enumerate(graph.paths)}
        successors: list[list[int]] = [[] for _ in graph.paths]
        for (tail, head), rows in graph.rows.items():
            if any(row.kind in LOADING for row in rows):
                successors[tail].append(head)
        found = components(successors)
        self._home = [0] * len(successors)
        for number, members in enumerate(found):
            for member in members:
                self._home[member] = number
        self._below: list[int] = []
        for number, members in enumerate(found):
            bits = 1 << number
            for member in members:
                for target in successors[member]:
                    if self._home[target] != number:
                        bits |= self._below[self._home[target]]
            self._below.append(bits)
        self._direct = [frozenset(reached) for reached in successors]

    def reaches(self, start: str, goal: str) -> bool:
        """Whether loading the file `start` loads `goal`."""
        a, b = self._index.get(start), self._index.get(goal)
        return a is not None and b is not None and bool(self._below[self._home[a]] >> self._home[b] & 1)

    def imports(self, importer: str, imported: str) -> bool:
        """Whether one file imports the other at load time, directly."""
        a, b = self._index.get(importer), self._index.get(imported)
        return a is not None and b is not None and b in self._direct[a]
