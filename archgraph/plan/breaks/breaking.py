"""What a move would break, as one sort of breaks tells it: rows with the places, and one question for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from archgraph.model.consolidation import Difference
from archgraph.plan.evidence.case import Case

_SHOWN = 2
"""Places that a question names; contracts.csv has the rest."""

Place = tuple[str, int]
_PLACE = attrgetter("path", "line", "member", "text")


@dataclass(frozen=True, slots=True)
class Broken:
    """One place: the member that it needs, path and line, and what happens there, in words."""

    member: str
    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """Breaks of one sort: the word for contracts.csv, what is to be asked, and the places."""

    difference: str
    question: str
    places: tuple[Broken, ...] = ()

    def rows(self, case: Case, family: str) -> Iterable[Difference]:
        """The places in order, as rows of contracts.csv."""
        mine, other = case.member.class_, case.canonical.class_
        for each in sorted(self.places, key=_PLACE):
            yield Difference(family, each.member, mine, other, self.difference, each.path, each.line, each.text)


def shown(places: Iterable[Place]) -> str:
    """The first places, lines of one file together, and how many more there are."""
    ordered = sorted(set(places))
    lines: dict[str, list[str]] = {}
    for path, line in ordered[:_SHOWN]:
        lines.setdefault(path, []).append(str(line))
    written = ", ".join(f"{path}:{', '.join(numbers)}" for path, numbers in lines.items())
    more = len(ordered) - _SHOWN
    return f"{written} and {more} more" if more > 0 else written
