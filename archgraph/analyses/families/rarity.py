"""How much a shared word says: in: how often words occur; out: weights from 0 to 1, and weighted overlaps of sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from itertools import chain
from math import fsum, log


class Rarity:
    """Inverse document frequency (Spärck Jones 1972), scaled: a word of one class or two weighs 1 (what is shared occurs
    twice at least), a word of all nearly 0."""

    def __init__(self, documents: Iterable[Collection[str]]) -> None:
        sets = [frozenset(document) for document in documents]
        self.count: Counter[str] = Counter(chain.from_iterable(sets))
        """In how many documents each word occurs."""
        self.weight = _Weights(self.count, len(sets)).__getitem__
        """The weight of one word."""
        self._totals: dict[frozenset[str], float] = {}

    def total(self, words: AbstractSet[str]) -> float:
        """The sum of the weights, exact: the order in which a set gives its words does not show."""
        if not isinstance(words, frozenset):
            return fsum(map(self.weight, words))
        known = self._totals.get(words)  # a frozenset keeps its hash, and most are compared many times
        if known is None:
            self._totals[words] = known = fsum(map(self.weight, words))
        return known

    def overlap(self, first: AbstractSet[str], second: AbstractSet[str]) -> float:
        """Weighted Jaccard index: 0 nothing shared, 1 the same sets."""
        shared = first & second
        if not shared:
            return 0.0
        common = self.total(shared)
        return common / (self.total(first) + self.total(second) - common)

    def containment(self, first: AbstractSet[str], second: AbstractSet[str]) -> float:
        """The weighted part of the smaller set that is shared."""
        shared = first & second
        if not shared:
            return 0.0
        return self.total(shared) / min(self.total(first), self.total(second))


class _Weights(dict[str, float]):
    """Weights by word, each worked out when it is first asked for."""

    def __init__(self, count: Counter[str], documents: int) -> None:
        self._count = count
        self._size = documents + 1
        self._scale = log(self._size) or 1.0

    def __missing__(self, word: str) -> float:
        self[word] = weight = log(self._size / max(1, self._count[word] - 1)) / self._scale
        return weight
