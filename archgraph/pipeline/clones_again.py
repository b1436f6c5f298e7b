"""Clones that an earlier run found: in: a code base and the shelf of the cache; out: the rows, when no change can touch them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import cached_property

import msgspec
from msgspec.structs import replace

from archgraph.analyses.clones.outlook import Lines, Outlook, outlook
from archgraph.extract.entries import Entries
from archgraph.extract.version import package_digest
from archgraph.model.codebase import Codebase
from archgraph.model.damaged import DAMAGED
from archgraph.model.facts.fingerprints import Fingerprints
from archgraph.model.facts.outline import Outline, Status
from archgraph.model.results.duplicates import CloneMember


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The clones of a state of the code, and that state."""

    inheritance: bytes
    entries: dict[str, int]
    clones: tuple[CloneMember, ...]


_DECODE = msgspec.msgpack.Decoder(_Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode

_MOST = 50
"""So many changed files are looked at one by one: more are rarely without a change to a clone."""


class ClonesAgain:
    """What the last search in a folder found, for a code base in which little changed since."""

    def __init__(
        self,
        codebase: Codebase,
        entries: Entries,
        shelf: MutableMapping[str, bytes],
        folder: str,
        inheritance: Callable[[], bytes],
    ) -> None:
        """`inheritance`: gives a digest of who inherits from whom, b"" when it cannot be told."""
        self._codebase = codebase
        self._tell_inheritance = inheritance
        self._entries = entries
        self._shelf = shelf
        self._place, self._version = f"clones {folder}", package_digest()

    def recall(self) -> tuple[CloneMember, ...] | None:
        """The clones, when they are what a search would find; else None."""
        kept = self._kept()
        if kept is None or kept.inheritance != self._inheritance or not self._knows_all():
            return None
        now = self._entries.numbers
        changed = [path for path in self._codebase.modules if kept.entries.get(path) != now.get(path)]
        if len(changed) > _MOST:
            return None
        moved: dict[str, Mapping[tuple[str, Lines], Lines]] = {}
        statements = Counter(key.path for key in self._codebase.classes)
        for path in changed:
            before, after = self._before(path, kept.entries.get(path)), self._now(path)
            if before is None or before.digest != after.digest or after.classes != statements[path]:
                return None
            moved[path] = {old: lines for old, (_, lines) in zip(before.places, after.places, strict=True)}
            if len(moved[path]) < len(before.places):  # two of one name on one line
                return None
        return tuple(_moved(kept.clones, moved))

    def keep(self, clones: tuple[CloneMember, ...]) -> None:
        """Keep what was found for the next run."""
        if self._inheritance and self._knows_all():
            self._shelf[self._place] = self._version + _ENCODE(
                _Kept(self._inheritance, dict(self._entries.numbers), clones)
            )

    @cached_property
    def _inheritance(self) -> bytes:
        return self._tell_inheritance()

    def _kept(self) -> _Kept | None:
        stored = self._shelf.get(self._place, b"")
        try:
            return _DECODE(stored[len(self._version) :]) if stored.startswith(self._version) else None
        except DAMAGED:
            return None

    def _knows_all(self) -> bool:
        """Whether the content of all files is known; what failed has none."""
        unknown = self._codebase.modules.keys() - self._entries.numbers.keys()
        return all(self._codebase.modules[path].status is Status.FAILED for path in unknown)

    def _before(self, path: str, entry: int | None) -> Outlook | None:
        module = self._codebase.modules[path]
        if entry is None:
            return outlook(replace(module, outline=Outline(Status.FAILED, 0)), Fingerprints())
        outline, prints = self._entries.section(entry, Outline), self._entries.section(entry, Fingerprints)
        return outlook(replace(module, outline=outline), prints) if outline and prints else None

    def _now(self, path: str) -> Outlook:
        return outlook(self._codebase.modules[path], self._codebase.facts.section(path, Fingerprints))


def _moved(
    rows: Iterable[CloneMember], moved: Mapping[str, Mapping[tuple[str, Lines], Lines]]
) -> Iterable[CloneMember]:
    """The rows, those of changed files with the lines of now."""
    for row in rows:
        if row.path in moved:
            start, end = moved[row.path][row.member, (row.start_line, row.end_line)]
            row = replace(row, start_line=start, end_line=end)
        yield row
