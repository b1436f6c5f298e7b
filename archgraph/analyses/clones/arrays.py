"""Rows of numbers as flat arrays: in: packed sketches of many fragments; out: what rows hold, share, and how rare it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Ragged:
    """Rows of different length in one array: row i is `values[starts[i] : starts[i + 1]]`."""

    values: Ints
    starts: Ints

    @cached_property
    def sizes(self) -> Ints:
        """The length of each row."""
        return self.starts[1:] - self.starts[:-1]

    @property
    def owners(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), self.sizes)

    @cached_property
    def numbers(self) -> Ints:
        """For each value its number among the different ones."""
        return numbered(self.values)

    @cached_property
    def common(self) -> Ints:
        """For each value its number among those that stand in several places, from 1 on; 0 when it stands in one."""
        repeated = np.bincount(self.numbers) > 1
        numbers: Ints = np.cumsum(repeated, dtype=np.int64) * repeated
        return numbers[self.numbers]


def unpack(sketches: Sequence[bytes], width: int) -> Ragged:
    """Rows of numbers of `width` bytes each, at most four."""
    flat = np.frombuffer(b"".join(sketches), dtype=np.uint8).reshape(-1, width)
    padded = np.zeros((len(flat), 4), dtype=np.uint8)
    padded[:, :width] = flat
    sizes = np.fromiter(map(len, sketches), dtype=np.int64, count=len(sketches)) // width
    return Ragged(padded.view("<u4").ravel().astype(np.int64), np.concatenate(([0], np.cumsum(sizes))))


def distinct(rows: Ragged) -> Ragged:
    """Each row sorted, the n-th repetition of a value made a value of its own: multisets as sets."""
    bits = width(rows.values)
    ordered = np.sort(rows.owners << bits | rows.values)  # numbers are sorted ten times faster than np.lexsort's keys
    is_new = np.ones(len(ordered), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(ordered)), 0))
    repetition = np.minimum(np.arange(len(ordered)) - first, 63)
    return Ragged((ordered & (1 << bits) - 1) << 6 | repetition, rows.starts)


def width(values: Ints) -> int:
    """So many bits hold each of the values."""
    return int(values.max(initial=0)).bit_length()


def runs(values: Ints) -> Ints:
    """The lengths of the runs of equal values."""
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(values), 1), bool), values[1:] != values[:-1])))
    return np.diff(np.concatenate((starts, [len(values)])))


def uniques(values: Ints) -> Ints:
    """The different values, ascending (np.unique builds a hash table, which takes twenty times as long)."""
    ordered = np.sort(values)
    different: Ints = ordered[np.concatenate((np.ones(min(len(ordered), 1), bool), ordered[1:] != ordered[:-1]))]
    return different


BITS = 63
"""Bits of a number that is not negative."""

_SHORT = 22
"""Bits of numbers that are looked up in a table rather than sorted."""


def numbered(values: Ints) -> Ints:
    """For each place the number of its value, from 0 on in ascending order."""
    if values.min(initial=0) >= 0 and width(values) <= _SHORT:
        found = np.zeros(1 << width(values), dtype=np.int32)
        found[values] = 1
        return (np.cumsum(found, dtype=np.int32) - 1)[values].astype(np.int64)
    order = in_order(values)
    sizes = runs(values[order])
    numbers = np.empty(len(values), dtype=np.int64)
    numbers[order] = np.repeat(np.arange(len(sizes)), sizes)
    return numbers


def in_order(values: Ints) -> Ints:
    """The places of the values, sorted, equal ones by place: packed into one number with its place each where that fits, which is
    sorted sooner than places are."""
    bits = len(values).bit_length()
    if values.min(initial=0) < 0 or width(values) + bits > BITS:
        return np.argsort(values, kind="stable")
    return np.sort(values << bits | np.arange(len(values))) & (1 << bits) - 1


def ranks(*keys: Ints) -> Ints:
    """For each place its place when sorted by the first key, then by the next ones."""
    found = np.empty(len(keys[0]), dtype=np.int64)
    found[np.lexsort(keys[::-1])] = np.arange(len(found))
    return found


def weights(rows: Ragged) -> Floats:
    """What each value tells: the logarithm of one in how many rows has it (inverse document frequency)."""
    worth: Floats = np.log2(1 + (len(rows.starts) - 1) / np.bincount(rows.numbers))[rows.numbers]
    return worth


def totals(rows: Ragged, worth: Floats) -> Floats:
    """The worth of each row."""
    worths: Floats = np.bincount(rows.owners, weights=worth, minlength=len(rows.starts) - 1).astype(np.float64)
    return worths


_MARKS = 1 << 20
"""So many values are marked at once: more would not stay in the processor's cache."""


def shared(rows: Ragged, worth: Floats, left: Ints, right: Ints) -> Floats:
    """For each pair of two rows, the worth of the values that both have, as the left row counts it; `rows` hold distinct values.

    Fast when pairs with the same left row stand together: its values are marked once, and looked up for each right row.
    """
    found = np.zeros(len(left))
    filled = np.flatnonzero(rows.sizes[right] > 0)
    left, right = left[filled], right[filled]
    numbers, different = rows.common, int(rows.common.max(initial=0)) + 1
    worth = np.where(numbers > 0, worth, 0.0)  # what one row alone has is shared with none
    lengths = runs(left)
    ends = np.cumsum(lengths)
    groups = np.repeat(np.arange(len(ends)), lengths)
    together = max(_MARKS // different, 1)
    marks = np.zeros(min(together, max(len(ends), 1)) * different)
    begin = 0
    for first in range(0, len(ends), together):
        last = ends[first : first + together]
        block = slice(begin, int(last[-1]))
        page = (groups[block] - first) * different
        places, sizes = _places(rows, left[last - 1])
        marked = numbers[places] + np.repeat(np.arange(len(last)) * different, sizes)
        marks[marked] = worth[places]
        places, sizes = _places(rows, right[block])
        values = marks[numbers[places] + np.repeat(page, sizes)]
        found[filled[block]] = np.add.reduceat(values, np.cumsum(sizes) - sizes)
        marks[marked] = 0.0
        begin = block.stop
    return found


def _places(rows: Ragged, wanted: Ints) -> tuple[Ints, Ints]:
    """Where the values of some rows stand, one row behind the other; and how many each has."""
    sizes = rows.starts[wanted + 1] - rows.starts[wanted]
    ends = np.cumsum(sizes)
    return np.arange(ends[-1]) + np.repeat(rows.starts[wanted] - ends + sizes, sizes), sizes


def bitmaps(rows: Ragged) -> tuple[Bits, Bits]:
    """Two bits for each value of a row, one in each of two words; no row is empty."""
    one = np.uint64(1)
    first, second = ((rows.values >> shift & 63).astype(np.uint64) for shift in (0, 6))
    starts = rows.starts[:-1]
    return np.bitwise_or.reduceat(one << first, starts), np.bitwise_or.reduceat(one << second, starts)


def most_shared(maps: tuple[Bits, Bits], sizes: Ints, left: Ints, right: Ints) -> Ints:
    """For each pair of rows, how many values they can have in common at most: each bit that the other lacks is one less."""
    least = np.minimum(sizes[left], sizes[right])
    for bits in maps:
        mine, others = bits[left], bits[right]
        least = np.minimum(least, sizes[left] - np.bitwise_count(mine & ~others))
        least = np.minimum(least, sizes[right] - np.bitwise_count(others & ~mine))
    return least
