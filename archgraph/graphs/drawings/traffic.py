"""In: a code base; out: how many imports at load time lead from module to module."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archgraph.graphs.module_graph import LOADING
from archgraph.model.codebase import Codebase, ImportEdge, Origin

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Traffic:
    """Importer and imported module → the statements; and the same between boxes that stand for several modules."""

    statements: dict[Pair, list[ImportEdge]]

    def between(self, home: Callable[[str], str | None]) -> dict[Pair, list[ImportEdge]]:
        """The statements from box to box; `home` tells the box of a module, None where it is not drawn."""
        merged: dict[Pair, list[ImportEdge]] = {}
        for (importer, imported), rows in self.statements.items():
            tail, head = home(importer), home(imported)
            if tail is not None and head is not None and tail != head:
                merged.setdefault((tail, head), []).extend(rows)
        return merged

    def among(self, modules: Iterable[str]) -> list[Pair]:
        """The pairs with both ends among the modules."""
        known = frozenset(modules)
        return [pair for pair in self.statements if pair[0] in known and pair[1] in known]


def traffic_of(codebase: Codebase) -> Traffic:
    """All internal imports that are executed while a module is loaded."""
    statements: dict[Pair, list[ImportEdge]] = {}
    for edge in codebase.imports:
        if edge.scope is Origin.INTERNAL and edge.kind in LOADING and edge.importer != edge.imported:
            statements.setdefault((edge.importer, edge.imported), []).append(edge)
    return Traffic(statements)
