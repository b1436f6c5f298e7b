"""C3: in: which bases each class lists; out: each class's linearization, or why it has none.

Barrett, Cassels, Haahr, Moon, Playford, Withington: "A Monotonic Superclass Linearization for Dylan", OOPSLA 1996;
in CPython `mro_implementation` and `pmerge` of Objects/typeobject.c. Classes are any hashable things; nothing recurses,
so hierarchies may be deeper than Python's recursion limit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

import msgspec

C = TypeVar("C", bound=Hashable)


class Why(Enum):
    """Why a class has no linearization."""

    ORDER = "order"
    DUPLICATE = "duplicate"
    CYCLE = "cycle"
    ANCESTOR = "ancestor"


class Impossible(msgspec.Struct, Generic[C], frozen=True):
    """No linearization. `evidence` for ORDER: the sequences that could not be merged further; DUPLICATE: the base that
    is listed twice; CYCLE: the classes of the circle; ANCESTOR: the direct base that has no linearization itself."""

    why: Why
    evidence: tuple[tuple[C, ...], ...]


def linearize_all(bases: Mapping[C, Sequence[C]]) -> dict[C, tuple[C, ...] | Impossible[C]]:
    """The linearization of each class, itself first. Every base must be a key; a class without bases is a root."""
    found: dict[C, tuple[C, ...] | Impossible[C]] = {}
    tails: dict[tuple[C, ...], tuple[C, ...] | Impossible[C]] = {}
    for circle in strongly_connected(bases):
        name = circle[0]
        own = tuple(bases[name])
        if len(circle) > 1 or name in own:
            found.update(dict.fromkeys(circle, Impossible(Why.CYCLE, (circle,))))
            continue
        tail = tails.get(own)
        if tail is None:
            tail = tails[own] = _tail(own, found)
        found[name] = tail if isinstance(tail, Impossible) else (name, *tail)
    return found


def _tail(bases: tuple[C, ...], found: Mapping[C, tuple[C, ...] | Impossible[C]]) -> tuple[C, ...] | Impossible[C]:
    known: list[tuple[C, ...]] = []
    for base in bases:
        mro = found[base]
        if isinstance(mro, Impossible):
            return Impossible(Why.ANCESTOR, ((base,),))
        known.append(mro)
    return combine(bases, known)


def combine(bases: tuple[C, ...], mros: Sequence[tuple[C, ...]]) -> tuple[C, ...] | Impossible[C]:
    """What follows a class that lists `bases`, whose linearizations are `mros`.

    The shortcuts give what `merge` of all sequences would give: what all linearizations end with in common stays at the
    end, and a linearization that holds the other base holds all of that one's in the same order (C3 is monotonic).
    """
    if len(bases) < 2:
        return mros[0] if bases else ()
    if len(set(bases)) < len(bases):
        return Impossible(Why.DUPLICATE, (tuple(base for at, base in enumerate(bases) if base in bases[:at]),))
    if len(bases) == 2 and bases[1] in mros[0]:
        return mros[0]
    end = min(_common_end(mros[0], mro) for mro in mros[1:])
    if end == min(map(len, mros)):  # one base is an ancestor of all others and listed before one of them
        end = 0
    heads = [mro[: len(mro) - end] for mro in mros]
    pair = _merge_pair(heads[0], heads[1]) if len(heads) == 2 else None
    merged, rest = (pair, ()) if pair else merge((*heads, bases))
    return Impossible(Why.ORDER, rest) if rest else merged + mros[0][len(mros[0]) - end :]


def _common_end(left: tuple[C, ...], right: tuple[C, ...]) -> int:
    """How many last items are the same in both: by doubling, then by halving, since slices compare fast."""
    known, beyond = 0, 1
    limit = min(len(left), len(right))
    while beyond <= limit and left[-beyond:] == right[-beyond:]:
        known, beyond = beyond, beyond * 2
    beyond = min(beyond, limit + 1)
    while beyond - known > 1:
        middle = (known + beyond) // 2
        if left[-middle:] == right[-middle:]:
            known = middle
        else:
            beyond = middle
    return known


def _merge_pair(left: tuple[C, ...], right: tuple[C, ...]) -> tuple[C, ...] | None:
    """`merge` of two sequences (and the list of their heads), in one pass; None when that needs a closer look: what
    they share stands in different orders, or one head is in the other sequence."""
    shared = set(left).intersection(right)
    if not shared:
        return left + right
    if left[0] in shared or right[0] in shared:
        return None
    merged: list[C] = []
    others = iter(right)
    for item in left:
        if item in shared:
            for other in others:
                if other == item:
                    break
                merged.append(other)
        merged.append(item)
    merged.extend(others)
    same_order = len(merged) == len(left) + len(right) - len(shared)
    return tuple(merged) if same_order else None


def merge(sequences: Iterable[Sequence[C]]) -> tuple[tuple[C, ...], tuple[tuple[C, ...], ...]]:
    """Merge sequences, each of distinct items: again and again the first head that is in no tail. Returns the merged
    items and what is left of the sequences when no head is free (empty: all were merged)."""
    stacks = [list(reversed(sequence)) for sequence in sequences if sequence]
    blocked: dict[C, int] = {}
    for stack in stacks:
        for item in stack[:-1]:
            blocked[item] = blocked.get(item, 0) + 1
    merged: list[C] = []
    while stacks:
        head = next((stack[-1] for stack in stacks if not blocked.get(stack[-1])), None)
        if head is None:
            return tuple(merged), tuple(tuple(reversed(stack)) for stack in stacks)
        merged.append(head)
        for stack in stacks:
            if stack[-1] == head:
                stack.pop()
                if stack:
                    blocked[stack[-1]] -= 1
        stacks = [stack for stack in stacks if stack]
    return tuple(merged), ()


def strongly_connected(bases: Mapping[C, Sequence[C]]) -> list[tuple[C, ...]]:
    """Classes in an order in which bases come first; classes that inherit from each other in a circle stand together.

    Tarjan: "Depth-first search and linear graph algorithms", SIAM J. Comput. 1972, with a stack of our own.
    """
    order: list[tuple[C, ...]] = []
    done: set[C] = set()
    for name, own in bases.items():
        if name in done:
            continue
        if done.issuperset(own):  # most classes follow their bases: no search
            done.add(name)
            order.append((name,))
        else:
            _visit(name, bases, done, order)
    return order


def _visit(root: C, bases: Mapping[C, Sequence[C]], done: set[C], order: list[tuple[C, ...]]) -> None:
    index: dict[C, int] = {root: 0}
    low: dict[C, int] = {root: 0}
    open_: list[C] = [root]
    path = [(root, iter(bases[root]))]
    while path:
        name, remaining = path[-1]
        for base in remaining:
            if base in done:
                continue
            if base in index:
                low[name] = min(low[name], index[base])
                continue
            index[base] = low[base] = len(index)
            open_.append(base)
            path.append((base, iter(bases[base])))
            break
        else:
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[name])
            if low[name] == index[name]:
                order.append(_close(name, open_, done))


def _close(name: C, open_: list[C], done: set[C]) -> tuple[C, ...]:
    circle = tuple(open_[open_.index(name) :]) if open_[-1] != name else (name,)
    del open_[-len(circle) :]
    done.update(circle)
    return circle
