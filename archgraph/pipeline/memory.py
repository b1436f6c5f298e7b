"""What earlier runs worked out file by file: in: a code base and what the cache has; out: rows, kept ones where no edit reaches.

A file's rows are taken again when no edit since reaches it (reached.py) and none of them gives the path of a changed file, or
of a reached one where rows rest on more of other files than their names. What must not have changed at all is compared as a
whole: which files there are, archgraph, the settings, what is installed, and what the work says that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from archgraph.blake import blake2b
from archgraph.extract.entries import Entries
from archgraph.extract.stamps import Stamp, are_unchanged, stamp
from archgraph.model.codebase import Codebase
from archgraph.model.damaged import DAMAGED
from archgraph.model.facts.outline import Status
from archgraph.model.memory import Found, Work
from archgraph.pipeline.reached import Reached


class _State(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A state of the code for which rows are known. `entries`: of the files in the order of the code base, which the frame
    tells, `_UNKNOWN` for those without one; `rows`: the mark of these rows."""

    frame: bytes
    entries: list[int]
    outside: list[Stamp]
    rows: bytes


class _Rows(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Rows by file. They are kept apart from the states they are true of, as most edits change none: the mark, a digest of
    the first such state, says which belong to which."""

    mark: bytes
    by_file: dict[str, msgspec.Raw]


class _Kept(NamedTuple):
    """A state and its rows."""

    state: _State
    rows: Mapping[str, msgspec.Raw]


_UNKNOWN = -1
_STATE = msgspec.msgpack.Decoder(_State).decode
_ROWS = msgspec.msgpack.Decoder(_Rows).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class Memory:
    """A `ByFile` of the model that remembers, beside the facts, what it gave for a folder."""

    def __init__(
        self,
        codebase: Codebase,
        entries: Entries,
        reached: Reached,
        shelf: MutableMapping[str, bytes],
        place: tuple[str, bytes],
        outside: Callable[[], Iterable[Path]],
    ) -> None:
        """`place`: the folder, and a digest of what must not change, b"" when there is none; `outside`: files that names were
        looked up in."""
        self._codebase = codebase
        self._entries = entries
        self._reached = reached
        self._shelf = shelf
        self._folder, self._frame = place
        self._outside = outside
        self._stamps: dict[str, Stamp] = {}
        self._unchanged: dict[bytes, bool] = {}

    def __call__(self, work: Work[Found]) -> list[Found]:
        """The rows of all files, in the order of the files."""
        frame = self._frame_of(work)
        kept = self._kept(work.name, frame)
        rows = self._still_good(kept, looks_into=work.looks_into) if kept else {}
        known = frozenset(rows) if kept else frozenset()
        fresh: dict[str, list[Found]] = {path: [] for path in self._codebase.modules if path not in known}
        for path, row in work.of(fresh):
            fresh[path].append(row)
        self._keep(work.name, frame, kept, rows, fresh)
        read = msgspec.msgpack.Decoder(list[work.kind]).decode  # type: ignore[name-defined]
        return [
            row
            for path in self._codebase.modules
            for row in (fresh[path] if path in fresh else read(rows[path]) if rows[path] else ())
        ]

    def _frame_of(self, work: Work[Found]) -> bytes:
        """What the rows rest on beside the files, and nothing when that, or a file, is not known."""
        unknown = self._codebase.modules.keys() - self._entries.numbers.keys()
        if any(self._codebase.modules[path].status is not Status.FAILED for path in unknown):
            return b""
        try:
            told = msgspec.msgpack.encode((work.rests_on, self._frame, sorted(unknown)))
        except UnicodeEncodeError:
            return b""
        inherited = self._reached.inheritance if work.inherits else b"-"
        return blake2b(told + inherited, digest_size=16).digest() if self._frame and inherited else b""

    def _kept(self, name: str, frame: bytes) -> _Kept | None:
        try:
            state = _STATE(self._shelf[self._place(name)])
            is_alike = frame and state.frame == frame and len(state.entries) == len(self._codebase.modules)
            if not is_alike or not self._is_outside_unchanged(state.outside):
                return None
            rows = _ROWS(self._shelf[self._place_of_rows(name)])
        except (KeyError, *DAMAGED):
            return None
        return _Kept(state, rows.by_file) if rows.mark == state.rows else None

    def _is_outside_unchanged(self, stamps: list[Stamp]) -> bool:
        """Asked by each work about the same files."""
        told = _ENCODE(stamps)
        if told not in self._unchanged:
            self._unchanged[told] = are_unchanged(stamps)
        return self._unchanged[told]

    def _still_good(self, kept: _Kept, *, looks_into: bool) -> Mapping[str, bytes]:
        """Path → encoded rows, b"" for none, of the files that no edit has reached since, nor any whose path they give."""
        now = self._entries.numbers
        states = zip(self._codebase.modules, kept.state.entries, self._numbers(), strict=True)
        changed = {path: before for path, before, after in states if before != after}
        reached = self._reached.since(changed) if _UNKNOWN not in changed.values() else None
        if reached is None or not changed.keys() <= now.keys():
            return {}
        good = dict.fromkeys(now.keys() - reached, b"")
        texts = [path.encode() for path in (reached if looks_into else changed)]
        for path, rows in kept.rows.items():
            if path in good:
                raw = good[path] = bytes(rows)
                if any(text in raw for text in texts):
                    del good[path]
        return good

    def _keep(
        self,
        name: str,
        frame: bytes,
        before: _Kept | None,
        rows: Mapping[str, bytes],
        fresh: Mapping[str, list[Found]],
    ) -> None:
        if not frame:
            return
        numbers = self._numbers()
        stamps = {each.path: each for each in before.state.outside} if before else {}
        stamps |= self._stamped()
        encoded = {path: _ENCODE(found) for path, found in fresh.items() if found}
        if before and all(bytes(before.rows.get(path, b"")) == encoded.get(path, b"") for path in fresh):
            mark = before.state.rows
        else:
            mark = blake2b(_ENCODE((frame, numbers, list(stamps.values()))), digest_size=16).digest()
            encoded |= {path: raw for path, raw in rows.items() if raw}
            told = _Rows(mark, {path: msgspec.Raw(raw) for path, raw in encoded.items()})
            self._shelf[self._place_of_rows(name)] = _ENCODE(told)
        self._shelf[self._place(name)] = _ENCODE(_State(frame, numbers, list(stamps.values()), mark))

    def _numbers(self) -> list[int]:
        """The entries of now, as they are kept."""
        return [self._entries.numbers.get(path, _UNKNOWN) for path in self._codebase.modules]

    def _stamped(self) -> Mapping[str, Stamp]:
        new = [path for path in self._outside() if str(path) not in self._stamps]
        self._stamps |= {each.path: each for each in stamp(new)}
        return self._stamps

    def _place(self, name: str) -> str:
        return f"by file {name} {self._folder}"

    def _place_of_rows(self, name: str) -> str:
        return f"rows by file {name} {self._folder}"
