"""Methods that two classes have word for word: in: classes with their methods; out: which pairs share enough of them.

A class that lost its long methods, or had them replaced, keeps short ones. What these do says nothing, and their share of all
statements is small; but a name, a docstring, all identifiers and all statements that come again together are no chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from archgraph.analyses.clones.arrays import Flags, Ints, Ragged, distinct, shared, totals, unpack
from archgraph.analyses.clones.fragment import Fragment

LEAST, LEAST_SHARE = 2, 0.5
"""So many methods two classes must have word for word, and so large a share of all."""

FEW = 3
"""A method that more classes have word for word is one that everybody writes, and counts for none."""


def methods_word_for_word(fragments: Sequence[Fragment]) -> Ragged:
    """For each class a number for each of its methods: name, statements, identifiers and docstring; literals are left out."""
    return distinct(unpack([b"".join(map(_identity, fragment.methods)) for fragment in fragments], 4))


def are_twins(methods: Ragged, left: Ints, right: Ints) -> Flags:
    """Whether two classes have half of their methods word for word; `methods` as above."""
    times = np.bincount(methods.numbers)[methods.numbers]
    is_rare = ((times > 1) & (times <= FEW)).astype(np.float64)
    several = totals(methods, is_rare) >= LEAST
    likely = np.flatnonzero(several[left] & several[right])
    found: Flags = np.zeros(len(left), dtype=bool)
    left, right = left[likely], right[likely]
    common = shared(methods, is_rare, left, right)
    found[likely] = (common >= LEAST) & (2 * common >= LEAST_SHARE * (methods.sizes[left] + methods.sizes[right]))
    return found


def _identity(method: Fragment) -> bytes:
    print_ = method.print
    name = crc32(method.scope.name.encode("utf-8", "surrogatepass"))
    return crc32(print_.names, crc32(print_.sketch, name)).to_bytes(4, "little")
