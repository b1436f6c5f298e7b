"""In: a graph over integers without loops, and its components; out: the PageRank of every node."""

from __future__ import annotations

from collections.abc import Sequence

DAMPING = 0.85
TOLERANCE = 1e-13
MOST_ROUNDS = 300


def page_rank(successors: Sequence[Sequence[int]], found: Sequence[Sequence[int]]) -> list[float]:
    """PageRank (Brin and Page 1998) of every node, damping 0.85, summing to 1; a link passes rank to what it points to.

    `found`: the strongly connected components in reverse topological order. Ranks are solved block by block along
    that order, as Arasu et al. propose ("PageRank computation and the structure of the web", 2002): a node outside
    every cycle is exact at once, and only the inside of a component is iterated (Gauss-Seidel). A node without links
    hands its rank to all nodes alike, which only changes the scale: the scaling at the end takes care of it.
    """
    predecessors: list[list[int]] = [[] for _ in successors]
    for node, reached in enumerate(successors):
        for target in reached:
            predecessors[target].append(node)
    share = [DAMPING / len(reached) if reached else 0.0 for reached in successors]
    rank = [0.0] * len(successors)
    for block in reversed(found):
        _solve(block, predecessors, share, rank)
    total = sum(rank)
    return [value / total for value in rank] if total else rank


def _solve(
    block: Sequence[int], predecessors: Sequence[Sequence[int]], share: Sequence[float], rank: list[float]
) -> None:
    """Sets the ranks of one component; those of all earlier ones are final."""
    for _ in range(MOST_ROUNDS if len(block) > 1 else 1):
        moved = 0.0
        for node in block:
            value = 1.0
            for source in predecessors[node]:
                value += share[source] * rank[source]
            moved += abs(value - rank[node]) / value
            rank[node] = value
        if moved < TOLERANCE * len(block):
            break
