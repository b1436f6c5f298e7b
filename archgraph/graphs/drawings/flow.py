"""In: weighted arcs between boxes; out: which of them to draw so that the order of the whole can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archgraph.graphs.feedback import feedback_arcs

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flow:
    """`forward` arcs make an order without cycles, `against` close cycles, `implied` also follow from longer ways."""

    forward: tuple[Pair, ...]
    against: tuple[Pair, ...]
    implied: tuple[Pair, ...]


def flow(weights: Mapping[Pair, int], dense: float = 1.5) -> Flow:
    """The arcs apart; implied ones are only looked for where there are more than `dense` arcs for each box."""
    names = sorted({name for pair in weights for name in pair})
    index = {name: number for number, name in enumerate(names)}
    back = feedback_arcs({(index[tail], index[head]): weight for (tail, head), weight in sorted(weights.items())})
    against = tuple(sorted((names[tail], names[head]) for tail, head in back))
    forward = sorted(set(weights) - set(against))
    implied = _implied(forward) if len(forward) > dense * len(names) else ()
    return Flow(tuple(pair for pair in forward if pair not in set(implied)), against, implied)


def _implied(arcs: list[Pair]) -> tuple[Pair, ...]:
    """The arcs of an acyclic graph that its transitive reduction lacks (Aho, Garey and Ullman 1972)."""
    after: dict[str, list[str]] = {}
    for tail, head in arcs:
        after.setdefault(tail, []).append(head)
    below: dict[str, frozenset[str]] = {}

    def reach(name: str) -> frozenset[str]:
        if name not in below:
            heads = after.get(name, [])
            below[name] = frozenset(heads).union(*map(reach, heads))
        return below[name]

    return tuple((tail, head) for tail, head in arcs if any(head in reach(other) for other in after[tail]))
