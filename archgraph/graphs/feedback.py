"""In: the weighted arcs of a graph over integers; out: a small set of arcs without which it has no cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from archgraph.graphs.module_graph import Arc

MOST_ROUNDS = 4
MOST_SIFTED = 2_000_000
"""Bounds the work of sifting, which grows with the square of the component; beyond it the first row is kept."""


def feedback_arcs(weights: Mapping[Arc, int]) -> frozenset[Arc]:
    """A feedback arc set: no cycle is left without it, and every arc of it is needed for that.

    Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem" (1993), weighted: nodes are
    put in a row, sinks at the end, sources at the front, and between them always the node whose outgoing arcs outweigh
    its incoming ones most. Then nodes move to the place in the row where they hurt least, until none moves, and every
    arc that can be put back without closing a cycle is put back, heaviest first. Ties go to the smaller node.
    """
    row = _improve(_eades_lin_smyth(weights), weights)
    place = {node: position for position, node in enumerate(row)}
    backward = [arc for arc in weights if place[arc[0]] >= place[arc[1]]]
    return _needed(backward, weights)


def _neighbours(weights: Mapping[Arc, int]) -> tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]]:
    """Successors and predecessors of every node with the weight of the arc; loops left out."""
    nodes = sorted({node for arc in weights for node in arc})
    after: dict[int, dict[int, int]] = {node: {} for node in nodes}
    before: dict[int, dict[int, int]] = {node: {} for node in nodes}
    for (tail, head), weight in weights.items():
        if tail != head:
            after[tail][head] = weight
            before[head][tail] = weight
    return after, before


def _eades_lin_smyth(weights: Mapping[Arc, int]) -> list[int]:
    """The nodes in a row with few and light arcs that point back."""
    after, before = _neighbours(weights)
    out = {node: sum(arcs.values()) for node, arcs in after.items()}
    into = {node: sum(arcs.values()) for node, arcs in before.items()}
    left = dict.fromkeys(after)
    front: list[int] = []
    end: list[int] = []
    while left:
        sinks = [node for node in left if not out[node]]
        chosen = sinks or [node for node in left if not into[node]] or [max(left, key=lambda n: (out[n] - into[n], -n))]
        (end if sinks else front).extend(chosen)
        for node in chosen:
            del left[node]
            for reached, weight in after[node].items():
                into[reached] -= weight
            for source, weight in before[node].items():
                out[source] -= weight
    return front + end[::-1]


def _improve(row: list[int], weights: Mapping[Arc, int]) -> list[int]:
    """The row after moving single nodes to better places (sifting) while that helps and the row is not too long."""
    after, before = _neighbours(weights)
    for _ in range(min(MOST_ROUNDS, MOST_SIFTED // len(row) ** 2 if row else 0)):
        moved = False
        for node in tuple(row):
            place = {other: position for position, other in enumerate(row)}
            target = _best_place(place, place[node], after[node], before[node])
            if target is not None:
                moved = True
                row.remove(node)
                row.insert(target - (target > place[node]), node)
        if not moved:
            break
    return row


def _best_place(place: Mapping[int, int], here: int, after: Mapping[int, int], before: Mapping[int, int]) -> int | None:
    """Before which position of the row the node costs least; None when no place is better than the present one."""
    change: defaultdict[int, int] = defaultdict(int)
    for other, weight in after.items():
        change[place[other]] += weight  # once behind it, the arc to it points back
    for other, weight in before.items():
        change[place[other]] -= weight  # once behind it, the arc from it no longer does
    cost = least = present = 0
    best = 0
    for position in sorted(change):
        cost += change[position]
        if position < here:
            present = cost
        if cost < least:
            least, best = cost, position + 1
    return best if least < present else None


def _needed(backward: Iterable[Arc], weights: Mapping[Arc, int]) -> frozenset[Arc]:
    """Those of the arcs that close a cycle with what is kept, after every other one was put back, heaviest first."""
    removed = set(backward)
    kept: defaultdict[int, list[int]] = defaultdict(list)
    for tail, head in weights:
        if (tail, head) not in removed:
            kept[tail].append(head)
    for tail, head in sorted(removed, key=lambda arc: (-weights[arc], arc)):
        if not _reaches(kept, head, tail):
            kept[tail].append(head)
            removed.discard((tail, head))
    return frozenset(removed)


def _reaches(successors: Mapping[int, list[int]], start: int, goal: int) -> bool:
    """Whether a path leads from `start` to `goal` (also the empty one)."""
    seen = {start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for reached in successors.get(node, ()):
            if reached not in seen:
                seen.add(reached)
                stack.append(reached)
    return False
