"""String literals of a code base."""

from __future__ import annotations

from archgraph.model.source import Row


class StringUse(Row, frozen=True):
    """A string literal with its places, as (path, line) in order: as many rows of strings.csv."""

    value: str
    category: str
    places: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many places the value has."""
        return len(self.places)
