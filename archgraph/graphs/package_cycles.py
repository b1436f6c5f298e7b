"""In: a code base; out: sibling packages that import each other in a circle, and what grimp would remove."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from archgraph.graphs.cycles import cyclic_parts
from archgraph.graphs.module_graph import LOADING, Arc, is_module_name
from archgraph.model.codebase import Codebase, Origin
from archgraph.model.results.imports import PackageCycle

Pair = tuple[str, str]

ROOT = "root"
MOST_IMPORTS = 20_000
"""Import pairs handed to grimp at most; beyond them cycles are still reported, without breakers."""


def package_cycles(codebase: Codebase) -> tuple[PackageCycle, ...]:
    """Circles among the children of a package through imports at load time, sorted by parent and members.

    A child stands for all that is below it; the children of the parent "" are the top-level packages. The circles
    are found here; the breakers are those that grimp nominates in a graph of only the imports in question, so that
    nothing is paid where there is no circle.
    """
    between = _imports_between_siblings(codebase)
    rows: list[PackageCycle] = []
    budget = MOST_IMPORTS
    for parent in sorted(between):
        pairs = between[parent]
        for members in _circles(pairs):
            inner = [pair for arc in pairs if set(arc) <= set(members) for pair in sorted(pairs[arc])]
            breakers = _nominated(parent, inner) if len(inner) <= budget else ()
            budget -= len(inner)
            rows.append(PackageCycle(parent, members, breakers))
    return tuple(sorted(rows, key=lambda row: (row.parent, row.packages)))


def _imports_between_siblings(codebase: Codebase) -> dict[str, dict[Pair, set[Pair]]]:
    """parent → (child, child) → the imports (importer, imported) that cross from one to the other."""
    between: dict[str, dict[Pair, set[Pair]]] = defaultdict(lambda: defaultdict(set))
    loaded = (
        (edge.importer, edge.imported)
        for edge in codebase.imports
        if edge.scope is Origin.INTERNAL and edge.kind in LOADING and edge.imported in codebase.by_name
        if is_module_name(edge.importer) and is_module_name(edge.imported)
    )
    for pair in dict.fromkeys(loaded):
        tail, head = pair[0].split("."), pair[1].split(".")
        shared = next((i for i, (a, b) in enumerate(zip(tail, head, strict=False)) if a != b), None)
        if shared is not None:  # else one is the other's package
            siblings = (".".join(tail[: shared + 1]), ".".join(head[: shared + 1]))
            between[".".join(tail[:shared])][siblings].add(pair)
    return between


def _circles(pairs: Mapping[Pair, set[Pair]]) -> list[tuple[str, ...]]:
    """The strongly connected components of more than one sibling."""
    names = sorted({name for pair in pairs for name in pair})
    index = {name: number for number, name in enumerate(names)}
    arcs: dict[Arc, int] = {(index[tail], index[head]): len(found) for (tail, head), found in pairs.items()}
    return [tuple(names[member] for member in part.members) for part in cyclic_parts(len(names), arcs)]


def _nominated(parent: str, imports: list[Pair]) -> tuple[Pair, ...]:
    """The imports that grimp nominates to break the circle; a root of its own makes top-level packages siblings too."""
    import grimp  # 0.06 s: only where there is a circle

    cut = len(parent) + 1 if parent else 0
    below = {module[cut:]: module for pair in imports for module in pair}
    graph = grimp.ImportGraph()
    graph.add_module(ROOT)
    for module in sorted({f"{ROOT}.{above}" for name in below for above in _with_parents(name)}):
        graph.add_module(module)
    for importer, imported in imports:
        graph.add_import(importer=f"{ROOT}.{importer[cut:]}", imported=f"{ROOT}.{imported[cut:]}")
    named = graph.nominate_cycle_breakers(ROOT)
    return tuple(sorted((below[tail.partition(".")[2]], below[head.partition(".")[2]]) for tail, head in named))


def _with_parents(name: str) -> list[str]:
    """The name and all packages above it."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
