"""Packs the files of a report beside their making: in: their content piece by piece, as it is written; out: packed files, some at
a time.

zlib lets other threads run, so where a second processor is idle a report is packed by the time it is written, and no file of it
is read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from queue import Queue, SimpleQueue
from threading import Thread
from typing import Final, Self

Packed = list[tuple[str, bytes]]
"""Files as (path below OUT, packed content)."""

_GROUP_BYTES: Final = 8_000_000
"""So many bytes of files are handed over at a time: what is packed stands in memory beside the analysis."""
_PIECE: Final = 1 << 18
"""Bytes that are packed at a time: for each piece the thread has to wait until the other one lets it run."""
_WAITING: Final = 8
"""Pieces that may wait to be packed."""


class Packing:
    """Packs in a thread, from the first piece until the block is left: before, a process without threads can fork. `keep` is
    handed groups of files in the caller's thread."""

    def __init__(self, keep: Callable[[Packed], None]) -> None:
        self._keep = keep
        self._pieces: list[bytes] = []
        self._path = ""
        self._waiting: Queue[tuple[str, bytes] | None] = Queue(_WAITING)
        self._groups: SimpleQueue[Packed] = SimpleQueue()
        self._thread = Thread(target=self._work, daemon=True)
        self.is_whole = False
        """Whether all that was added was packed and handed over."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._pass_on()
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()
        self._hand_over()
        self.is_whole = self.is_whole and kind is None

    def add(self, path: str, piece: bytes) -> None:
        """The next piece of a file; the pieces of a file come one after the other."""
        if path != self._path or sum(map(len, self._pieces)) >= _PIECE:
            self._pass_on()
            self._path = path
        self._pieces.append(piece)

    def _pass_on(self) -> None:
        if self._pieces:
            if self._thread.ident is None:
                self._thread.start()
            self._waiting.put((self._path, b"".join(self._pieces)))
            self._pieces = []
        self._hand_over()

    def _hand_over(self) -> None:
        while not self._groups.empty():
            self._keep(self._groups.get())

    def _work(self) -> None:
        try:
            for group in _groups(iter(self._waiting.get, None)):
                self._groups.put(group)
            self.is_whole = True
        except Exception:  # what cannot be packed is not kept, and nobody must wait for it
            while self._waiting.get() is not None:
                pass


def _groups(pieces: Iterator[tuple[str, bytes]]) -> Iterator[Packed]:
    group: Packed = []
    room = _GROUP_BYTES
    for path, packed, size in _files(pieces):
        group.append((path, packed))
        room -= size
        if room <= 0:
            yield group
            group, room = [], _GROUP_BYTES
    if group:
        yield group


def _files(pieces: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes, int]]:
    """Each file packed, and the size that it had."""
    for path, of_file in groupby(pieces, key=itemgetter(0)):
        compressor = zlib.compressobj(1)
        packed: list[bytes] = []
        size = 0
        for _, piece in of_file:
            packed.append(compressor.compress(piece))
            size += len(piece)
        yield path, b"".join((*packed, compressor.flush())), size
