"""In: a code base; out: all numbers of its import graph, or the graph itself as grimp's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archgraph.graphs.cycles import cycle_edges
from archgraph.graphs.metrics import module_metrics
from archgraph.graphs.module_graph import is_module_name, module_graph
from archgraph.graphs.package_cycles import package_cycles
from archgraph.graphs.packages import package_metrics
from archgraph.graphs.portable import Edge, Node, PortableGraph
from archgraph.model.codebase import Codebase, ImportEdge, Origin
from archgraph.model.deferred import Deferred
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.imports import ImportGraphResult

if TYPE_CHECKING:
    import grimp


def analyse_imports(codebase: Codebase, *, of_packages: bool = True) -> ImportGraphResult:
    """Coupling, depth and PageRank of modules, cycles of modules and, unless told otherwise, of packages: those cost as
    much as the rest when grimp has breakers to nominate. Figures of modules and packages are made when they are asked for."""
    graph = module_graph(codebase)
    return ImportGraphResult(
        modules=Deferred(lambda: module_metrics(graph)),
        packages=Deferred(lambda: package_metrics(codebase, graph)),
        cycles=cycle_edges(graph),
        package_cycles=package_cycles(codebase) if of_packages else (),
    )


def grimp_graph(codebase: Codebase) -> grimp.ImportGraph:
    """The imports as grimp knows them, fed edge by edge: its chains, layers and contracts can be asked of it.

    Every module of the code base and every package above one is a module; an external package is one squashed module
    (its top-level name), left out when that is also a name of the code base. grimp takes any string for a module, so
    names with an empty part, or that no Rust string can hold, are left out here.
    """
    import grimp  # 0.06 s: only where it is asked for

    graph = grimp.ImportGraph()
    internal = {name for module in codebase.modules.values() for name in _with_parents(module.module)}
    externals = {edge.imported.partition(".")[0] for edge in codebase.imports if edge.scope is not Origin.INTERNAL}
    for name in sorted(externals - internal):
        if is_module_name(name):
            graph.add_module(name, is_squashed=True)
    for name in sorted(internal):
        graph.add_module(name)
    known = graph.modules
    for edge in codebase.imports:
        imported = edge.imported if edge.scope is Origin.INTERNAL else edge.imported.partition(".")[0]
        if edge.importer in known and imported in known and edge.importer != imported:
            graph.add_import(
                importer=edge.importer,
                imported=imported,
                line_number=edge.line,
                line_contents=f"{edge.kind} import of {edge.imported}",
                is_lazy=edge.kind is ImportKind.LAZY,
            )
    return graph


def _with_parents(name: str) -> list[str]:
    """The name and the packages above it, unless it is no name for a graph."""
    if not is_module_name(name):
        return []
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def portable_imports(codebase: Codebase) -> PortableGraph:
    """The internal imports in plain values: one node per dotted name, one edge per importer and imported module."""
    graph = module_graph(codebase)
    chosen = [codebase.modules[codebase.by_name[name]] for name in dict.fromkeys(graph.names)]
    nodes = [
        Node(m.module, {"path": m.path, "service": m.service, "zone": str(m.zone), "lines": m.lines}) for m in chosen
    ]
    merged: dict[tuple[str, str], list[ImportEdge]] = {}
    for (tail, head), rows in graph.rows.items():
        merged.setdefault((graph.names[tail], graph.names[head]), []).extend(rows)
    edges = [
        Edge(
            tail, head, {"imports": len(rows), "line": rows[0].line, "kinds": ";".join(sorted({r.kind for r in rows}))}
        )
        for (tail, head), rows in merged.items()
        if tail != head
    ]
    return PortableGraph("imports", tuple(nodes), tuple(edges))
