"""Whether what two fragments share is more than what everybody writes: in: their statements; out: how much that tells.

A constructor that stores its arguments has the statements of any other, and so has the frame of a query: they are alike and no
copies. What tells copies from them is how rare that is which they share (Sparck Jones 1972, inverse document frequency), or
that they share their words too.
"""

from __future__ import annotations

import numpy as np

from archgraph.analyses.clones.arrays import Floats, Ints, Ragged, shared

_REPETITION = (1 << 6) - 1
"""What `distinct` adds to a value that stands in a row more than once."""

_FEWEST = 1000
"""A code base of fewer fragments counts as one of so many: in a small one nothing is rare."""

_LITTLE, _NAMES_FOR_LITTLE = 14.0, 0.6
"""Bits of evidence that are little, and the share of names that must make up for it."""

_LESS_PER_BIT = 0.025
"""So much less of the names is asked for with each bit more, and so much more with each bit less."""

_MOST_NAMES = 0.75
"""The largest share of names that is asked for."""

_SHORT, _LESS_PER_STATEMENT = 5, 0.03
"""And so much less with each statement above so many: a long run of plain statements is no chance either."""


TELLING = 24.0
"""Bits of common statements below which they tell little: functions must then share more, and classes below a framework what it
does not ask for."""

LEAST_EVIDENCE = 30.0
"""Bits that the different statements and names of two copies must tell together: a list of calls of one function with other
values is no copy of another."""


def once(rows: Ragged) -> Ragged:
    """Rows without repetitions as `distinct` gives them, without sorting them."""
    return Ragged(rows.values * (_REPETITION + 1), rows.starts)


def evidence(bags: Ragged, left: Ints, right: Ints) -> Floats:
    """For each pair the bits that its different common statements tell: of each, one in how many fragments has it beside
    the pair's other; `bags` are rows from `distinct`."""
    is_first = bags.values & _REPETITION == 0
    others = np.maximum(np.bincount(bags.numbers)[bags.numbers] - 1, 1)
    worth = np.where(is_first, np.log2(max(len(bags.sizes), _FEWEST) / others), 0.0)
    return shared(bags, np.maximum(worth, 0.0), left, right)


_AT, _NEEDED, _LESS_PER_DOUBLE = 32.0, 1.4, 0.4
"""At so many bits of evidence two must share so much, and so much less when they share twice as many."""


def needed_for(told: Floats) -> Floats:
    """What the share of statements and half the share of names must make together for two fragments that have little to do
    with each other, when what they share tells `told` bits: what is shared by chance is short, common, or a small part."""
    needed: Floats = _NEEDED - _LESS_PER_DOUBLE * np.log2(np.maximum(told, 1.0) / _AT)
    return needed


def names_needed(bits: Floats, sizes: Ints) -> Floats:
    """The share of common names that near copies must have when their common statements tell no more than `bits`; `sizes`:
    the statements of the shorter one of each pair."""
    less = _LESS_PER_BIT * (bits - _LITTLE) + _LESS_PER_STATEMENT * np.maximum(sizes - _SHORT, 0)
    needed: Floats = np.clip(_NAMES_FOR_LITTLE - less, 0.0, _MOST_NAMES)
    return needed


_FEW, _COMMON, _NAMES_OF_EDITED = 6, 26.0, 0.7
"""Functions of two files of so few statements that share fewer bits must have so large a share of names in common when a
statement differs: a request and its status, a query and its rows are written so by everybody."""


def names_of_edited(bits: Floats, sizes: Ints) -> Floats:
    """The share of common names that short functions of two files must have that are not alike throughout; arguments as of
    `names_needed`."""
    needed: Floats = np.where((sizes <= _FEW) & (bits < _COMMON), _NAMES_OF_EDITED, 0.0)
    return needed
