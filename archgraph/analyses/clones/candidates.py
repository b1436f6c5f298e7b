"""Which fragments are worth a comparison: in: their tokens; out: pairs that share rare ones.

Near copies share runs of statements that hardly anything else has (the idea of prefix filtering: Bayardo et al. 2007, "Scaling
up all pairs similarity search"; Xiao et al. 2008, PPJoin). So only fragments are paired that have the same rare token.
Where many have it, each is paired with those next to it in length: a family of copies stays connected, however large.

Tokens, owners and counts are packed into one number each before they are sorted: that is several times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archgraph.analyses.clones.arrays import BITS, Bits, Ints, Ragged, runs, uniques, width

_NEAR = 12
"""So many neighbours of the same token are paired with a fragment, on each side."""

_FEW = 24
"""Tokens of more fragments than this pair each with its two neighbours only."""

_COMMONEST = 4000
"""Tokens of more fragments than this are all equally common."""

_PLACE = 30
"""Bits for the place of a token among all."""


def grams(rows: Ragged, longest: int) -> tuple[Ints, Ints]:
    """Tokens for the runs of up to `longest` values inside a row, and the row of each."""
    owners, values = rows.owners, rows.values.astype(np.uint64)
    token = np.zeros(len(values), dtype=np.uint64)
    tokens, theirs = [np.zeros(0, dtype=np.int64)], [owners[:0]]
    for length in range(1, min(longest, len(values)) + 1):
        last = slice(length - 1, None)
        token = _mixed(token[: len(values) - length + 1], values[last])
        whole = owners[: len(token)] == owners[last]
        tokens.append((token[whole] >> np.uint64(1)).astype(np.int64))
        theirs.append(owners[last][whole])
    return np.concatenate(tokens), np.concatenate(theirs)


def _mixed(token: Bits, values: Bits) -> Bits:
    """The tokens of runs that are longer by one value."""
    token = (token ^ values) * np.uint64(0x9E3779B97F4A7C15)
    token ^= token >> np.uint64(29)
    return token


def wholes(rows: Ragged) -> Ints:
    """One number for each row that says what is in it, and in which order; no row is empty."""
    place = (np.arange(len(rows.values)) - np.repeat(rows.starts[:-1], rows.sizes)).astype(np.uint64)
    mixed = (rows.values.astype(np.uint64) + np.uint64(1)) * (place * np.uint64(2) + np.uint64(0x9E3779B97F4A7C15))
    mixed ^= mixed >> np.uint64(31)
    total = np.add.reduceat(mixed * np.uint64(0xBF58476D1CE4E5B9), rows.starts[:-1])
    return (total >> np.uint64(1)).astype(np.int64)


Tokens = tuple[Ints, Ints]
"""Numbers of tokens, from 0 on, and of the owner of each."""


def rarest(tokens: Ints, owners: Ints, roots: Ints, kept: int) -> Tokens:
    """Of each owner the `kept` tokens that fewest have, numbered; what nobody else has is left out.

    `roots`: for each owner the one around it, ascending, that has all its tokens too and is nobody else. Token and
    owner share one number: where they do not fit, the lowest bits of tokens go, and more than 40 bits tell the million
    tokens of a large tree apart (to number them first takes five times as long).
    """
    bits = len(roots).bit_length()
    too_long = max(width(tokens) + bits - BITS, 0)
    places = uniques((tokens >> too_long) << bits | owners)
    tokens, owners = places >> bits, places & (1 << bits) - 1
    sizes = runs(tokens)
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    is_other = np.ones(len(tokens), dtype=bool)
    is_other[1:] = (tokens[1:] != tokens[:-1]) | (roots[owners[1:]] != roots[owners[:-1]])
    others = np.add.reduceat(is_other, np.cumsum(sizes) - sizes, dtype=np.int64)
    commonness = np.repeat(np.minimum(others, _COMMONEST), sizes)
    shared = np.flatnonzero(commonness > 1)
    by_rarity = np.sort((owners[shared] * (_COMMONEST + 1) + commonness[shared]) << _PLACE | np.arange(len(shared)))
    order = shared[by_rarity & (1 << _PLACE) - 1]
    sizes = runs(owners[order])
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    order = order[place < kept]
    return numbers[order], owners[order]


def pairs(sorts: Sequence[Tokens], rank: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of owners (lower number first, each once, ascending) that share a token of one of the sorts, and how many they were
    found to share; owners of a token stand in the order of `rank`."""
    count = len(rank)
    different = [int(tokens.max(initial=-1)) + 1 for tokens, _ in sorts]
    tokens = np.concatenate([each + sum(different[:number]) for number, (each, _) in enumerate(sorts)])
    owners = np.concatenate([each for _, each in sorts])
    by_rank = np.empty(count, dtype=np.int64)
    by_rank[rank] = np.arange(count)
    places = uniques(tokens * count + rank[owners])
    token, owners = places // count, by_rank[places % count]
    sizes = runs(token)
    reach = np.repeat(np.where(sizes > _FEW, 2, _NEAR), sizes)
    place = np.flatnonzero(np.repeat(sizes, sizes) > 1)
    found: list[Ints] = []
    for lag in range(1, _NEAR + 1):
        place = place[(place + lag < len(token)) & (reach[place] >= lag)]
        place = place[token[place] == token[place + lag]]
        one, two = owners[place], owners[place + lag]
        found.append(np.minimum(one, two) * count + np.maximum(one, two))
    keys = np.sort(np.concatenate(found))
    times = runs(keys)
    keys = keys[np.cumsum(times) - times]
    return keys // count, keys % count, times
