"""Sunset dates in files that are no code, as an earlier run found them: in: the shelf of the cache; out: the lines of files
whose content it knows."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cached_property

import msgspec

from archgraph.blake import blake2b
from archgraph.extract.version import package_digest
from archgraph.model.source import DatedLine
from archgraph.pipeline.shelved import shelved

Lines = tuple[DatedLine, ...]


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The dated lines of files, by what their paths and contents are told apart by."""

    code: bytes
    lines: dict[bytes, Lines]


_DECODE = msgspec.msgpack.Decoder(_Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class DatesAgain:
    """The dated lines of one folder's files. Each file is read, and looked through only when its content is new."""

    def __init__(self, open_shelf: Callable[[], MutableMapping[str, bytes]], folder: str) -> None:
        """`open_shelf`: gives the shelf, once a file is found that may have dates."""
        self._open_shelf = open_shelf
        self._place = f"dates {folder}"
        self._asked: dict[bytes, Lines] = {}

    def __call__(self, path: str, data: bytes, look: Callable[[], Lines]) -> Lines:
        """The dated lines of a file: those that an earlier run found, or what `look` finds."""
        key = blake2b(path.encode("utf-8", "surrogateescape") + b"\0" + data, digest_size=16).digest()
        lines = self._known.get(key)
        self._asked[key] = found = look() if lines is None else lines
        return found

    def keep(self) -> None:
        """Keep what was asked for, for the next run, if that is not what is kept already."""
        if self._asked and self._asked.keys() != self._known.keys():
            self._open_shelf()[self._place] = _ENCODE(_Kept(package_digest(), self._asked))

    @cached_property
    def _known(self) -> dict[bytes, Lines]:
        kept = shelved(self._open_shelf(), self._place, _DECODE)
        return kept.lines if kept and kept.code == package_digest() else {}
