"""Shared state: in: the code base, its MROs, and who does work file by file; out: races, and containers that only grow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from archgraph.analyses.sharing.growth import leaks
from archgraph.analyses.sharing.holders import Holder, holders
from archgraph.analyses.sharing.races import Race, races
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.memory import ByFile, Work
from archgraph.model.results.mro import Mro
from archgraph.model.source import Row


class Leak(Row, frozen=True):
    """A container of a class, or of a module (`class_` None), that grows and out of which nothing is taken."""

    path: str
    line: int
    """Where it grows first."""
    module: str
    class_: ClassKey | None
    holder: str
    """What comes before the name in a sentence: "Class." or ""."""
    name: str
    symbol: str
    places: int
    """The number of places where it grows."""


class Sharing(Row, frozen=True):
    """A race or a leak."""

    race: Race | None = None
    leak: Leak | None = None


def sharing(codebase: Codebase, mros: Mapping[ClassKey, Mro], by_file: ByFile) -> tuple[Sharing, ...]:
    """All of them by path, those of one class or module together."""
    return tuple(by_file(Work("sharing", Sharing, partial(_in_files, codebase, mros))))


def _in_files(
    codebase: Codebase, mros: Mapping[ClassKey, Mro], paths: Collection[str]
) -> Iterator[tuple[str, Sharing]]:
    for holder in holders(codebase, mros, paths):
        path = holder.module.path
        yield from ((path, Sharing(race=race)) for race in races(codebase, (holder,)))
        yield from ((path, Sharing(leak=leak)) for leak in _leaks(holder))


def _leaks(holder: Holder) -> Iterator[Leak]:
    for name, grown in leaks(holder):
        yield Leak(
            path=holder.module.path,
            line=grown[0].line,
            module=holder.module.module,
            class_=holder.record.key if holder.record else None,
            holder=holder.name,
            name=name,
            symbol=f"{holder.symbol}.{name}",
            places=len(grown),
        )
