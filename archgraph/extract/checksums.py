"""Checksums of what the cache keeps: in: bytes and what they belong to; out: a number, or whether they are what was written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from zlib import crc32


def sum_of(data: bytes, of: int | str | bytes) -> int:
    """The checksum of data that belong to `of`, a number or a key: neither can change unnoticed, nor be taken for others."""
    if isinstance(of, int):
        return crc32(data, of & 0xFFFFFFFF)
    return crc32(data, crc32(os.fsencode(of)))


def is_whole(data: object, of: int | str | bytes, found: object) -> bool:
    """Whether data are as they were when their checksum was `found`."""
    return isinstance(data, bytes) and sum_of(data, of) == found


def whole_ones(rows: Iterable[tuple[int, object, object]]) -> dict[int, bytes]:
    """Of rows (id, data, checksum) the data that are whole, by id; in one go, as there are thousands."""
    return {of: data for of, data, found in rows if isinstance(data, bytes) and crc32(data, of & 0xFFFFFFFF) == found}
