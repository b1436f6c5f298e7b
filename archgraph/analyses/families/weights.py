"""What each kind of evidence weighs: in: the cards of a code base; out: points, and how rare words are in it.

The score is a plain sum of points so that a reader can follow it. The weights were set by what each kind of evidence can
say, in halves, before any tree was measured; docs/plan.md tells what each is for and where it was tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from archgraph.analyses.families.names import singular
from archgraph.analyses.families.rarity import Rarity
from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card

Point = tuple[float, str]

SAME_NAME = 3.0
SAME_CORE = 2.5
NEAR_NAME = 2.0
API = 4.0
FIELDS = 4.0
CONTRACT = 1.0
VOCABULARY = 2.0
FIELD_WORDS = 2.0
PLACE = 1.0
DOCS = 1.0
COLLABORATORS = 1.0
TEXT = 3.0
SHIM = 4.0
DECLARED = 4.0
SAME_SUBJECT = 1.5
STATE = 2.0
ACTS = 0.5
CAUGHT = 0.8
SAME_ERROR = 0.5
OTHER_HEAD = -2.5
SIBLINGS = -2.0
VARIANTS = -1.5
SAME_MODULE = -3.0
OTHER_PLACE = -2.0
SCRIPTS = -0.5
PARALLEL = -1.5
DRIVERS = -2.0
CONCURRENCY_TWIN = -2.0
FULL_SHARE = 2.4
"""Summed rarity of shared members from which on an overlap counts in full: two records that share `id` are not alike."""
FULL_PROSE = 2.0
"""The same for words of docstrings and of method names."""
MOST_CODE = 0.5
"""The part of the code from which on it counts as copied."""
COMMON_NAMES = 8
"""Classes of one name from which on the name says less the more there are: `Command`, `Migration`."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How rare words are among class names, members, words of members, docstrings, places and imports of the code base."""

    words: Rarity
    members: Rarity
    parts: Rarity
    field_parts: Rarity
    docs: Rarity
    places: Rarity
    imports: Rarity
    namesakes: Counter[tuple[str, str]]

    @classmethod
    def of(cls, cards: Mapping[ClassKey, Card]) -> Weights:
        """Counted over all cards."""
        every = cards.values()
        public = [card.public for card in every]
        return cls(
            words=Rarity(card.core for card in every),
            members=Rarity((*names, *card.fields) for names, card in zip(public, every, strict=True)),
            parts=Rarity(map(vocabulary, public)),
            field_parts=Rarity(vocabulary(card.fields) for card in every),
            docs=Rarity(card.docs for card in every),
            places=Rarity(card.place for card in every),
            imports=Rarity(card.collaborators for card in every),
            namesakes=Counter((card.service, "".join(card.core)) for card in every),
        )


def vocabulary(names: Iterable[str]) -> frozenset[str]:
    """The words of many names."""
    return frozenset(chain.from_iterable(map(_singular_words, names)))


@lru_cache(maxsize=65536)
def _singular_words(name: str) -> tuple[str, ...]:
    return tuple(map(singular, lower_words(name)))
