"""In: the weighted arcs of a graph over integers; out: a small set of arcs without which it has no cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush

from archgraph.graphs.module_graph import Arc

MOST_ROUNDS = 4
MOST_SIFTED = 2_000_000
"""Bounds the work of sifting, which grows with the square of the component; beyond it the first row is kept."""


def feedback_arcs(weights: Mapping[Arc, int], keep: Collection[Arc] = ()) -> frozenset[Arc]:
    """A feedback arc set: no cycle is left without it, and every arc of it is needed for that.

    Arcs to `keep` are never in it; there must be no cycle among them.

    Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem" (1993), weighted: nodes are
    put in a row, sinks at the end, sources at the front, and between them always the node whose outgoing arcs outweigh
    its incoming ones most. Then nodes move to the place in the row where they hurt least, until none moves, and every
    arc that can be put back without closing a cycle is put back, heaviest first. Ties go to the smaller node.
    """
    row = _respecting(_improve(_eades_lin_smyth(weights), weights), keep)
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
    balance = {node: [sum(before[node].values()), sum(after[node].values())] for node in after}
    heap = [(into - out, node) for node, (into, out) in balance.items()]
    heapify(heap)
    loose = [node for node, ends in balance.items() if 0 in ends]
    front: list[int] = []
    end: list[int] = []
    while balance:
        node = loose.pop() if loose else _heaviest(heap, balance)
        into_out = balance.pop(node, None)
        if into_out is None:
            continue
        (front if into_out[1] else end).append(node)
        for side, others in ((0, after[node]), (1, before[node])):
            for other, weight in others.items():
                if other in balance:
                    balance[other][side] -= weight
                    heappush(heap, (balance[other][0] - balance[other][1], other))
                    if not balance[other][side]:
                        loose.append(other)
    return front + end[::-1]


def _heaviest(heap: list[tuple[int, int]], balance: Mapping[int, list[int]]) -> int:
    """The node left whose outgoing arcs outweigh its incoming ones most; outdated entries of the heap are dropped."""
    while True:
        difference, node = heappop(heap)
        if node in balance and balance[node][0] - balance[node][1] == difference:
            return node


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


def _respecting(row: list[int], keep: Collection[Arc]) -> list[int]:
    """The row changed as little as is needed for no arc to keep to point back: a topological order nearest to it."""
    if not keep:
        return row
    place = {node: position for position, node in enumerate(row)}
    after: defaultdict[int, list[int]] = defaultdict(list)
    waiting = dict.fromkeys(row, 0)
    for tail, head in keep:
        after[tail].append(head)
        waiting[head] += 1
    heap = [place[node] for node in row if not waiting[node]]
    ordered: list[int] = []
    while heap:
        node = row[heappop(heap)]
        ordered.append(node)
        for head in after[node]:
            waiting[head] -= 1
            if not waiting[head]:
                heappush(heap, place[head])
    return ordered


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
