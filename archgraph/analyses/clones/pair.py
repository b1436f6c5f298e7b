"""Two fragments that are copies of each other, by their numbers."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """The lower number first. `similarity`: the share of common statements or methods; `closeness`: that and their names;
    `founds`: whether it makes a group, or only brings a fragment into one that is there."""

    one: int
    two: int
    similarity: float
    closeness: float
    founds: bool = True
