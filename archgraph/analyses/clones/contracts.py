"""Classes that are alike because something asks for it: in: two classes and what they share; out: whether a contract explains it.

Below one base of the code base, and below the bases of a framework, everybody writes the same few methods in the same few
words. Copies have more in common than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from archgraph.analyses.clones.evidence import TELLING
from archgraph.analyses.clones.fragment import Fragment
from archgraph.analyses.clones.relatives import Kinship, Relatives
from archgraph.analyses.clones.similarity import matched_methods

LEAST_OF_RELATIVES = {Kinship.NONE: 0.0, Kinship.UNSEEN: 0.5, Kinship.OUTSIDE: 0.5, Kinship.INSIDE: 0.7}
"""Likeness that classes with a common ancestor must have: they are alike because they keep one contract. An ancestor whose source
is not there may ask for nothing: two classes of one name below it are not held to that."""

CLOSE, CLOSE_BY_METHODS = 1.2, 0.85
"""Below a class of the code base they must also share names: that much with them, or so many methods. What fills in one
contract has its frame in common, and the words of two different things."""

LEAST_WORDS = 0.5
"""Share of words that such classes must have in common in any case."""

ENOUGH_OF_FRAMED = 1.1
"""What likeness and half the share of words of two classes below bases of a framework must make together when their common
statements tell little. Where no two methods that are alike have more than one statement they declare, whatever their words:
only the same syntax to the last name and constant is a copy then."""

MORE_OF_FRAMED = 0.2
"""So much more than near copies in two files such classes must share in any case, the less it tells."""

FEW = 5
"""A name that more classes have is one that a framework asks for; two classes of a rarer one are not held to that."""


class Shared(NamedTuple):
    """What two classes have in common."""

    similarity: float
    """The share of methods."""
    closeness: float
    """That, and what names of methods and words add to it."""
    words: float
    """The share of words."""
    bits: float
    """What the common statements tell."""
    needed: float
    """What likeness and half the share of words must make for two fragments that have little to do with each other."""


class Contracts:
    """Knows what contracts ask for."""

    def __init__(self, relatives: Relatives, classes: Sequence[Fragment]) -> None:
        self._relatives = relatives
        self._named = Counter(fragment.scope.name for fragment in classes)

    def explain(self, one: Fragment, two: Fragment, shared: Shared) -> bool:
        """Whether two classes have no more in common than what is asked of both."""
        return self._is_of_relatives(one, two, shared) or self._is_of_framework(one, two, shared)

    def may_explain(self, one: Fragment, two: Fragment) -> bool:
        """Whether anything asks something of both: an ancestor in the code base, or frameworks."""
        return self._relatives.kinship(one, two) is Kinship.INSIDE or self._relatives.are_framed(one, two)

    def _is_of_relatives(self, one: Fragment, two: Fragment, shared: Shared) -> bool:
        kinship = self._relatives.kinship(one, two)
        if kinship is Kinship.INSIDE and not _are_close(shared):
            return True
        is_namesake = kinship is Kinship.UNSEEN and one.scope.name == two.scope.name
        return not is_namesake and shared.similarity < LEAST_OF_RELATIVES[kinship]

    def _is_of_framework(self, one: Fragment, two: Fragment, shared: Shared) -> bool:
        if one.print.exact == two.print.exact or self._are_rare_namesakes(one, two):
            return False
        if not self._relatives.are_framed(one, two):
            return False
        alike = shared.similarity + shared.words / 2
        if alike < shared.needed + MORE_OF_FRAMED:
            return True
        return shared.bits < TELLING and (alike < ENOUGH_OF_FRAMED or _only_declare(one, two))

    def _are_rare_namesakes(self, one: Fragment, two: Fragment) -> bool:
        return one.scope.name == two.scope.name and self._named[one.scope.name] <= FEW


def _are_close(shared: Shared) -> bool:
    """Whether two classes below one of the code base have more in common than what it asks for."""
    return shared.words >= LEAST_WORDS and (shared.similarity >= CLOSE_BY_METHODS or shared.closeness >= CLOSE)


def _only_declare(one: Fragment, two: Fragment) -> bool:
    """Whether no two methods that are alike have more than one statement each."""
    return all(min(mine.size, other.size) <= 1 for mine, other, _ in matched_methods(one, two))
