"""In: the module graph; out: its import cycles, every import in them, and which of these to remove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from archgraph.blake import blake2b
from archgraph.graphs.components import components
from archgraph.graphs.feedback import feedback_arcs
from archgraph.graphs.module_graph import LOADING, Arc, ModuleGraph
from archgraph.model.results.imports import CycleEdge


def cycle_edges(graph: ModuleGraph) -> tuple[CycleEdge, ...]:
    """The imports inside strongly connected components, sorted as cycles.csv is.

    A component of the imports executed at load time (runtime, guarded) holds these imports. A component that needs lazy
    or type-checking imports to close is weak: it holds all imports between its modules, also those of a strong one
    inside it. Breakers are found with `feedback_arcs`, each arc weighing as many statements as it has; those of a weak
    component are the breakers of the strong ones inside, and lazy or type-checking imports. Without the breakers, no
    cycle is left.
    """
    whole = _parts(graph.components, {arc: len(rows) for arc, rows in graph.rows.items()})
    inside = (arc for part in whole for arc in part.arcs)
    loading = {arc: weight for arc in inside if (weight := sum(row.kind in LOADING for row in graph.rows[arc]))}
    strong = cyclic_parts(len(graph.names), loading)
    breakers = {arc for part in strong for arc in feedback_arcs(part.arcs)}
    found = [edge for part in strong for edge in _edges(graph, part, breakers, weak=False)]
    known = {part.members for part in strong}
    for part in whole:
        if part.members not in known:
            rest = {arc: weight for arc, weight in part.arcs.items() if arc not in breakers}
            keep = [arc for arc in rest if arc in loading]
            found += _edges(graph, part, breakers | feedback_arcs(rest, keep), weak=True)
    return tuple(sorted(found, key=lambda edge: (edge.cycle, edge.importer, edge.imported, edge.path, edge.line)))


def cycle_id(members: Iterable[str]) -> str:
    """A name for a component that changes only when its members do."""
    text = "\n".join(sorted(members)).encode("utf-8", "surrogatepass")
    return f"cycle-{blake2b(text, digest_size=5).hexdigest()}"


class CyclicPart(msgspec.Struct, frozen=True):
    """A strongly connected component of more than one node, sorted, and the weighted arcs between its members."""

    members: tuple[int, ...]
    arcs: dict[Arc, int]


def cyclic_parts(size: int, arcs: Mapping[Arc, int]) -> list[CyclicPart]:
    """The components of more than one node among the nodes 0 to size - 1."""
    successors: list[list[int]] = [[] for _ in range(size)]
    for tail, head in arcs:
        successors[tail].append(head)
    return _parts(components(successors), arcs)


def _parts(found: Iterable[Sequence[int]], arcs: Mapping[Arc, int]) -> list[CyclicPart]:
    """The components of more than one node, with the arcs inside."""
    parts = [CyclicPart(tuple(members), {}) for members in found if len(members) > 1]
    home = {member: part for part in parts for member in part.members}
    for arc, weight in arcs.items():
        part = home.get(arc[0])
        if part is not None and home.get(arc[1]) is part:
            part.arcs[arc] = weight
    return parts


def _edges(graph: ModuleGraph, part: CyclicPart, breakers: set[Arc], *, weak: bool) -> Iterator[CycleEdge]:
    """The rows of a component; in a strong one, only statements executed at load time."""
    cycle = cycle_id(graph.names[member] for member in part.members)
    for arc in part.arcs:
        for row in graph.rows[arc]:
            if weak or row.kind in LOADING:
                place = (row.importer, row.imported, row.path, row.line)
                yield CycleEdge(cycle, len(part.members), *place, arc in breakers, weak)
