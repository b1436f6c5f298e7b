"""Classes that resemble each other: in: class fragments with their methods; out: pairs of them with their similarity.

A copy of a class may have another name, other names for its methods, a third of its methods dropped or replaced and the rest
edited. What stays is a set of methods, most of which resemble methods of the original: that is what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np

from archgraph.analyses.clones.arrays import Floats, Ints, Ragged, distinct, ranks, shared, totals, unpack, weights
from archgraph.analyses.clones.candidates import grams, pairs, rarest
from archgraph.analyses.clones.fragment import SKETCH_BYTES, Fragment
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.pair import Pair
from archgraph.analyses.clones.relatives import Kinship, Relatives
from archgraph.analyses.clones.similarity import class_likeness

LEAST = 0.3
"""Likeness of methods below which classes are no copies, whatever names they share."""

ENOUGH = 0.8
"""What the likeness of methods, half the share of method names and half the share of all names must make together."""

SMALL, ENOUGH_OF_SMALL = 6, 0.9
"""Classes of fewer statements must have more in common: a few short methods are alike by chance."""

DOUBT = 2
"""So many names of methods that nobody else has are two classes taken to have beside their own: two that share `__init__` and
`__str__` and have no more share all that they can, which says nothing."""

LEAST_OF_RELATIVES = {Kinship.NONE: 0.0, Kinship.OUTSIDE: 0.5, Kinship.INSIDE: 0.7}
"""Likeness that classes with a common ancestor must have: they are alike because they keep one contract."""

_ROUGHLY = 0.15
"""Share of common statements, whatever their order and method, below which classes are not compared any closer."""

_ENOUGH_ROUGHLY = 0.65
"""What that share and the names must make together."""

_TOKENS = 50
"""So many runs of statements and names of methods of a class are looked up, the rarest first."""


def similar_classes(fragments: Sequence[Fragment], relatives: Relatives, ledger: Ledger) -> Iterator[Pair]:
    """All pairs of classes that are copies, exact ones too; each has methods."""
    if not fragments:
        return
    statements = unpack([b"".join([m.print.sketch for m in fragment.methods]) for fragment in fragments], SKETCH_BYTES)
    names = distinct(
        unpack([b"".join([_name_hash(m.scope.name) for m in fragment.methods]) for fragment in fragments], 4)
    )
    words = distinct(unpack([b"".join([m.print.names for m in fragment.methods]) for fragment in fragments], 2))
    left, right, named = _promising(statements, names, words)
    contents = np.fromiter((_content(fragment) for fragment in fragments), dtype=np.int64, count=len(fragments))
    similarities = ledger.likenesses(
        contents, left, right, lambda one, two: class_likeness(fragments[one], fragments[two])
    )
    found = (each.tolist() for each in (left, right, named, similarities))
    for one, two, bonus, similarity in zip(*found, strict=True):
        first, second = fragments[one], fragments[two]
        is_small = min(first.print.statements, second.print.statements) < SMALL
        if similarity < LEAST or similarity + bonus < (ENOUGH_OF_SMALL if is_small else ENOUGH):
            continue
        if similarity >= LEAST_OF_RELATIVES[relatives.kinship(first, second)]:
            yield Pair(one, two, similarity, similarity + bonus)


def _content(fragment: Fragment) -> int:
    """A number for all that the likeness of classes depends on: names and statements of the methods, in order."""
    digest = blake2b(digest_size=8)
    for method in fragment.methods:
        digest.update(b"%b %d " % (method.scope.name.encode("utf-8", "surrogatepass"), method.size))
        digest.update(method.print.sketch)
    return int.from_bytes(digest.digest(), "little", signed=True)


@lru_cache(maxsize=1 << 14)
def _name_hash(name: str) -> bytes:
    """Four bytes for a method's name."""
    return crc32(name.encode("utf-8", "surrogatepass")).to_bytes(4, "little")


def _promising(statements: Ragged, names: Ragged, words: Ragged) -> tuple[Ints, Ints, Floats]:
    """Pairs of classes that share statements or names of methods; and what their names add to their likeness."""
    left, right = _paired(statements, names)
    bags = distinct(statements)
    sizes = statements.sizes
    alike = 2 * shared(bags, np.ones(len(bags.values)), left, right) / (sizes[left] + sizes[right])
    keep = alike >= _ROUGHLY
    left, right, alike = left[keep], right[keep], alike[keep]
    named = _alike(names, left, right, DOUBT * float(np.log2(1 + len(sizes)))) / 2
    keep = (
        alike + named + 1 / 2 >= _ENOUGH_ROUGHLY
    )  # words are many, so they are compared last: 1/2 is the most they add
    left, right, alike, named = left[keep], right[keep], alike[keep], named[keep]
    named += _alike(words, left, right) / 2
    keep = alike + named >= _ENOUGH_ROUGHLY
    return left[keep], right[keep], named[keep]


def _paired(statements: Ragged, names: Ragged) -> tuple[Ints, Ints]:
    tokens, owners = grams(statements, 3)
    every, each = np.concatenate((tokens, names.values)), np.concatenate((owners, names.owners))
    tokens, owners = rarest(every, each, np.arange(len(statements.sizes)), kept=_TOKENS)
    return pairs(tokens, owners, ranks(statements.sizes))


def _alike(rows: Ragged, left: Ints, right: Ints, doubt: float = 0) -> Floats:
    """The share of common values, rare ones weighing more (Dice's coefficient)."""
    worth = weights(rows)
    each = totals(rows, worth)
    total = each[left] + each[right] + doubt
    return 2 * shared(rows, worth, left, right) / np.where(total > 0, total, 1.0)
