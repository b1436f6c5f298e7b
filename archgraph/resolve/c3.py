"""C3 for look-ups in classes: in: the bases' linearizations, out: one order; when there is none, depth-first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def merged(sequences: Sequence[Sequence[Item]]) -> tuple[Item, ...]:
    """Merge as CPython's `pmerge` does (Objects/typeobject.c); without a consistent order, first occurrences."""
    if len(sequences) == 2 and len(sequences[1]) == 1:
        return tuple(sequences[0])
    found = _merge(sequences)
    return tuple(dict.fromkeys(item for sequence in sequences for item in sequence)) if found is None else found


def combines(sequences: Sequence[Sequence[Item]]) -> bool:
    """Is there a consistent order?"""
    return _merge(sequences) is not None


def _merge(sequences: Sequence[Sequence[Item]]) -> tuple[Item, ...] | None:
    todo = [list(sequence) for sequence in sequences if sequence]
    found: list[Item] = []
    while todo:
        tails = {item for sequence in todo for item in sequence[1:]}
        head = next((sequence[0] for sequence in todo if sequence[0] not in tails), None)
        if head is None:
            return None
        found.append(head)
        todo = [rest for sequence in todo if (rest := sequence[1:] if sequence[0] == head else sequence)]
    return tuple(found)
