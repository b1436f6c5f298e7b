"""Chains of imports: in: a code base and two modules or packages, or layers, out: how one reaches the other, by grimp."""

from __future__ import annotations

from itertools import pairwise

from archgraph.graphs.imports import grimp_graph
from archgraph.model.codebase import Codebase, ImportEdge, Origin

Chain = tuple[ImportEdge, ...]


def shortest_chains(codebase: Codebase, importer: str, imported: str) -> tuple[Chain, ...]:
    """The shortest chains of imports from `importer` (and what is below it) to `imported`, the shortest first; of each
    step the first import statement. Nothing when there is none, or when a module of that name does not exist."""
    graph = grimp_graph(codebase)
    if not {importer, imported} <= graph.modules or importer == imported:
        return ()
    if f"{importer}.".startswith(f"{imported}.") or f"{imported}.".startswith(f"{importer}."):
        found = graph.find_shortest_chain(importer=importer, imported=imported)
        names = {tuple(found)} if found else set()
    else:
        names = {tuple(chain) for chain in graph.find_shortest_chains(importer=importer, imported=imported)}
    return _with_places(codebase, names)


def illegal_chains(codebase: Codebase, layers: tuple[str, ...]) -> tuple[Chain, ...]:
    """The shortest chains by which a lower layer reaches a higher one; `layers` from the highest to the lowest."""
    graph = grimp_graph(codebase)
    found = graph.find_illegal_dependencies_for_layers(layers=layers)
    names = {
        (*sorted(route.heads)[:1], *route.middle, *sorted(route.tails)[:1]) for each in found for route in each.routes
    }
    return _with_places(codebase, names)


def unknown_modules(codebase: Codebase, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that are neither a module nor a package of the code base, nor imported by it."""
    known = grimp_graph(codebase).modules
    return tuple(name for name in names if name not in known)


def _with_places(codebase: Codebase, chains: set[tuple[str, ...]]) -> tuple[Chain, ...]:
    first: dict[tuple[str, str], ImportEdge] = {}
    for edge in codebase.imports:
        imported = edge.imported if edge.scope is Origin.INTERNAL else edge.imported.partition(".")[0]
        first.setdefault((edge.importer, imported), edge)
    ordered = sorted(chains, key=lambda chain: (len(chain), chain))
    return tuple(tuple(first[pair] for pair in pairwise(chain)) for chain in ordered)
