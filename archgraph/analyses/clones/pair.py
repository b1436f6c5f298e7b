"""Two fragments that are copies of each other, by their numbers."""

from __future__ import annotations

from typing import NamedTuple

NAMES_COUNT = 0.2
"""So much of what names add to closeness counts for who is grouped first."""


class Pair(NamedTuple):
    """The lower number first. `similarity`: the share of common statements or methods; `closeness`: that and their names;
    `founds`: whether it makes a group, or only brings a fragment into one that is there."""

    one: int
    two: int
    similarity: float
    closeness: float
    founds: bool = True

    @property
    def order(self) -> tuple[float, int, int]:
        """Sorts the most alike first."""
        return -self.tie, self.one, self.two

    @property
    def tie(self) -> float:
        """How much speaks for the two being told together: a copy under other names stays with its original rather than with a
        cousin that has its words, so names count for little."""
        return self.similarity + NAMES_COUNT * (self.closeness - self.similarity)
