"""The search for clones: in: a code base; out: the rows, found beside what is asked meanwhile, then how their lines differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from archgraph.companion import beside
from archgraph.memory import give_back
from archgraph.model.codebase import Codebase
from archgraph.model.results.duplicates import CloneMember
from archgraph.pipeline.clones_again import ClonesAgain
from archgraph.pipeline.likenesses import keep, known
from archgraph.surroundings import narrow_sorting

_FEW_FILES = 200
"""Among fewer files clones are found sooner than a process has started."""


class CloneSearch:
    """Finds clones once, when they are asked for, or from `begin` on in a process of its own."""

    def __init__(
        self,
        codebase: Codebase,
        read: Callable[[str], Sequence[str]],
        shelf: MutableMapping[str, bytes] | None = None,
        folder: str = "",
        again: ClonesAgain | None = None,
    ) -> None:
        """`read`: gives the lines of a file; `shelf`: where earlier runs of `folder` kept what they measured, and this one does;
        `again`: what the last of them found."""
        self._codebase = codebase
        self._read = read
        self._shelf: MutableMapping[str, bytes] = {} if shelf is None else shelf
        self._folder = folder
        self._again = again
        self._results: Iterator[Any] | None = None

    def begin(self, jobs: int, *, lines: bool) -> None:
        """Start looking in another process, if `jobs` allow for one: for clones that are not known yet, and, with `lines`, for
        how their lines differ."""
        if jobs < 2 or len(self._codebase.modules) < _FEW_FILES:
            return
        if self._known is None:
            kinds = (tuple[CloneMember, ...], bytes, list[str])
            self._results = beside(lambda: self._search_there(lines=lines), kinds if lines else kinds[:2])
        elif lines:
            self._results = beside(lambda: self._differences(self.found), (list[str],))

    @cached_property
    def found(self) -> tuple[CloneMember, ...]:
        """All members of all clusters; of how they differ only what can be said without their lines."""
        if self._known is not None:
            return self._known
        results = self._results or self._search(lines=False)
        found: tuple[CloneMember, ...] = next(results)
        keep(self._shelf, self._folder, next(results))
        if self._again:
            self._again.keep(found)
        give_back()
        return found

    def with_lines(self) -> tuple[CloneMember, ...]:
        """The same rows with the lines that differ."""
        found = self.found
        told: list[str] = next(self._results or self._differences(found))
        return tuple(
            row if row.difference == said else replace(row, difference=said)
            for row, said in zip(found, told, strict=True)
        )

    @cached_property
    def _known(self) -> tuple[CloneMember, ...] | None:
        return self._again.recall() if self._again else None

    def _search_there(self, *, lines: bool) -> Iterator[Any]:
        """The search in a process that has not loaded numpy yet, and in which nothing else uses it."""
        with narrow_sorting():
            import_module("numpy")
        yield from self._search(lines=lines)

    def _search(self, *, lines: bool) -> Iterator[Any]:
        """The clones, what was measured for them, and, with `lines`, the differences."""
        from archgraph.analyses.clones.clusters import find_clones  # numpy: rules that need no clones do without

        ledger = known(self._shelf, self._folder)
        found = find_clones(self._codebase, ledger)
        yield found
        yield ledger.to_bytes() if ledger.measured else b""
        del ledger
        if lines:
            yield from self._differences(found)

    def _differences(self, found: tuple[CloneMember, ...]) -> Iterator[list[str]]:
        from archgraph.analyses.clones.wording import with_lines

        yield [row.difference for row in with_lines(found, self._read)]
