"""In: a code base; out: its internal imports as a graph over integers, the ground of all numbers here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from archgraph.graphs.components import components
from archgraph.model.codebase import Codebase, ImportEdge, Origin
from archgraph.model.facts.outline import ImportKind

LOADING = frozenset({ImportKind.RUNTIME, ImportKind.GUARDED})
"""Kinds of imports that are executed while the importing module is being loaded."""

Arc = tuple[int, int]


class ModuleGraph(msgspec.Struct, frozen=True, dict=True):
    """Modules as integers and the import statements between them; a module does not import itself.

    A dotted name that two files claim stands for the file that wins, so the other file is imported by nobody. What an
    import executes beside the module it names (`import a.b` runs `a/__init__`) is no arc: only what is written counts.
    """

    names: Sequence[str]
    paths: Sequence[str]
    rows: dict[Arc, list[ImportEdge]]
    """(importer, imported) → the statements, in the order of the code base."""
    targets: Sequence[list[int]]
    """What each module imports: distinct, in order of first import."""

    @cached_property
    def components(self) -> list[list[int]]:
        """The strongly connected components of all imports, in reverse topological order."""
        return components(self.targets)


def module_graph(codebase: Codebase) -> ModuleGraph:
    """The graph of all internal imports of the code base."""
    paths = list(codebase.modules)
    index = {path: number for number, path in enumerate(paths)}
    winner = {name: index[path] for name, path in codebase.by_name.items() if path in index}
    rows: dict[Arc, list[ImportEdge]] = {}
    targets: list[list[int]] = [[] for _ in paths]
    for edge in codebase.imports:
        imported = winner.get(edge.imported)
        if imported is None or edge.scope is not Origin.INTERNAL:
            continue
        importer = index.get(edge.path)
        if importer is None or importer == imported:
            continue
        arc = (importer, imported)
        if arc in rows:
            rows[arc].append(edge)
        else:
            rows[arc] = [edge]
            targets[importer].append(imported)
    return ModuleGraph([module.module for module in codebase.modules.values()], paths, rows, targets)


def is_module_name(name: str) -> bool:
    """Whether a graph may hold the name: no empty part between its dots, and encodable as UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return all(name.split("."))
