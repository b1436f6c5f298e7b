"""What inheritance says for and against two classes being the same: in: their cards and MROs; out: points, with reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from archgraph.analyses.families.names import core_words, version_words
from archgraph.analyses.families.weights import (
    CONCURRENCY_TWIN,
    DRIVERS,
    MOST_CODE,
    PARALLEL,
    SAME_ERROR,
    SAME_SUBJECT,
    SHIM,
    SIBLINGS,
    VARIANTS,
    Point,
)
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card
from archgraph.model.frameworks import is_framework
from archgraph.model.results.mro import Ancestor, Mro

_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_FOR_OLD_CALLERS = frozenset(
    {"compatibility", "backward", "backwards", "legacy", "alias", "deprecated", "shim", "wrapper"}
)


_ACTING = ("class", "settings")
"""Kinds of classes whose members a base asks for; what a record has is its own."""
_ASKED = 5
"""Classes below a base from outside, told apart by name and module, from which on what they define is what it asks for."""
_PAIR = 2
"""Classes of one name and base: more of them are what the base is there for."""
_FEW = 3
"""Classes of one name in a package: more of them are a convention."""


Owner = tuple[str, str]
"""What a class is called, and its file's name: copies of one class in files of one name count once."""


class Lineage:
    """Compares what classes inherit."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro], cards: Iterable[Card]) -> None:
        self._codebase = codebase
        self._mros = mros
        cards = tuple(cards)
        self._in_package = Counter((_package(card), card.name) for card in cards)
        above = ((card.name, ancestor.name.rpartition(".")[2]) for card in cards for ancestor in self._above(card.key))
        self._namesakes = Counter(above)
        self._frameworks = self._owners(cards)

    def _owners(self, cards: Iterable[Card]) -> Mapping[str, Mapping[str, frozenset[Owner]]]:
        """Base from outside → name of a member, or "" for all → the classes below the base that define it."""
        found: defaultdict[str, defaultdict[str, set[Owner]]] = defaultdict(lambda: defaultdict(set))
        for card in cards:
            bases = self._outside(card.key) if card.kind in _ACTING else []
            owner = "".join(card.core), card.key.path.rpartition("/")[2]
            for name in ("", *card.public, *card.fields) if bases else ():
                for base in bases:
                    found[base][name].add(owner)
        return {base: {n: frozenset(owners) for n, owners in names.items()} for base, names in found.items()}

    def _outside(self, key: ClassKey) -> list[str]:
        """Classes outside the code base that it inherits from, those left out that everybody has."""
        return [
            each.name for each in self._above(key) if each.key not in self._codebase.classes and is_framework(each.name)
        ]

    def points(self, a: Card, b: Card, text: float) -> Iterator[Point]:
        """Points of shims, of common bases and of hierarchies side by side; `text`: how far their code is the same."""
        yield from self._shims(a, b)
        if (version_words(a.name) ^ version_words(b.name) | set(a.core) ^ set(b.core)) & _CONCURRENCY:
            yield CONCURRENCY_TWIN, "one is the async edition of the other"
        if a.name == b.name and text < MOST_CODE and a.kind not in ("enum", "exception"):
            yield from self._by_convention(a, b)
        subject = a.about & b.about if a.core == b.core else frozenset()
        if subject:
            yield SAME_SUBJECT, f"both are made for {', '.join(sorted(subject))}, as their bases say"
        base = self.common_base(a.key, b.key)
        if base and a.kind == "exception" and a.core == b.core:
            yield SAME_ERROR, f"both are a {base}"
        elif base and a.core != b.core:
            yield SIBLINGS, f"both implement {base}"
        elif base:
            yield from self._variants(a, b, base, text)
        elif not subject and a.kind != "exception" and self._have_namesakes_above(a.key, b.key):
            yield PARALLEL, "their bases are namesakes, too: two hierarchies side by side"
        if not base and text < MOST_CODE:
            yield from self._loaded(a, b)

    def most(self, a: Card, b: Card) -> float:
        """No more than this is the sum of `points`; quickly told."""
        shims = SHIM * (is_shim(a) + is_shim(b))
        subject = 0.0 if a.about.isdisjoint(b.about) else SAME_SUBJECT
        return shims + subject + (SAME_ERROR if a.kind == "exception" else 0.0)

    def _by_convention(self, a: Card, b: Card) -> Iterator[Point]:
        count = self._in_package[_package(a), a.name]
        if _package(a) == _package(b) and count > _FEW:
            yield DRIVERS, f"{count} modules of one package have one each, as plugins do"

    def _shims(self, a: Card, b: Card) -> Iterator[Point]:
        for card, base in ((a, b), (b, a)):
            if is_shim(card) and any(base.key == ancestor.key for ancestor in self._above(card.key)[:1]):
                yield SHIM, f"{card.name} only stands in for {base.name}, as its docstring says"

    def _variants(self, a: Card, b: Card, base: str, text: float) -> Iterator[Point]:
        filled = frozenset(a.public) & frozenset(b.public) & frozenset(a.inherited) & frozenset(b.inherited)
        if len(filled) > 1:
            yield VARIANTS, f"both fill in the methods of {base}"
        is_driver = len(filled) > 1 or (filled and core_words(base) == a.core)
        if is_driver and text < MOST_CODE:
            if _package(a) == _package(b):
                yield DRIVERS, "modules of one package have one each"
            elif are_counterparts(a.key.class_, b.key.class_):
                yield DRIVERS, f"packages side by side have one {base} each"
        if text < MOST_CODE and self._namesakes[a.name, base] > (_PAIR if is_driver else _FEW):
            yield DRIVERS, f"{self._namesakes[a.name, base]} classes of that name implement {base}"

    def _loaded(self, a: Card, b: Card) -> Iterator[Point]:
        """A framework finds its parts by module and name: `Command`, `Migration`."""
        core = "".join(a.core)
        mine, others = self._outside(a.key), self._outside(b.key)
        if a.kind in _ACTING and mine and others and set(mine).isdisjoint(others):
            yield PARALLEL, f"{mine[0]} and {others[0]} ask for different things"
        for framework in self._common_outside(a.key, b.key) if a.core == b.core else ():
            count = sum(owner[0] == core for owner in self._frameworks.get(framework, {}).get("", ()))
            if count >= _ASKED:
                yield DRIVERS, f"{count} modules have a {a.name} below {framework.rpartition('.')[2]} each"
                return

    def _have_namesakes_above(self, a: ClassKey, b: ClassKey) -> bool:
        """Whether an ancestor of one is called like another ancestor of the other."""
        mine, other = ({x.name for x in self._above(key)} for key in (a, b))
        cores = (
            {"".join(core_words(name.rpartition(".")[2])) for name in names} for names in (mine - other, other - mine)
        )
        return not next(cores).isdisjoint(next(cores))

    def asked_for(self, a: Card, b: Card) -> frozenset[str]:
        """Names that a common ancestor asks both to have; one from outside, as what is below it shows."""
        asked = self._asked_outside(a, b) if a.kind == b.kind and a.kind in _ACTING else frozenset()
        if not a.inherited or not b.inherited or not self.common_base(a.key, b.key):
            return asked
        return asked | (frozenset(a.inherited) & frozenset(b.inherited))

    def _asked_outside(self, a: Card, b: Card) -> frozenset[str]:
        common = self._common_outside(a.key, b.key)
        tables = [self._frameworks[base] for base in common if base in self._frameworks]
        shared = {*a.public, *a.fields} & {*b.public, *b.fields} if tables else ()
        return frozenset(name for name in shared if any(len(table.get(name, ())) >= _ASKED for table in tables))

    def _common_outside(self, a: ClassKey, b: ClassKey) -> list[str]:
        others = self._outside(b)
        return [base for base in self._outside(a) if base in others]

    def common_base(self, a: ClassKey, b: ClassKey) -> str:
        """A class of the code base that both inherit from."""
        above = {x.key for x in self._above(a)}
        for ancestor in self._above(b):
            if ancestor.key in above and ancestor.key in self._codebase.classes:
                return ancestor.name.rpartition(".")[2]
        return ""

    def _above(self, key: ClassKey) -> tuple[Ancestor, ...]:
        mro = self._mros.get(key)
        return mro.ancestors[1:] if mro else ()


def are_counterparts(a: str, b: str) -> bool:
    """`dialects.mysql.types.X` and `dialects.oracle.types.X`: one part differs, above the module."""
    mine, other = a.split("."), b.split(".")
    if len(mine) != len(other) or mine[-2:] != other[-2:]:
        return False
    return sum(x != y for x, y in zip(mine, other, strict=True)) == 1


def _package(card: Card) -> str:
    return card.key.path.rpartition("/")[0]


def is_shim(card: Card) -> bool:
    """Whether a class adds nothing to its bases and says that it is there for old callers."""
    return not card.methods and not card.fields and not _FOR_OLD_CALLERS.isdisjoint(card.docs)
