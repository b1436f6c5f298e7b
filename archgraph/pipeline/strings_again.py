"""String literals that an earlier run found: in: a code base and the shelf of the cache; out: all of them, with those of changed
files looked up again.

A literal belongs to no file but to all in which it stands, so it is kept by value, with those that are not shown: one more
place may be what shows them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableMapping, Sequence
from functools import partial

import msgspec

from archgraph.analyses.strings import places, shown_as, strings, test_files
from archgraph.extract.entries import Entries
from archgraph.model.codebase import Codebase
from archgraph.model.facts.texts import Texts
from archgraph.model.results.strings import Literals, Place, StringUse
from archgraph.pipeline.hidden import Hidden
from archgraph.pipeline.shelved import shelved

_Packed = bytes
"""Places as number of the file, line, number of the file, line ..., of four bytes each."""
_NUMBER = "I"
_PLACE = 2 * array(_NUMBER).itemsize


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The literals of a state of the code, and that state. `shown`: category → value → places; `hidden`: digests of where the
    others are."""

    frame: bytes
    entries: dict[str, int]
    paths: list[str]
    shown: dict[str, dict[str, _Packed]]
    hidden: list[bytes]


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
        self._folder, self._frame = folder, frame

    def __call__(self) -> Sequence[StringUse]:
        """All literals worth looking up, sorted by value."""
        if not self._frame or self._codebase.modules.keys() != self._entries.numbers.keys():
            return strings(self._codebase)
        return self._renewed() or self._afresh()

    def _kept(self) -> _Kept | None:
        kept = shelved(self._shelf, self._place, _DECODE)
        return kept if kept and kept.frame == self._frame else None

    def _afresh(self) -> Literals:
        state = _State(list(self._codebase.modules), {}, Hidden(self._shelf, self._folder), self._codebase)
        for value, found in places(self._codebase.facts.sections(Texts)).items():
            state.put(value, found)
        return self._keep(state)

    def _renewed(self) -> Literals | None:
        """The literals with all values placed again that stand elsewhere, or elsewhere in changed files, since they were kept."""
        kept = self._kept()
        now = self._entries.numbers
        changed = {path: entry for path, entry in kept.entries.items() if now.get(path) != entry} if kept else {}
        before = {path: self._entries.section(entry, Texts) for path, entry in changed.items()}
        if kept is None or len(changed) > _MOST or None in before.values():
            return None
        gone = places((path, section) for path, section in before.items() if section)
        fresh = places(self._codebase.facts.sections(Texts, changed))
        hidden = Hidden(self._shelf, self._folder, kept.hidden)
        state = _State(kept.paths, kept.shown, hidden, self._codebase)
        for value in {*gone, *fresh}:
            if gone.get(value) != fresh.get(value):
                rest = [place for place in state.take(value) if place[0] not in changed]
                if found := [*rest, *fresh.get(value, ())]:
                    state.put(value, found)
        return None if hidden.is_lost else self._keep(state)

    def _keep(self, state: _State) -> Literals:
        digests = state.hidden.keep()
        entries = dict(self._entries.numbers)
        self._shelf[self._place] = _ENCODE(_Kept(self._frame, entries, state.paths, state.shown, digests))
        return state.literals()

    @property
    def _place(self) -> str:
        return f"strings {self._folder}"


class _State:
    """Literals by value, in the form in which they are kept."""

    def __init__(
        self, paths: list[str], shown: dict[str, dict[str, _Packed]], hidden: Hidden, codebase: Codebase
    ) -> None:
        self.paths = paths
        self.shown = shown
        self.hidden = hidden
        self._numbers = {path: number for number, path in enumerate(paths)}
        self._tests = test_files(codebase)

    def take(self, value: str) -> Iterable[Place]:
        """The places of a value, which has none any more."""
        packed = next((found.pop(value) for found in self.shown.values() if value in found), None)
        return _unpacked(self.paths, self.hidden.pop(value) if packed is None else packed)

    def put(self, value: str, found: Sequence[Place]) -> None:
        """A value stands in these places."""
        category, packed = shown_as(value, found, self._tests), self._packed(found)
        if category:
            self.shown.setdefault(category, {})[value] = packed
        else:
            self.hidden.put(value, packed)

    def literals(self) -> Literals:
        """Those that are shown."""
        shown, unpacked = self.shown, partial(_unpacked, self.paths)
        categories = {value: category for category, found in shown.items() for value in found}
        return Literals(
            categories,
            lambda value: len(shown[categories[value]][value]) // _PLACE,
            lambda value: tuple(unpacked(shown[categories[value]][value])),
        )

    def _packed(self, found: Sequence[Place]) -> _Packed:
        """The places in order; most values have one."""
        ordered = found if len(found) == 1 else sorted(found)
        return array(_NUMBER, [part for path, line in ordered for part in (self._numbers[path], line)]).tobytes()


def _unpacked(paths: Sequence[str], packed: _Packed) -> Iterable[Place]:
    numbers = array(_NUMBER, packed)
    return zip(map(paths.__getitem__, numbers[::2]), numbers[1::2], strict=True)
