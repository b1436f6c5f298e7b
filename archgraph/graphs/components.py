"""In: a graph over integers as lists of successors; out: its strongly connected components."""

from __future__ import annotations

from collections.abc import Sequence


def components(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components, each sorted, in reverse topological order: what is reached comes first.

    Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: Python's stack is too small for
    import chains. One dense loop, as it runs over every import of a code base.
    """
    size = len(successors)
    order = [0] * size  # 1-based time of discovery; 0: not seen
    low = [0] * size
    waiting = [False] * size
    stack: list[int] = []
    found: list[list[int]] = []
    clock = 0
    for root in range(size):
        if order[root]:
            continue
        clock += 1
        order[root] = low[root] = clock
        stack.append(root)
        waiting[root] = True
        path = [(root, iter(successors[root]))]
        while path:
            node, rest = path[-1]
            for reached in rest:
                if not order[reached]:
                    clock += 1
                    order[reached] = low[reached] = clock
                    stack.append(reached)
                    waiting[reached] = True
                    path.append((reached, iter(successors[reached])))
                    break
                if waiting[reached] and order[reached] < low[node]:
                    low[node] = order[reached]
            else:
                path.pop()
                if path and low[node] < low[path[-1][0]]:
                    low[path[-1][0]] = low[node]
                if low[node] == order[node]:
                    found.append(_take_component(stack, waiting, node))
    return found


def _take_component(stack: list[int], waiting: list[bool], root: int) -> list[int]:
    """Takes the component of `root` from the top of the stack."""
    start = len(stack) - 1
    while stack[start] != root:
        start -= 1
    members = stack[start:]
    del stack[start:]
    for member in members:
        waiting[member] = False
    return sorted(members)
