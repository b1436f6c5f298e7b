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
    "duplicates": ("member", "path"),
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
    """A state without what is known of it anyway: rows hold the cells of COLUMNS in their order."""

    judged: Judged
    tables: dict[str, list[tuple[str, ...]]]


_DECODE = msgspec.msgpack.Decoder(_Packed).decode


def packed(state: State) -> bytes:
    """The judgement and the tables of a state."""
    tables = {name: [tuple(row.values()) for row in rows] for name, rows in state.tables.items()}
    return zlib.compress(msgspec.msgpack.encode(_Packed(state.judged, tables)), 1)


def unpacked(data: bytes, name: str, contents: Mapping[str, str]) -> State | None:
    """The state that was packed; None when the data are damaged or of another make."""
    try:
        kept = _DECODE(zlib.decompress(data))
    except (zlib.error, msgspec.MsgspecError):
        return None
    if kept.tables.keys() != COLUMNS.keys():
        return None
    tables = {
        table: [dict(zip(columns, row, strict=True)) for row in kept.tables[table]]
        for table, columns in COLUMNS.items()
    }
    return State(name, tables, kept.judged, contents)
