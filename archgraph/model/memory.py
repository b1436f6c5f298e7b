"""Work that is done file by file, and need not be done again for files that say the same and see the same as before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from archgraph.model.codebase import Codebase
from archgraph.model.source import Row

Found = TypeVar("Found", bound=Row)


@dataclass(frozen=True, slots=True)
class Work(Generic[Found]):
    """How to find the rows that belong to files.

    The rows of a file may rest on what the file says, on what its names mean, on its classes' ancestors and descendants, on
    the settings, and on `rests_on`; on nothing else but what is said below. A row that names a place in another file gives its
    path.
    """

    name: str
    kind: type[Found]
    of: Callable[[Collection[str]], Iterable[tuple[str, Found]]]
    """Paths of files → (path, row) of these files, those of one file in a fixed order."""
    inherits: bool = False
    """Whether the rows rest on who inherits from whom in the whole code base."""
    rests_on: object = ()
    """What else of the code base the rows rest on, as MessagePack can have it."""
    looks_into: bool = False
    """Whether the rows rest on more of other files, too; they give the paths of these."""


class ByFile(Protocol):
    """Gives the rows of all files of a code base, those of one file together."""

    def __call__(self, work: Work[Found]) -> Iterable[Found]:
        """The rows that the work finds in all files."""


def afresh(codebase: Codebase) -> ByFile:
    """All of it is worked out now."""

    def found(work: Work[Found]) -> Iterable[Found]:
        return [row for _, row in work.of(codebase.modules)]

    return found
