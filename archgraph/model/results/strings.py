"""String literals of a code base."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from archgraph.model.deferred import Deferred
from archgraph.model.source import Row

Place = tuple[str, int]
"""Path and line."""


class StringUse(Row, frozen=True):
    """A string literal with its places, as (path, line) in order: as many rows of strings.csv."""

    value: str
    category: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many places the value has."""
        return len(self.places)


class Literals(Deferred[StringUse]):
    """String literals by value. A row is made when it is asked for, and not kept: most questions are about a few values, or
    about how often they stand, and of a large code base there are very many."""

    __slots__ = ("_categories", "_count", "_places")

    def __init__(
        self,
        categories: Mapping[str, str],
        count: Callable[[str], int],
        places: Callable[[str], tuple[Place, ...]],
    ) -> None:
        """`categories`: value → its category; `count` and `places`: of a value."""
        super().__init__(self._sorted)
        self._categories = categories
        self._count = count
        self._places = places

    @property
    def values(self) -> Collection[str]:
        """All values, in no order."""
        return self._categories.keys()

    def counted(self) -> Iterator[tuple[str, str, int]]:
        """(value, category, number of its places), in no order."""
        return ((value, category, self._count(value)) for value, category in self._categories.items())

    def standing(self, values: Iterable[str]) -> list[StringUse]:
        """Those of the values that stand somewhere, in order."""
        return [self._row(value) for value in sorted(set(values)) if value in self._categories]

    def _row(self, value: str) -> StringUse:
        return StringUse(value, self._categories[value], self._places(value))

    def _sorted(self) -> tuple[StringUse, ...]:
        return tuple(self)

    def __iter__(self) -> Iterator[StringUse]:
        return map(self._row, sorted(self._categories))

    def __len__(self) -> int:
        return len(self._categories)

    def __eq__(self, other: object) -> bool:
        return self.items == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def standing(strings: Iterable[StringUse], values: Collection[str]) -> list[StringUse]:
    """The literals of these values, in their order."""
    if isinstance(strings, Literals):
        return strings.standing(values)
    return [use for use in strings if use.value in values]


def counted(strings: Iterable[StringUse]) -> Iterator[tuple[str, str, int]]:
    """(value, category, number of its places) of all literals."""
    return strings.counted() if isinstance(strings, Literals) else ((s.value, s.category, s.count) for s in strings)


def values_of(strings: Iterable[StringUse]) -> Collection[str]:
    """The values of all literals."""
    return strings.values if isinstance(strings, Literals) else [use.value for use in strings]
