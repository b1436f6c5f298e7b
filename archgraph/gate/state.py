"""A state of a code base as tables tell it: what `compare` compares, from an audit's folder or from an analysis."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from archgraph.gate.judged import Judged

Record = Mapping[str, str]
"""A row by column, cells as a CSV file has them."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "classes": ("class", "path", "line", "end_line", "last", "bases", "decorators", "methods"),
    "cycles": ("cycle", "importer", "path", "weak"),
    "duplicates": ("cluster", "member", "path"),
    "imports": ("importer", "imported", "path"),
    "managers": ("class", "path", "zone", "double"),
    "members": ("class", "path", "line", "member", "kind", "defined_in"),
    "modules": ("module", "path", "lines", "status", "error"),
    "mro": ("class", "path", "line", "ancestor"),
    "registries": ("class", "path", "zone", "double"),
}
"""The columns of each table that a comparison needs."""


class State(NamedTuple):
    """`contents`: path → what identifies a file's content; a file without one is judged by its rows."""

    name: str
    tables: Mapping[str, Sequence[Record]]
    judged: Judged
    contents: Mapping[str, str]


class _Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A state without what is known of it anyway; each table is packed by itself, for the sake of memory."""

    judged: Judged
    tables: dict[str, bytes]


_DECODE = msgspec.msgpack.Decoder(_Packed).decode
_DECODE_ROWS = msgspec.msgpack.Decoder(list[tuple[str, ...]]).decode
_ENCODE = msgspec.msgpack.Encoder().encode


def packed(state: State) -> bytes:
    """The judgement and the tables of a state; rows hold the cells of COLUMNS in their order."""
    tables = {
        name: zlib.compress(_ENCODE([tuple(row.values()) for row in rows]), 1) for name, rows in state.tables.items()
    }
    return zlib.compress(_ENCODE(_Packed(state.judged, tables)), 1)


def is_whole(data: bytes) -> bool:
    """Whether packed data are as they were written, by their checksum."""
    try:
        return bool(zlib.decompress(data))
    except zlib.error:
        return False


def unpacked(data: bytes, name: str, contents: Mapping[str, str]) -> State | None:
    """The state that was packed; None when the data are damaged or of another make."""
    known: dict[str, str] = {}
    try:
        kept = _DECODE(zlib.decompress(data))
        tables = {name: _rows(COLUMNS[name], blob, known) for name, blob in kept.tables.items()}
    except (zlib.error, msgspec.MsgspecError, KeyError, ValueError):
        return None
    return State(name, tables, kept.judged, contents) if tables.keys() == COLUMNS.keys() else None


def _rows(columns: Sequence[str], blob: bytes, known: dict[str, str]) -> list[Record]:
    """The rows of a table; equal texts are one object, as most of them stand in many rows."""
    same = known.setdefault
    rows = _DECODE_ROWS(zlib.decompress(blob))
    return [{column: same(cell, cell) for column, cell in zip(columns, row, strict=True)} for row in rows]
