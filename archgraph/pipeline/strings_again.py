"""String literals that an earlier run found: in: a code base and the shelf of the cache; out: all of them, with those of changed
files looked up again.

A literal belongs to no file but to all in which it stands, so it is kept by value, with those that are not shown: one more
place may be what shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from archgraph.analyses.strings import shown_as, strings, test_files
from archgraph.extract.entries import Entries
from archgraph.model.codebase import Codebase
from archgraph.model.facts.texts import Texts
from archgraph.model.results.strings import Literals, StringUse
from archgraph.pipeline.hidden import Hidden
from archgraph.pipeline.packed import Packed, count, file_numbers, joined, packed_places, single, stands_in, unpacked
from archgraph.pipeline.shelved import shelved


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The literals of a state of the code, and that state. `shown`: category → value → places; `hidden`: digests of where the
    others are."""

    frame: bytes
    entries: dict[str, int]
    paths: list[str]
    shown: dict[str, dict[str, Packed]]
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
        state = _State(sorted(self._codebase.modules), {}, Hidden(self._shelf, self._folder), self._codebase)
        for value, places in packed_places(state.numbered(self._codebase.facts.sections(Texts))).items():
            state.put(value, places)
        return self._keep(state)

    def _renewed(self) -> Literals | None:
        """The literals with all values placed again that stand elsewhere, or elsewhere in changed files, since they were kept."""
        kept = self._kept()
        now = self._entries.numbers
        changed = {path: entry for path, entry in kept.entries.items() if now.get(path) != entry} if kept else {}
        before = {path: self._entries.section(entry, Texts) for path, entry in changed.items()}
        if kept is None or len(changed) > _MOST or None in before.values():
            return None
        hidden = Hidden(self._shelf, self._folder, kept.hidden)
        state = _State(kept.paths, kept.shown, hidden, self._codebase)
        gone = packed_places(state.numbered((path, section) for path, section in before.items() if section))
        fresh = packed_places(state.numbered(self._codebase.facts.sections(Texts, changed)))
        anew = state.numbers_of(changed)
        for value in {*gone, *fresh}:
            if gone.get(value) != fresh.get(value):
                rest = [place for place in state.take(value) if not stands_in(anew, [place])]
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
        self, paths: list[str], shown: dict[str, dict[str, Packed]], hidden: Hidden, codebase: Codebase
    ) -> None:
        """`paths`: in order, so that the numbers of places are."""
        self.paths = paths
        self.shown = shown
        self.hidden = hidden
        self._numbers = {path: number for number, path in enumerate(paths)}
        self._outside_tests = self.numbers_of(self._numbers.keys() - test_files(codebase))

    def numbers_of(self, paths: Iterable[str]) -> frozenset[Packed]:
        """Files as places begin with them."""
        return file_numbers(self._numbers[path] for path in paths)

    def numbered(self, sections: Iterable[tuple[str, Texts]]) -> Iterable[tuple[int, Texts]]:
        """The same with the numbers of the files."""
        return ((self._numbers[path], section) for path, section in sections)

    def take(self, value: str) -> list[Packed]:
        """The places of a value, which has none any more."""
        packed = next((found.pop(value) for found in self.shown.values() if value in found), None)
        return single(self.hidden.pop(value) if packed is None else packed)

    def put(self, value: str, places: Sequence[Packed]) -> None:
        """A value stands in these places."""
        packed = joined(places)
        category = shown_as(value, len(places), is_outside_tests=stands_in(self._outside_tests, places))
        if category:
            self.shown.setdefault(category, {})[value] = packed
        else:
            self.hidden.put(value, packed)

    def literals(self) -> Literals:
        """Those that are shown."""
        shown = self.shown
        categories = {value: category for category, found in shown.items() for value in found}
        return Literals(
            categories,
            lambda value: count(shown[categories[value]][value]),
            lambda value: unpacked(self.paths, shown[categories[value]][value]),
        )
