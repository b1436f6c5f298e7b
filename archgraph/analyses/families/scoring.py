"""How much speaks for two classes being for the same thing: in: their cards; out: points, with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from math import inf

from archgraph.analyses.families.declared import Statement
from archgraph.analyses.families.lineage import Lineage, are_counterparts
from archgraph.analyses.families.members import Members
from archgraph.analyses.families.names import is_acting
from archgraph.analyses.families.weights import (
    ACTS,
    CAUGHT,
    COLLABORATORS,
    COMMON_NAMES,
    DECLARED,
    DOCS,
    FULL_PROSE,
    MOST_CODE,
    NEAR_NAME,
    OTHER_HEAD,
    OTHER_PLACE,
    PLACE,
    SAME_CORE,
    SAME_MODULE,
    SAME_NAME,
    SCRIPTS,
    TEXT,
    Point,
    Weights,
)
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card, Kin
from archgraph.model.results.mro import Mro
from archgraph.model.source import FileKind

_ROUNDING = 1e-6
"""Sums of the same points in another order differ by less."""


class Judge:
    """Compares two cards after the other."""

    def __init__(
        self, codebase: Codebase, mros: Mapping[ClassKey, Mro], weights: Weights, cards: Iterable[Card]
    ) -> None:
        self._weights = weights
        self._modules = codebase.modules
        self._members = Members(weights)
        self._lineage = Lineage(codebase, mros, cards)

    def kin(self, a: Card, b: Card, text: float, declared: Statement | None = None, least: float = -inf) -> Kin | None:
        """The sum of everything that speaks for and against, None when it is below `least`; `declared`: what a docstring
        says about the two."""
        named = _telling(self._names(a, b, declared))
        around = _telling(self._surroundings(a, b, text))
        left = self._most_left(a, b, text)
        if _sum(named) + _sum(around) + self._members.most(a, b) + left < least - _ROUNDING:
            return None  # most pairs: words say nothing of them yet
        points = [*named, *_telling(self._members.points(a, b, self._lineage.asked_for(a, b))), *around]
        if _sum(points) + left < least:
            return None
        points += _telling(self._at_last(a, b, text, declared))
        score = round(_sum(points), 2)
        if score < least:
            return None
        evidence = tuple(f"{words} ({value:+.1f})" for value, words in points)
        shared, alike = self._members.shared(a, b), self._members.alike(a, b)
        successor = declared.successor if declared else None
        return Kin(a.key, b.key, score, evidence, shared, text, alike, declared is not None, successor)

    def _names(self, a: Card, b: Card, declared: Statement | None) -> Iterator[Point]:
        """What names say, and docstrings that name both."""
        if declared:
            yield DECLARED, declared.text
        if not declared or a.head == b.head:
            yield self._name(a, b)
        if a.core == b.core and len(a.core) > 1 and a.kind == "exception":
            yield CAUGHT * self._tells(a), "who catches one does not catch the other"
        elif a.core == b.core and len(a.core) > 1 and is_acting(a.head):
            yield ACTS * self._tells(a), "what the name says is what they are for"

    def _most_left(self, a: Card, b: Card, text: float) -> float:
        """The most that is still to come."""
        docs = self._weights.docs.total(a.docs & b.docs) / FULL_PROSE
        return DOCS * min(1.0, docs) + TEXT * text + self._lineage.most(a, b)

    def _at_last(self, a: Card, b: Card, text: float, declared: Statement | None) -> Iterator[Point]:
        """What docstrings, code and inheritance say."""
        prose = self._weights.docs
        said = prose.overlap(a.docs, b.docs) * min(1.0, prose.total(a.docs & b.docs) / FULL_PROSE)
        yield DOCS * said, "their docstrings share telling words"
        yield TEXT * text, f"{text:.0%} of their code is the same"
        lineage = self._lineage.points(a, b, text)
        yield from (point for point in lineage if not declared or point[0] > 0)

    def _name(self, a: Card, b: Card) -> Point:
        joined = "".join(a.core)
        if a.name == b.name:
            return SAME_NAME * self._tells(a), f"both are called {a.name}"
        if joined == "".join(b.core):
            return SAME_CORE * self._tells(a), f"{a.name} and {b.name} differ by qualifiers only"
        if a.head == b.head:
            near = self._weights.words.overlap(a.qualifying, b.qualifying)
            return NEAR_NAME * near, f"{a.name} and {b.name} share telling words"
        return OTHER_HEAD, f"{a.head} and {b.head} are different things"

    def _tells(self, card: Card) -> float:
        """One-word names (Config, Node) say less than two words: their rarest word counts, at least by half."""
        weight = max((self._weights.words.weight(word) for word in card.core), default=0.0)
        telling = min(1.0, 0.5 + weight) if len(card.core) > 1 else min(1.0, 0.25 + weight)
        telling *= 0.5 if card.name.startswith("_") else 1.0  # a private name is chosen with its module in view only
        namesakes = self._weights.namesakes[card.service, "".join(card.core)]
        return telling * min(1.0, COMMON_NAMES / max(1, namesakes))

    def _surroundings(self, a: Card, b: Card, text: float) -> Iterator[Point]:
        if a.key.path == b.key.path:
            yield SAME_MODULE * (1 if text >= MOST_CODE else 2), "they stand side by side in one module"
            return
        yield self._place(a, b)
        if all(self._modules[card.key.path].kind is FileKind.SCRIPT for card in (a, b)):
            yield SCRIPTS, "each stands in a script of its own"
        taken = self._weights.imports.overlap(a.collaborators, b.collaborators)
        yield COLLABORATORS * taken, "their modules import the same names"

    def _place(self, a: Card, b: Card) -> Point:
        """Only what differs tells: two modules of one package share all words above them."""
        mine, other = a.place - b.place, b.place - a.place
        if not mine or not other:
            return PLACE * 0.5, "one's place is named like the other's"
        if are_counterparts(a.key.class_, b.key.class_):
            return OTHER_PLACE, f"sibling packages have one each, {_first(mine)} and {_first(other)}"
        return PLACE * self._weights.places.overlap(a.place, b.place), "their places are named alike"


def _sum(points: Iterable[Point]) -> float:
    return sum([value for value, _ in points])


def _telling(points: Iterable[Point]) -> list[Point]:
    """Points that are worth a word."""
    return [point for point in points if abs(point[0]) >= 0.05]


def _first(words: AbstractSet[str]) -> str:
    return ", ".join(sorted(words)[:2])
