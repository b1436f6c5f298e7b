"""How much speaks for two classes being for the same thing: in: their cards; out: points, with the reasons in words.

The score is a plain sum of points so that a reader can follow it. The weights below were set by what each kind of
evidence can say, in halves, before any tree was measured; docs/plan.md tells what each is for and where it was tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from archgraph.analyses.families.names import core_words, is_acting, singular, version_words
from archgraph.analyses.families.rarity import Rarity
from archgraph.analyses.words import lower_words
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card, Kin
from archgraph.model.results import Ancestor, Mro

SAME_NAME = 3.0
SAME_CORE = 2.5
NEAR_NAME = 2.0
API = 4.0
FIELDS = 4.0
CONTRACT = 1.0
VOCABULARY = 2.0
PLACE = 1.0
DOCS = 1.0
COLLABORATORS = 1.0
TEXT = 3.0
SHIM = 4.0
ACTS = 0.5
SAME_ERROR = 0.5
OTHER_HEAD = -2.5
SIBLINGS = -2.0
VARIANTS = -1.5
SAME_MODULE = -3.0
OTHER_PLACE = -2.0
PARALLEL = -1.5
DRIVERS = -2.0
CONCURRENCY_TWIN = -2.0
FULL_SHARE = 2.4
"""Summed rarity of shared members from which on an overlap counts in full: two records that share `id` are not alike."""
FULL_PROSE = 2.0
"""The same for words of docstrings and of method names."""
COMMON_NAMES = 8
"""Classes of one name from which on the name says less the more there are: `Command`, `Migration`."""
_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_FOR_OLD_CALLERS = frozenset(
    {"compatibility", "backward", "backwards", "legacy", "alias", "deprecated", "shim", "wrapper"}
)
_COLLECTION = frozenset(name for kind in (dict, list, set, str, bytes) for name in dir(kind))
"""What every container has: no sign of a common duty."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How rare words are among class names, members, docstrings, places and imports of the code base."""

    words: Rarity
    members: Rarity
    parts: Rarity
    docs: Rarity
    places: Rarity
    imports: Rarity
    namesakes: Counter[str]

    @classmethod
    def of(cls, cards: Mapping[ClassKey, Card]) -> Weights:
        """Counted over all cards."""
        every = cards.values()
        return cls(
            words=Rarity(card.core for card in every),
            members=Rarity((*card.public, *card.fields) for card in every),
            parts=Rarity(_vocabulary(card.public) for card in every),
            docs=Rarity(card.docs for card in every),
            places=Rarity(card.place for card in every),
            imports=Rarity(card.collaborators for card in every),
            namesakes=Counter("".join(card.core) for card in every),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """A card's names as sets, made once."""

    public: frozenset[str]
    words: frozenset[str]
    fields: frozenset[str]
    offers: frozenset[str]


Point = tuple[float, str]


class Judge:
    """Compares two cards after the other."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro], weights: Weights) -> None:
        self._mros = mros
        self._codebase = codebase
        self._weights = weights
        self._terms: dict[ClassKey, Terms] = {}

    def kin(self, a: Card, b: Card, text: float) -> Kin:
        """The sum of everything that speaks for and against."""
        points = [point for point in self._points(a, b, text) if abs(point[0]) >= 0.05]
        evidence = tuple(f"{words} ({value:+.1f})" for value, words in points)
        score = round(sum(value for value, _ in points), 2)
        return Kin(a.key, b.key, score, evidence, self._shared(a, b), text)

    def _points(self, a: Card, b: Card, text: float) -> Iterator[Point]:
        yield self._name(a, b)
        if a.core == b.core and len(a.core) > 1 and a.kind == "exception":
            yield 2 * ACTS * self._telling(a), "who catches one does not catch the other"
        elif a.core == b.core and len(a.core) > 1 and is_acting(a.head):
            yield ACTS * self._telling(a), "what the name says is what they are for"
        yield from self._members(a, b)
        yield from self._shims(a, b)
        yield from self._surroundings(a, b)
        prose = self._weights.docs
        said = prose.overlap(a.docs, b.docs) * min(1.0, prose.total(a.docs & b.docs) / FULL_PROSE)
        yield DOCS * said, "their docstrings share telling words"
        yield TEXT * text, f"{text:.0%} of their code is the same"
        yield from self._against(a, b, text)

    def _name(self, a: Card, b: Card) -> Point:
        joined = "".join(a.core)
        if a.name == b.name:
            return SAME_NAME * self._telling(a), f"both are called {a.name}"
        if joined == "".join(b.core):
            return SAME_CORE * self._telling(a), f"{a.name} and {b.name} differ by qualifiers only"
        if a.head == b.head:
            near = self._weights.words.overlap(frozenset(a.core[:-1]), frozenset(b.core[:-1]))
            return NEAR_NAME * near, f"{a.name} and {b.name} share telling words"
        return OTHER_HEAD, f"{a.head} and {b.head} are different things"

    def _shims(self, a: Card, b: Card) -> Iterator[Point]:
        for card, base in ((a, b), (b, a)):
            if is_shim(card) and any(base.key == ancestor.key for ancestor in self._above(card.key)[:1]):
                yield SHIM, f"{card.name} only stands in for {base.name}, as its docstring says"

    def _telling(self, card: Card) -> float:
        """One-word names (Config, Node) say less than two words: their rarest word counts, at least by half."""
        weight = max((self._weights.words.weight(word) for word in card.core), default=0.0)
        telling = min(1.0, 0.5 + weight) if len(card.core) > 1 else min(1.0, 0.25 + weight)
        return telling * min(1.0, COMMON_NAMES / max(1, self._weights.namesakes["".join(card.core)]))

    def _members(self, a: Card, b: Card) -> Iterator[Point]:
        asked_for = self._asked_for(a, b)
        mine, other = self._terms_of(a), self._terms_of(b)
        methods = mine.public - asked_for, other.public - asked_for
        overlap, shared, size = self._overlap(*methods)
        listed = ", ".join(sorted(shared, key=lambda n: (-self._weights.members.weight(n), n))[:4])
        yield API * overlap, f"both have {len(shared)} public methods: {listed}"
        if shared:
            equal = _contracts(a, shared) & _contracts(b, shared)
            part = len(equal) / len(shared)
            yield CONTRACT * part * size, f"{len(equal)} of the shared methods take the same parameters"
        parts = self._weights.parts
        words = tuple(t.words if m == t.public else _vocabulary(m) for m, t in zip(methods, (mine, other), strict=True))
        said = parts.overlap(*words) * min(1.0, parts.total(words[0] & words[1]) / FULL_PROSE)
        yield VOCABULARY * said, "their methods are named with the same words"
        overlap, same, _ = self._overlap(mine.fields - asked_for, other.fields - asked_for)
        weight = FIELDS if a.kind != "class" or not methods[0] else FIELDS / 2
        yield weight * overlap, f"both have {len(same)} fields: {', '.join(sorted(same)[:4])}"

    def _asked_for(self, a: Card, b: Card) -> AbstractSet[str]:
        """Names that say nothing: a container's, and those that a common ancestor asks both to have."""
        if not a.inherited or not b.inherited or not self._common_base(a.key, b.key):
            return _COLLECTION
        return _COLLECTION.union(set(a.inherited) & set(b.inherited))

    def _overlap(self, a: AbstractSet[str], b: AbstractSet[str]) -> tuple[float, AbstractSet[str], float]:
        """How far the sets agree, 0 to 1, counted down when little is shared; what is shared; and how much that is."""
        shared = a & b
        if not shared:
            return 0.0, shared, 0.0
        members = self._weights.members
        ratio = max(members.overlap(a, b), 0.8 * members.containment(a, b))
        size = min(1.0, members.total(shared) / FULL_SHARE)
        return ratio * size, shared, size

    def _terms_of(self, card: Card) -> Terms:
        if card.key not in self._terms:
            public = frozenset(card.public)
            self._terms[card.key] = Terms(public, _vocabulary(public), _visible(card), card.offers)
        return self._terms[card.key]

    def _shared(self, a: Card, b: Card) -> float:
        mine, other = self._terms_of(a).offers, self._terms_of(b).offers
        return round(len(mine & other) / min(len(mine), len(other)), 2) if mine and other else 0.0

    def _surroundings(self, a: Card, b: Card) -> Iterator[Point]:
        if a.key.path == b.key.path:
            yield SAME_MODULE, "they stand side by side in one module"
            return
        yield self._place(a, b)
        taken = self._weights.imports.overlap(a.collaborators, b.collaborators)
        yield COLLABORATORS * taken, "their modules import the same names"

    def _place(self, a: Card, b: Card) -> Point:
        """Only what differs tells: two modules of one package share all words above them."""
        mine, other = a.place - b.place, b.place - a.place
        if not mine or not other:
            return PLACE * 0.5, "one's place is named like the other's"
        if _are_counterparts(a.key.class_, b.key.class_):
            return OTHER_PLACE, f"sibling packages have one each, {_first(mine)} and {_first(other)}"
        return PLACE * self._weights.places.overlap(a.place, b.place), "their places are named alike"

    def _against(self, a: Card, b: Card, text: float) -> Iterator[Point]:
        if (version_words(a.name) ^ version_words(b.name) | set(a.core) ^ set(b.core)) & _CONCURRENCY:
            yield CONCURRENCY_TWIN, "one is the async edition of the other"
        base = self._common_base(a.key, b.key)
        if base and a.kind == "exception" and a.core == b.core:
            yield SAME_ERROR, f"both are a {base}"
        elif base and a.core != b.core:
            yield SIBLINGS, f"both implement {base}"
        elif (
            base
            and len(frozenset(a.public) & frozenset(b.public) & frozenset(a.inherited) & frozenset(b.inherited)) > 1
        ):
            yield VARIANTS, f"both fill in the methods of {base}"
            if text < 0.5 and a.key.path.rpartition("/")[0] == b.key.path.rpartition("/")[0]:
                yield DRIVERS, "modules of one package have one each"
        elif not base and a.kind != "exception" and self._have_namesakes_above(a.key, b.key):
            yield PARALLEL, "their bases are namesakes, too: two hierarchies side by side"

    def _have_namesakes_above(self, a: ClassKey, b: ClassKey) -> bool:
        """Whether an ancestor of one is called like another ancestor of the other."""
        mine, other = ({x.name for x in self._above(key)} for key in (a, b))
        cores = (
            {"".join(core_words(name.rpartition(".")[2])) for name in names} for names in (mine - other, other - mine)
        )
        return not next(cores).isdisjoint(next(cores))

    def _common_base(self, a: ClassKey, b: ClassKey) -> str:
        """A class of the code base that both inherit from."""
        above = {x.key for x in self._above(a)}
        for ancestor in self._above(b):
            if ancestor.key in above and ancestor.key in self._codebase.classes:
                return ancestor.name.rpartition(".")[2]
        return ""

    def _above(self, key: ClassKey) -> tuple[Ancestor, ...]:
        mro = self._mros.get(key)
        return mro.ancestors[1:] if mro else ()


def is_shim(card: Card) -> bool:
    """Whether a class adds nothing to its bases and says that it is there for old callers."""
    return not card.methods and not card.fields and not _FOR_OLD_CALLERS.isdisjoint(card.docs)


def _are_counterparts(a: str, b: str) -> bool:
    """`dialects.mysql.types.X` and `dialects.oracle.types.X`: one part differs, above the module."""
    mine, other = a.split("."), b.split(".")
    if len(mine) != len(other) or mine[-2:] != other[-2:]:
        return False
    return sum(x != y for x, y in zip(mine, other, strict=True)) == 1


def _first(words: AbstractSet[str]) -> str:
    return ", ".join(sorted(words)[:2])


def _vocabulary(names: Iterable[str]) -> frozenset[str]:
    return frozenset(singular(word) for name in names for word in lower_words(name))


def _visible(card: Card) -> frozenset[str]:
    return frozenset(name for name in card.fields if not name.startswith("_"))


def _contracts(card: Card, names: AbstractSet[str]) -> frozenset[tuple[str, tuple[str, ...], bool]]:
    return frozenset((name, parameters, is_async) for name, parameters, is_async, _ in card.methods if name in names)
