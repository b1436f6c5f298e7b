"""Sketches of many fragments as arrays: in: fragments; out: tokens with the fragment that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of different length in one array: row i is `values[starts[i] : starts[i + 1]]`."""

    values: Ints
    starts: Ints

    @property
    def sizes(self) -> Ints:
        """The length of each row."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), self.sizes)


def unpack(sketches: Sequence[bytes], width: int) -> Ragged:
    """Rows of numbers of `width` bytes each."""
    flat = np.frombuffer(b"".join(sketches), dtype=np.uint8).reshape(-1, width).astype(np.int64)
    values = np.zeros(len(flat), dtype=np.int64)
    for byte in range(width):
        values |= flat[:, byte] << 8 * byte
    sizes = np.fromiter((len(sketch) // width for sketch in sketches), dtype=np.int64, count=len(sketches))
    return Ragged(values, np.concatenate(([0], np.cumsum(sizes))))


def distinct(rows: Ragged) -> Ragged:
    """Each row sorted, the n-th repetition of a value made a value of its own: multisets as sets."""
    owners = rows.owners
    order = np.lexsort((rows.values, owners))
    values = rows.values[order]
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(values)), 0))
    repetition = np.minimum(np.arange(len(values)) - first, 63)
    return Ragged(values << 6 | repetition, rows.starts)


def weights(rows: Ragged) -> Floats:
    """What each value tells: the logarithm of one in how many rows has it (inverse document frequency)."""
    order = np.argsort(rows.values, kind="stable")
    ordered = rows.values[order]
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(ordered), 1), bool), ordered[1:] != ordered[:-1])))
    counts = np.diff(np.concatenate((starts, [len(ordered)])))
    found = np.empty(len(ordered), dtype=np.float64)
    found[order] = np.repeat(np.log2(1 + (len(rows.starts) - 1) / counts), counts)
    return found


def shared(rows: Ragged, worth: Floats, left: Ints, right: Ints) -> Floats:
    """For each pair of rows, the worth of the values that both have; `rows` hold distinct values in ascending order."""
    bits = int(rows.values.max(initial=0)).bit_length()
    keys = rows.owners << bits | rows.values
    found = [
        _shared(rows, keys, bits, worth, left[start : start + _CHUNK], right[start : start + _CHUNK])
        for start in range(0, len(left), _CHUNK)
    ]
    return np.concatenate(found) if found else np.zeros(0)


_CHUNK = 10_000
"""So many pairs are compared at a time: their values are laid side by side in memory."""


def _shared(rows: Ragged, keys: Ints, bits: int, worth: Floats, left: Ints, right: Ints) -> Floats:
    swap = rows.sizes[left] > rows.sizes[right]
    small, large = np.where(swap, right, left), np.where(swap, left, right)
    sizes = rows.sizes[small]
    pair = np.repeat(np.arange(len(small)), sizes)
    places = np.arange(len(pair)) + np.repeat(rows.starts[small] - np.cumsum(sizes) + sizes, sizes)
    wanted = large[pair] << bits | rows.values[places]
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    common = np.where(keys[found] == wanted, worth[places], 0.0)
    together: Floats = np.bincount(pair, weights=common, minlength=len(small)).astype(np.float64)
    return together


def totals(rows: Ragged, worth: Floats) -> Floats:
    """The worth of each row."""
    worths: Floats = np.bincount(rows.owners, weights=worth, minlength=len(rows.starts) - 1).astype(np.float64)
    return worths
