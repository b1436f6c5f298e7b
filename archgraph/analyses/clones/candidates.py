"""Which fragments are worth a comparison: in: their tokens; out: pairs that share rare ones.

Near copies share runs of statements that hardly anything else has (the idea of prefix filtering: Bayardo et al. 2007, "Scaling
up all pairs similarity search"; Xiao et al. 2008, PPJoin). So only fragments are paired that have the same rare token.
Where many have it, each is paired with those next to it in length: a family of copies stays connected, however large.
"""

from __future__ import annotations

import numpy as np

from archgraph.analyses.clones.arrays import Ints, Ragged

_NEAR = 12
"""So many neighbours of the same token are paired with a fragment, on each side."""

_FEW = 24
"""Tokens of more fragments than this pair each with its two neighbours only."""


def grams(rows: Ragged, length: int) -> tuple[Ints, Ints]:
    """Tokens for runs of `length` values inside a row, and the row of each."""
    if len(rows.values) < length:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    owners = rows.owners
    end = len(rows.values) - length + 1
    token = np.zeros(end, dtype=np.uint64)
    for offset in range(length):
        token = (token ^ rows.values[offset : offset + end].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        token ^= token >> np.uint64(29)
    whole = owners[:end] == owners[length - 1 :]
    return (token[whole] >> np.uint64(1)).astype(np.int64), owners[:end][whole]


def wholes(rows: Ragged) -> tuple[Ints, Ints]:
    """One token for each row that says what is in it, and in which order."""
    owners = rows.owners
    place = (np.arange(len(owners)) - rows.starts[:-1][owners]).astype(np.uint64)
    mixed = (rows.values.astype(np.uint64) + np.uint64(1)) * (place * np.uint64(2) + np.uint64(0x9E3779B97F4A7C15))
    mixed ^= mixed >> np.uint64(31)
    total = np.zeros(len(rows.starts) - 1, dtype=np.uint64)
    np.add.at(total, owners, mixed * np.uint64(0xBF58476D1CE4E5B9))
    return (total >> np.uint64(1)).astype(np.int64), np.arange(len(total))


def rarest(tokens: Ints, owners: Ints, kept: int) -> tuple[Ints, Ints]:
    """Of each owner the `kept` tokens that fewest others have; what nobody else has is left out."""
    order = np.argsort(tokens, kind="stable")
    sizes = _runs(tokens[order])
    commonness = np.empty(len(tokens), dtype=np.int64)
    commonness[order] = np.repeat(sizes, sizes)
    keep = commonness > 1
    tokens, owners, commonness = tokens[keep], owners[keep], commonness[keep]
    if not len(tokens):
        return tokens, owners
    order = np.argsort(owners << 24 | np.minimum(commonness, 0xFFFFFF), kind="stable")
    sizes = _runs(owners[order])
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    order = order[place < kept]
    return tokens[order], owners[order]


def pairs(tokens: Ints, owners: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """Pairs of owners (lower number first, each once) that share a token; owners of a token stand in the order of `rank`."""
    order = np.lexsort((rank[owners], tokens))
    tokens, owners = tokens[order], owners[order]
    sizes = _runs(tokens)
    reach = np.repeat(np.where(sizes > _FEW, 2, _NEAR), sizes)
    place = np.flatnonzero(np.repeat(sizes, sizes) > 1)
    found: list[Ints] = []
    count = len(rank)
    for lag in range(1, _NEAR + 1):
        place = place[(place + lag < len(tokens)) & (reach[place] >= lag)]
        place = place[tokens[place] == tokens[place + lag]]
        one, two = owners[place], owners[place + lag]
        found.append(np.minimum(one, two) * count + np.maximum(one, two))
    keys = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    left, right = keys // count, keys % count
    return left[left != right], right[left != right]


def _runs(values: Ints) -> Ints:
    """The lengths of the runs of equal values."""
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else values
    return np.diff(np.concatenate((starts, [len(values)])))
