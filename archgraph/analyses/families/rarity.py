"""How much a shared word says: in: how often words occur; out: weights from 0 to 1, and weighted overlaps of sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from math import log


class Rarity:
    """Inverse document frequency (Spärck Jones 1972), scaled: a word of one class or two weighs 1 (what is shared occurs
    twice at least), a word of all nearly 0."""

    def __init__(self, documents: Iterable[Collection[str]]) -> None:
        self.count: Counter[str] = Counter()
        """In how many documents each word occurs."""
        size = 0
        for document in documents:
            size += 1
            self.count.update(set(document))
        self._scale = log(size + 1) or 1.0
        self._size = size + 1
        self._weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """The weight of one word."""
        if word not in self._weights:
            self._weights[word] = log(self._size / max(1, self.count[word] - 1)) / self._scale
        return self._weights[word]

    def total(self, words: Iterable[str]) -> float:
        """The sum of the weights."""
        return sum(map(self.weight, sorted(words)))

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
