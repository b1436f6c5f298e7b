"""What inheritance says for and against two classes being the same: in: their cards and MROs; out: points, with reasons."""

from __future__ import annotations

from collections import Counter
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
from archgraph.model.results import Ancestor, Mro

_CONCURRENCY = frozenset({"async", "sync", "asyncio", "threaded"})
_FOR_OLD_CALLERS = frozenset(
    {"compatibility", "backward", "backwards", "legacy", "alias", "deprecated", "shim", "wrapper"}
)


_PAIR = 2
"""Classes of one name and base: more of them are what the base is there for."""
_FEW = 3
"""Classes of one name in a package: more of them are a convention."""


class Lineage:
    """Compares what classes inherit."""

    def __init__(self, codebase: Codebase, mros: Mapping[ClassKey, Mro], cards: Iterable[Card]) -> None:
        self._codebase = codebase
        self._mros = mros
        cards = tuple(cards)
        self._in_package = Counter((_package(card), card.name) for card in cards)
        above = ((card.name, ancestor.name.rpartition(".")[2]) for card in cards for ancestor in self._above(card.key))
        self._namesakes = Counter(above)

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

    def _have_namesakes_above(self, a: ClassKey, b: ClassKey) -> bool:
        """Whether an ancestor of one is called like another ancestor of the other."""
        mine, other = ({x.name for x in self._above(key)} for key in (a, b))
        cores = (
            {"".join(core_words(name.rpartition(".")[2])) for name in names} for names in (mine - other, other - mine)
        )
        return not next(cores).isdisjoint(next(cores))

    def asked_for(self, a: Card, b: Card) -> frozenset[str]:
        """Names that a common ancestor asks both to have."""
        if not a.inherited or not b.inherited or not self.common_base(a.key, b.key):
            return frozenset()
        return frozenset(a.inherited) & frozenset(b.inherited)

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
