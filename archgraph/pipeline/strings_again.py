"""String literals that an earlier run found: in: a code base and the shelf of the cache; out: all of them, with those of changed
files looked up again.

A literal belongs to no file but to all in which it stands, so it is kept by value, with those that are not shown: one more
place may be what shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence

import msgspec

from archgraph.analyses.strings import Place, places, shown_as, strings, test_files
from archgraph.extract.entries import Entries
from archgraph.model.codebase import Codebase
from archgraph.model.facts.texts import Texts
from archgraph.model.results.strings import StringUse

_Packed = list[int]
"""Places as number of the file, line, number of the file, line ..."""


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The literals of a state of the code, and that state. `shown`: value → category and places; `hidden`: the others."""

    frame: bytes
    entries: dict[str, int]
    paths: list[str]
    shown: dict[str, tuple[str, _Packed]]
    hidden: dict[str, _Packed]


_DECODE = msgspec.msgpack.Decoder(_Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode

_MOST = 100
"""Changed files; of more, all literals are looked up again."""


class StringsAgain:
    """The literals of one folder."""

    def __init__(
        self, codebase: Codebase, entries: Entries, shelf: MutableMapping[str, bytes], folder: str, frame: bytes
    ) -> None:
        """`frame`: a digest of the files there are and their zones, b"" when nothing can be kept."""
        self._codebase = codebase
        self._entries = entries
        self._shelf = shelf
        self._place, self._frame = f"strings {folder}", frame
        self._tests = test_files(codebase)

    def __call__(self) -> tuple[StringUse, ...]:
        """All literals worth looking up, sorted by value."""
        if not self._frame or self._codebase.modules.keys() != self._entries.numbers.keys():
            return strings(self._codebase)
        kept = self._kept()
        state = self._renewed(kept) if kept else None
        if state is None:
            state = self._afresh()
        self._shelf[self._place] = _ENCODE(state)
        paths = state.paths
        return tuple(
            [
                StringUse(value, category, tuple(_unpacked(packed, paths)))
                for value, (category, packed) in sorted(state.shown.items())
            ]
        )

    def _kept(self) -> _Kept | None:
        try:
            kept = _DECODE(self._shelf[self._place])
        except (KeyError, msgspec.MsgspecError):
            return None
        return kept if kept.frame == self._frame else None

    def _afresh(self) -> _Kept:
        state = _Kept(self._frame, dict(self._entries.numbers), list(self._codebase.modules), {}, {})
        numbers = {path: number for number, path in enumerate(state.paths)}
        for value, found in places(self._codebase.facts.sections(Texts)).items():
            self._place_in(state, value, found, numbers)
        return state

    def _renewed(self, kept: _Kept) -> _Kept | None:
        """The state with all values that stand, or stood, in changed files placed again."""
        now = self._entries.numbers
        changed = {path: entry for path, entry in kept.entries.items() if now.get(path) != entry}
        before = {path: self._entries.section(entry, Texts) for path, entry in changed.items()}
        if len(changed) > _MOST or None in before.values():
            return None
        gone = places((path, section) for path, section in before.items() if section)
        fresh = places(self._codebase.facts.sections(Texts, changed))
        numbers = {path: number for number, path in enumerate(kept.paths)}
        for value in {*gone, *fresh}:
            packed = kept.shown.pop(value)[1] if value in kept.shown else kept.hidden.pop(value, [])
            rest = [place for place in _unpacked(packed, kept.paths) if place[0] not in changed]
            if found := [*rest, *fresh.get(value, ())]:
                self._place_in(kept, value, found, numbers)
        return msgspec.structs.replace(kept, entries=dict(now))

    def _place_in(self, state: _Kept, value: str, found: Sequence[Place], numbers: Mapping[str, int]) -> None:
        category, packed = shown_as(value, found, self._tests), _packed(found, numbers)
        if category:
            state.shown[value] = category, packed
        else:
            state.hidden[value] = packed


def _packed(found: Sequence[Place], numbers: Mapping[str, int]) -> _Packed:
    """The places in order; most values have one."""
    if len(found) == 1:
        path, line = found[0]
        return [numbers[path], line]
    return [part for path, line in sorted(found) for part in (numbers[path], line)]


def _unpacked(packed: _Packed, paths: Sequence[str]) -> Iterator[Place]:
    return zip(map(paths.__getitem__, packed[::2]), packed[1::2], strict=True)
