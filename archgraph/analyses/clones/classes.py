"""Classes that resemble each other: in: class fragments with their methods; out: pairs of them with their similarity.

A copy of a class may have another name, other names for its methods, a third of its methods dropped or replaced and the rest
edited. What stays is a set of methods, most of which resemble methods of the original: that is what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np

from archgraph.analyses.clones.arrays import (
    Flags,
    Floats,
    Ints,
    Ragged,
    distinct,
    in_order,
    ranks,
    shared,
    totals,
    uniques,
    unpack,
    weights,
    width,
)
from archgraph.analyses.clones.candidates import grams, pairs, rarest
from archgraph.analyses.clones.contracts import Contracts, Shared
from archgraph.analyses.clones.evidence import evidence, names_needed, needed_for
from archgraph.analyses.clones.fragment import SKETCH_BYTES, Fragment
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.pair import Pair
from archgraph.analyses.clones.relatives import Relatives
from archgraph.analyses.clones.similarity import HEAVIEST, class_likeness
from archgraph.analyses.clones.twins import are_twins, methods_word_for_word
from archgraph.blake import blake2b
from archgraph.model.source import Zone

LEAST = 0.3
"""Likeness of methods below which classes are no copies, whatever names they share."""

ENOUGH = 0.8
"""What the likeness of methods, half the share of method names and half the share of all names must make together."""

SMALL, ENOUGH_OF_SMALL = 6, 0.9
"""Classes of fewer statements must have more in common: a few short methods are alike by chance."""

PAIR_OF_METHODS, SHORT, ENOUGH_OF_SHORT = 2, 14, 1.0
"""A class of two methods and fewer statements than that is a constructor and what its base asks for: two of them must have still
more in common, or one name."""

ENOUGH_OF_TESTS = 1.05
"""The same for two groups of tests of one file: they have fixtures and arrangements in common, and are no copies for that."""

DOUBT = 2
"""So many names of methods that nobody else has are two classes taken to have beside their own: two that share `__init__` and
`__str__` and have no more share all that they can, which says nothing."""

OWN_NAMES = 0.2
"""What it adds when all methods have names that hardly any other class has; special names (`__init__`) are nobody's own."""

_FEW_CLASSES, _FEW_NAMES = 5, 2
"""So many classes at most may have such a name; and so many of them must be shared to count: one can be chance."""

_SPECIAL = 1 << 31

_ROUGHLY = 0.15
"""Share of common statements, whatever their order and method, below which classes are not compared any closer."""

_ENOUGH_ROUGHLY = 0.65
"""What that share and the names must make together."""

_MOST_OF_WORDS = 0.3
"""What words add at most to classes that have so little else in common."""

_SURE_TO_SHARE_TWO = 16
"""Copies of more statements have more than one rare token in common: larger classes that share just one are not compared."""

_RUNS, _NAMES = 50, 20
"""So many runs of statements and so many names of methods of a class are looked up, the rarest first."""


class _Rows(NamedTuple):
    """What all classes have, a row for each."""

    statements: Ragged
    """In order, a method after the other."""
    bags: Ragged
    """The same as a set."""
    worth: Floats
    """What each of that set counts."""
    names: Ragged
    """Those of the methods, as a set."""
    words: Ragged
    """All identifiers, as a set."""


def similar_classes(fragments: Sequence[Fragment], relatives: Relatives, ledger: Ledger) -> Iterator[Pair]:
    """All pairs of classes that are copies, exact ones too; each has methods."""
    if not fragments:
        return
    rows = _rows(fragments)
    left, right = _paired(rows.statements, rows.names)
    twins = are_twins(methods_word_for_word(fragments), left, right)
    left, right, twins, named, worded = _promising(rows, left, right, twins)
    contents = np.zeros(len(fragments), dtype=np.int64)
    for each in uniques(np.concatenate((left, right))).tolist():
        contents[each] = _content(fragments[each])
    similarities = ledger.likenesses(
        contents, left, right, lambda one, two: class_likeness(fragments[one], fragments[two])
    )
    closeness = similarities + named + worded / 2
    likely = (similarities >= LEAST) & (closeness >= ENOUGH)
    keep = twins | likely
    left, right, twins, likely = left[keep], right[keep], twins[keep], likely[keep]
    similarities, closeness, worded = similarities[keep], closeness[keep], worded[keep]
    bits = evidence(rows.bags, left, right)
    told = bits + evidence(rows.names, left, right)
    shorter = np.minimum(rows.statements.sizes[left], rows.statements.sizes[right])
    # half of the words that functions must have in common, for a copy under other names has other words
    likely &= (similarities == 1.0) | (worded >= names_needed(told, shorter) / 2)
    needed = needed_for(told + evidence(rows.words, left, right))
    contracts = Contracts(relatives, fragments)
    found = (each.tolist() for each in (left, right, twins, likely, similarities, closeness, worded, bits, needed))
    for one, two, is_twin, is_likely, *measured in zip(*found, strict=True):
        first, second, common = fragments[one], fragments[two], Shared(*measured)
        is_copied = is_twin and not _are_tests_of_one_file(first, second) and not contracts.may_explain(first, second)
        is_alike = is_likely and common.closeness >= _enough(first, second)
        if is_copied or (is_alike and not contracts.explain(first, second, common)):
            yield Pair(one, two, common.similarity, common.closeness)


def _rows(fragments: Sequence[Fragment]) -> _Rows:
    methods = [method for fragment in fragments for method in fragment.methods]
    ends = np.cumsum(np.fromiter((len(fragment.methods) for fragment in fragments), np.int64, len(fragments)))
    starts = np.concatenate(([0], ends))
    statements = unpack([method.print.sketch for method in methods], SKETCH_BYTES)
    names = unpack([_name_hash(method.scope.name) for method in methods], 4)
    words = unpack([method.print.names for method in methods], 2)
    of_classes, called, worded = (Ragged(each.values, each.starts[starts]) for each in (statements, names, words))
    return _Rows(of_classes, *_weighed(of_classes, statements.sizes), distinct(called), distinct(worded))


def _enough(one: Fragment, two: Fragment) -> float:
    """What methods and names of two classes must make together."""
    if _are_tests_of_one_file(one, two):
        return ENOUGH_OF_TESTS
    size = min(one.print.statements, two.print.statements)
    is_short = size < SHORT and min(len(one.methods), len(two.methods)) <= PAIR_OF_METHODS
    if is_short and one.scope.name != two.scope.name:
        return ENOUGH_OF_SHORT
    return ENOUGH_OF_SMALL if size < SMALL else ENOUGH


def _are_tests_of_one_file(one: Fragment, two: Fragment) -> bool:
    return one.module is two.module and one.module.zone is Zone.TEST and _holds_tests(one) and _holds_tests(two)


def _holds_tests(fragment: Fragment) -> bool:
    return any(method.scope.name.startswith("test") for method in fragment.methods)


def _content(fragment: Fragment) -> int:
    """A number for all that the likeness of classes depends on: names and statements of the methods, in order."""
    told = [
        b"%b %d %b" % (method.scope.name.encode("utf-8", "surrogatepass"), method.size, method.print.sketch)
        for method in fragment.methods
    ]
    return int.from_bytes(blake2b(b"".join(told), digest_size=8).digest(), "little", signed=True)


@lru_cache(maxsize=1 << 14)
def _name_hash(name: str) -> bytes:
    """Four bytes for a method's name; the first bit tells special names."""
    digest = crc32(name.encode("utf-8", "surrogatepass")) & _SPECIAL - 1
    return (digest | _SPECIAL * name.startswith("__")).to_bytes(4, "little")


def _promising(rows: _Rows, left: Ints, right: Ints, twins: Flags) -> tuple[Ints, Ints, Flags, Floats, Floats]:
    """Of pairs that share statements or names of methods those that can be copies, and twins; what names of methods add to
    their likeness; and the share of words."""
    each = totals(rows.bags, rows.worth)
    alike = 2 * shared(rows.bags, rows.worth, left, right) / (each[left] + each[right])
    keep = twins | (alike >= _ROUGHLY)
    left, right, twins, alike = left[keep], right[keep], twins[keep], alike[keep]
    named = _alike(rows.names, left, right, DOUBT * float(np.log2(1 + len(rows.statements.sizes)))) / 2
    named += OWN_NAMES * _own_names(rows.names, left, right)
    # words are many, so they are compared last
    keep = twins | (alike + named >= _ENOUGH_ROUGHLY - _MOST_OF_WORDS)
    left, right, twins, alike, named = left[keep], right[keep], twins[keep], alike[keep], named[keep]
    worded = _alike(rows.words, left, right)
    keep = twins | (alike + named + worded / 2 >= _ENOUGH_ROUGHLY)
    return left[keep], right[keep], twins[keep], named[keep], worded[keep]


def _weighed(statements: Ragged, sizes: Ints) -> tuple[Ragged, Floats]:
    """The statements of each class as a set, and what each counts: those of a long method together as much as `HEAVIEST`."""
    inner = np.repeat(sizes, sizes)
    kept = in_order(statements.owners << width(statements.values) | statements.values)
    worth = np.minimum(HEAVIEST / np.maximum(inner, 1), 1.0)[kept]
    return distinct(statements), worth


def _paired(statements: Ragged, names: Ragged) -> tuple[Ints, Ints]:
    every = np.arange(len(statements.sizes))
    found = rarest(*grams(statements, 3), every, kept=_RUNS), rarest(names.values, names.owners, every, kept=_NAMES)
    sizes = statements.sizes
    left, right, times = pairs(found, ranks(sizes))
    keep = (times > 1) | (np.minimum(sizes[left], sizes[right]) <= _SURE_TO_SHARE_TWO)
    return left[keep], right[keep]


def _own_names(names: Ragged, left: Ints, right: Ints) -> Floats:
    """The share of methods whose names two classes have in common and hardly any other class has."""
    is_special = names.values >> 6 & _SPECIAL > 0
    is_own = (np.bincount(names.numbers)[names.numbers] <= _FEW_CLASSES) & ~is_special
    found = shared(names, is_own.astype(np.float64), left, right)
    fewer = np.minimum(names.sizes[left], names.sizes[right])
    return np.where(found >= _FEW_NAMES, found / fewer, 0.0)


def _alike(rows: Ragged, left: Ints, right: Ints, doubt: float = 0) -> Floats:
    """The share of common values, rare ones weighing more (Dice's coefficient)."""
    worth = weights(rows)
    each = totals(rows, worth)
    total = each[left] + each[right] + doubt
    return 2 * shared(rows, worth, left, right) / np.where(total > 0, total, 1.0)
