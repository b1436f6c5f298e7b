"""In: the module graph; out: depth, coupling and PageRank of every module."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.graphs.module_graph import ModuleGraph
from archgraph.graphs.pagerank import page_rank
from archgraph.model.results.imports import ModuleMetrics


def module_metrics(graph: ModuleGraph) -> tuple[ModuleMetrics, ...]:
    """One row per module file, sorted by module and path; all internal imports count, whatever their kind."""
    found = graph.components
    depth = _depths(graph.targets, found)
    rank = page_rank(graph.targets, found)
    importers = [0] * len(graph.targets)
    for reached in graph.targets:
        for target in reached:
            importers[target] += 1
    rows = []
    for node, reached in enumerate(graph.targets):
        ca, ce = importers[node], len(reached)
        share = instability(ca, ce)
        rows.append(
            ModuleMetrics(graph.names[node], graph.paths[node], depth[node], ca, ce, share, round(rank[node], 10))
        )
    return tuple(sorted(rows, key=lambda row: (row.module, row.path)))


def instability(ca: int, ce: int) -> float | None:
    """Martin's instability ce / (ca + ce), 0 (only imported) to 1 (only imports); None when there are no imports."""
    return round(ce / (ca + ce), 6) if ca + ce else None


def _depths(successors: Sequence[Sequence[int]], found: Sequence[Sequence[int]]) -> list[int]:
    """The longest chain of imports below each node, a component counting as one node (at the bottom: as one import)."""
    home = [0] * len(successors)
    for number, members in enumerate(found):
        for member in members:
            home[member] = number
    depth = [0] * len(found)
    for number, members in enumerate(found):  # reverse topological: what is imported is already known
        below = {home[reached] for member in members for reached in successors[member]} - {number}
        depth[number] = max((depth[other] + 1 for other in below), default=int(len(members) > 1))
    return [depth[number] for number in home]
