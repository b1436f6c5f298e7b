"""What two classes offer and hold in common: in: their cards; out: points with the reasons, and figures for decisions."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum

from archgraph.analyses.families.rarity import Rarity
from archgraph.analyses.families.weights import (
    API,
    CONTRACT,
    FIELD_WORDS,
    FIELDS,
    FULL_PROSE,
    FULL_SHARE,
    VOCABULARY,
    Point,
    Weights,
    vocabulary,
)
from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card

_COLLECTION = frozenset(name for kind in (dict, list, set, str, bytes) for name in dir(kind)) | {
    f"{way}_{form}"
    for way in ("to", "from", "as")
    for form in ("dict", "json", "proto", "dictionary", "string", "yaml", "row")
}
"""What every container has, and what every record: no sign of a common duty."""
MOST_WORDS = 0.5
"""The part of the smaller set of words from which on fields are named alike: any two records count and time something."""
_VALUES = ("enum", "data", "settings", "row")


@dataclass(frozen=True, slots=True)
class Terms:
    """A card's names as sets, made once: of its public methods and visible fields those that not every container has,
    the words of its methods and of all its visible fields, and everything public."""

    methods: frozenset[str]
    words: frozenset[str]
    fields: frozenset[str]
    field_words: frozenset[str]
    offers: frozenset[str]


class Members:
    """Compares what classes offer."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._terms: dict[ClassKey, Terms] = {}

    def points(self, a: Card, b: Card, asked_for: AbstractSet[str]) -> Iterator[Point]:
        """Points for methods, their contracts and words, and for fields; `asked_for`: names that a common ancestor asks
        both to have."""
        mine, other = self.terms(a), self.terms(b)
        methods, fields = (mine.methods, other.methods), (mine.fields, other.fields)
        if asked_for:
            methods, fields = ((one - asked_for, two - asked_for) for one, two in (methods, fields))
        overlap, shared, size = self._overlap(*methods)
        if shared:
            listed = ", ".join(sorted(shared, key=lambda n: (-self._weights.members.weight(n), n))[:4])
            yield API * overlap, f"both have {len(shared)} public methods: {listed}"
            part = len(_contracts(a, shared) & _contracts(b, shared))
            yield CONTRACT * part / len(shared) * size, f"{part} of the shared methods take the same parameters"
        words = tuple(t.words if m == t.methods else vocabulary(m) for m, t in zip(methods, (mine, other), strict=True))
        parts = self._weights.parts
        said = parts.overlap(*words) * min(1.0, parts.total(words[0] & words[1]) / FULL_PROSE)
        yield VOCABULARY * said, "their methods are named with the same words"
        yield from self._fields(a, fields, is_record=not methods[0])

    def most(self, a: Card, b: Card) -> float:
        """No more than this is the sum of `points`; quickly told."""
        mine, other = self.terms(a), self.terms(b)
        members, words, field_words = self._weights.members, self._weights.parts, self._weights.field_parts
        most = (API + CONTRACT) * _size(members, mine.methods & other.methods, FULL_SHARE)
        most += VOCABULARY * _size(words, mine.words & other.words, FULL_PROSE)
        most += FIELDS * _size(members, mine.fields & other.fields, FULL_SHARE)
        if a.kind in _VALUES:
            most += FIELD_WORDS * _size(field_words, mine.field_words & other.field_words, FULL_PROSE)
        return most

    def _fields(
        self, a: Card, fields: tuple[AbstractSet[str], AbstractSet[str]], *, is_record: bool
    ) -> Iterator[Point]:
        overlap, same, _ = self._overlap(*fields)
        weight = FIELDS if a.kind != "class" or is_record else FIELDS / 2
        if same:
            yield weight * overlap, f"both have {len(same)} fields: {', '.join(sorted(same)[:4])}"
        if a.kind in _VALUES and overlap < 1.0:
            mine, other = (vocabulary(names - same) for names in fields)
            words = self._weights.field_parts
            part = words.containment(mine, other)
            ratio = max(words.overlap(mine, other), 0.8 * part) if part >= MOST_WORDS else 0.0
            said = ratio * min(1.0, words.total(mine & other) / FULL_PROSE)
            listed = ", ".join(sorted(mine & other)[:4])
            yield FIELD_WORDS * said * (1.0 - overlap), f"their other fields are named with the same words: {listed}"

    def _overlap(self, a: AbstractSet[str], b: AbstractSet[str]) -> tuple[float, AbstractSet[str], float]:
        """How far the sets agree, 0 to 1, counted down when little is shared; what is shared; and how much that is."""
        shared = a & b
        if not shared:
            return 0.0, shared, 0.0
        members = self._weights.members
        ratio = max(members.overlap(a, b), 0.8 * members.containment(a, b))
        size = min(1.0, members.total(shared) / FULL_SHARE)
        return ratio * size, shared, size

    def terms(self, card: Card) -> Terms:
        """The names of a card."""
        if card.key not in self._terms:
            methods, fields = frozenset(card.public) - _COLLECTION, _visible(card)
            words = vocabulary(methods), vocabulary(fields)
            self._terms[card.key] = Terms(methods, words[0], fields - _COLLECTION, words[1], card.offers)
        return self._terms[card.key]

    def shared(self, a: Card, b: Card) -> float:
        """The part of the smaller one's public names that both have."""
        mine, other = self.terms(a).offers, self.terms(b).offers
        return round(len(mine & other) / min(len(mine), len(other)), 2) if mine and other else 0.0

    def alike(self, a: Card, b: Card) -> float:
        """How far the words of their fields agree, 0 to 1: `requests_total` and `total_requests` are one thing."""
        mine, other = self.terms(a).field_words, self.terms(b).field_words
        return round(self._weights.field_parts.containment(mine, other), 2) if a.kind in _VALUES else 0.0


def _size(rarity: Rarity, shared: AbstractSet[str], full: float) -> float:
    """How much is shared, 0 to 1."""
    return min(1.0, fsum(map(rarity.weight, shared)) / full) if shared else 0.0


def _visible(card: Card) -> frozenset[str]:
    return frozenset(name for name in card.fields if not name.startswith("_"))


def _contracts(card: Card, names: AbstractSet[str]) -> frozenset[tuple[str, tuple[str, ...], bool]]:
    return frozenset((name, parameters, is_async) for name, parameters, is_async, _ in card.methods if name in names)
