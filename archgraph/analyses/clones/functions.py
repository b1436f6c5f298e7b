"""Functions and methods that resemble each other: in: fragments; out: pairs of them with their similarity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from archgraph.analyses.clones.arrays import (
    Flags,
    Floats,
    Ints,
    Ragged,
    bitmaps,
    distinct,
    most_shared,
    numbered,
    ranks,
    shared,
    totals,
    unpack,
    weights,
)
from archgraph.analyses.clones.between_tests import are_tests, are_worth_merging, more_needed
from archgraph.analyses.clones.candidates import grams, pairs, rarest, wholes
from archgraph.analyses.clones.evidence import (
    LEAST_EVIDENCE,
    TELLING,
    evidence,
    names_needed,
    names_of_edited,
    needed_for,
    once,
)
from archgraph.analyses.clones.fragment import SKETCH_BYTES, Fragment
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.pair import Pair
from archgraph.analyses.clones.similarity import kinds, likeness

LEAST = 0.6
"""Share of common statements below which functions are no copies, whatever names they share."""

ENOUGH = 0.9
"""What the share of common statements and half the share of common names must make together."""

ENOUGH_OF_COMMON = 1.0
"""What must be shared where the common statements tell little: few common statements are alike in many ways."""

_LESS = 0.004
"""So much less must be shared for each statement above ten."""

_OF_PLAIN, _FEW_KINDS = 1.15, 3
"""What two constructors must share, and functions of two files with no more than so many different statements: to store what
one is handed, and to call one thing with many values, looks the same everywhere."""

_NAMES = ((40, 0.35), (100, 0.15))
"""Functions of fewer syntax nodes than the first number must have so large a share of names in common: there are few ways
to write so little, so its shape alone says nothing."""

_TOKENS = 10
"""So many runs of statements of a function are looked up, the rarest first."""

_NAMES_LOOKED_UP = 3
"""So many names of a function are looked up, the rarest first: where hundreds have its statements, a name tells its copy."""


def similar_functions(fragments: Sequence[Fragment], ledger: Ledger) -> Iterator[Pair]:
    """All pairs of functions that are copies, exact ones too; functions stand in the order of their places, and none is empty."""
    if not fragments:
        return
    statements = unpack([fragment.print.sketch for fragment in fragments], SKETCH_BYTES)
    names = once(unpack([fragment.print.names for fragment in fragments], 2))
    contents = wholes(statements)
    bags = distinct(statements)
    exact = np.array([int.from_bytes(fragment.print.exact[:7], "little") for fragment in fragments], dtype=np.int64)
    paired = _paired(statements, names, contents, exact, _roots(fragments))
    left, right, names_alike = _promising(statements, bags, names, *paired)
    similarities = ledger.likenesses(contents, left, right, lambda one, two: likeness(fragments[one], fragments[two]))
    closeness = similarities + names_alike / 2
    keep = (similarities >= LEAST) & (closeness >= ENOUGH - 25 * _LESS)
    left, right, similarities = left[keep], right[keep], similarities[keep]
    names_alike, closeness = names_alike[keep], closeness[keep]
    bits, shorter = evidence(bags, left, right), np.minimum(statements.sizes[left], statements.sizes[right])
    told = bits + evidence(names, left, right)
    keep = (names_alike >= names_needed(bits, shorter)) & ((bits >= TELLING) | (closeness >= ENOUGH_OF_COMMON))
    is_near = (closeness >= needed_for(told)) & (names_alike >= names_of_edited(bits, shorter))
    keep &= ~_are_apart(fragments, left, right) | is_near
    keep |= similarities == 1.0
    keep &= (exact[left] == exact[right]) | (told >= LEAST_EVIDENCE)
    found = (each[keep].tolist() for each in (left, right, similarities, names_alike, closeness))
    for one, two, similarity, alike, close in zip(*found, strict=True):
        first, second = fragments[one], fragments[two]
        if close >= _enough(first, second, similarity, alike):
            founds = not are_tests(first, second) or are_worth_merging(first, second, similarity)
            yield Pair(one, two, similarity, close, founds)


def _are_apart(fragments: Sequence[Fragment], left: Ints, right: Ints) -> Flags:
    """Whether two functions stand in two files: in one, frames are repeated on purpose more often than by chance."""
    files = np.array([id(fragment.module) for fragment in fragments], dtype=np.int64)
    apart: Flags = files[left] != files[right]
    return apart


def _enough(one: Fragment, two: Fragment, similarity: float, names_alike: float) -> float:
    """What two functions must share: less when they are long, and names too when they are short."""
    nodes, size = min(one.print.nodes, two.print.nodes), min(one.size, two.size)
    if any(nodes < short and names_alike < least for short, least in _NAMES):
        return 2.0
    needed = _OF_PLAIN if _is_plain(one, two) else ENOUGH - min(max(size - 10, 0), 25) * _LESS
    return max(needed, ENOUGH + more_needed(one, two, similarity)) if are_tests(one, two) else needed


def _is_plain(one: Fragment, two: Fragment) -> bool:
    if one.scope.name == two.scope.name == "__init__":
        return True
    return one.module is not two.module and min(kinds(one), kinds(two)) <= _FEW_KINDS


def _promising(statements: Ragged, bags: Ragged, names: Ragged, left: Ints, right: Ints) -> tuple[Ints, Ints, Floats]:
    """Pairs that can be copies, as far as can be said without the order of statements; and how far their names agree."""
    sizes = statements.sizes
    least = LEAST / 2 * (sizes[left] + sizes[right])
    keep = most_shared(bitmaps(statements), sizes, left, right) >= least
    left, right, least = left[keep], right[keep], least[keep]
    common = shared(bags, np.ones(len(bags.values)), left, right)
    keep = common >= least
    left, right, alike = left[keep], right[keep], LEAST * common[keep] / least[keep]
    names_alike = _names_alike(names, left, right)
    keep = alike + names_alike / 2 >= ENOUGH - 25 * _LESS
    return left[keep], right[keep], names_alike[keep]


def _paired(statements: Ragged, names: Ragged, contents: Ints, exact: Ints, roots: Ints) -> tuple[Ints, Ints]:
    every = np.arange(len(contents))
    found = (
        rarest(*grams(statements, 3), roots, kept=_TOKENS),
        rarest(names.values, names.owners, roots, kept=_NAMES_LOOKED_UP),
        (numbered(contents), every),
    )
    left, right, _ = pairs(found, ranks(statements.sizes, contents, exact))
    return left, right


def _roots(fragments: Sequence[Fragment]) -> Ints:
    """For each function the outermost one around it, or itself; functions stand in the order of their places."""
    found = np.arange(len(fragments))
    root = 0
    for number, fragment in enumerate(fragments):
        root = root if fragments[root].holds(fragment) else number
        found[number] = root
    return found


def _names_alike(names: Ragged, left: Ints, right: Ints) -> Floats:
    """The share of common names, rare ones weighing more (Dice's coefficient)."""
    worth = weights(names)
    each = totals(names, worth)
    total = each[left] + each[right]
    return 2 * shared(names, worth, left, right) / np.where(total > 0, total, 1.0)
