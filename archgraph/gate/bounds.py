"""Bounds: in: a target as the configuration writes it, out: what it demands of a figure."""

from __future__ import annotations

import re
from typing import NamedTuple

from archgraph.errors import ConfigurationError

_NUMBER = re.compile(r"\s*(<=|<|>=|>|=|)\s*(\d+)\s*")
_SHARE = re.compile(r"\s*([+-])\s*(\d+(?:\.\d+)?)\s*%\s*")


class Bound(NamedTuple):
    """`number` of at most, at least or exactly; `share`: at most that much of the value before (0.5 for "-50 %").

    `sign` is <=, >=, = or "names" (a list of names that must all be there).
    """

    sign: str
    number: int = 0
    share: float | None = None
    names: tuple[str, ...] = ()

    def limit(self, before: int | None) -> int | None:
        """The number that decides; None when it depends on a value before that is not known."""
        if self.share is None:
            return self.number
        return None if before is None else int(before * self.share + 1e-9)

    def holds(self, value: int, before: int | None) -> bool | None:
        """Whether the value is within the bound; None: nobody can tell."""
        limit = self.limit(before)
        if limit is None:
            return None
        return {"<=": value <= limit, ">=": value >= limit, "=": value == limit}[self.sign]

    def is_looser(self, agreed: Bound) -> bool:
        """Whether this bound lets pass what an agreed one does not."""
        if agreed.sign == self.sign == "names":
            return not set(agreed.names) <= set(self.names)
        if (self.share is None) != (agreed.share is None) or "names" in (self.sign, agreed.sign):
            return True
        mine, theirs = (bound.number if bound.share is None else bound.share for bound in (self, agreed))
        if self.sign == agreed.sign == ">=":
            return mine < theirs
        return mine > theirs or (self.sign, agreed.sign) not in _COMPARABLE


_COMPARABLE = {("<=", "<="), ("=", "="), ("=", "<=")}


def read_bound(key: str, text: str, where: str = "targets") -> Bound:
    """`0`, `<10`, `>= 3`, `-50 %` or, for a figure that ends in -required, names; raises ConfigurationError.

    A bare number is the most that is allowed.
    """
    if key.endswith("-required"):
        return Bound("names", names=tuple(sorted({name.strip() for name in text.split(",") if name.strip()})))
    number = _NUMBER.fullmatch(text)
    if number:
        return _plain(number[1], int(number[2]))
    share = _SHARE.fullmatch(text)
    if share:
        change = float(share[2]) / 100
        return Bound("<=", share=max(0.0, 1 + change if share[1] == "+" else 1 - change))
    remedy = 'Write 0, "<10", ">=3" or, compared with a state before, "-50 %".'
    raise ConfigurationError(where, f"`{key}` has the bound {text!r}, which says nothing.", remedy)


def _plain(sign: str, number: int) -> Bound:
    if sign == "<":
        return Bound("<=", number - 1)
    if sign == ">":
        return Bound(">=", number + 1)
    return Bound(sign or "<=", number)
