"""Literals that are not shown: in: values and their packed places; out: the same, from one of many small parts of the shelf.

Most values stand in one place and are prose: few of them are ever asked for, so that they are kept in parts by a digest of the
value, and only a part that is asked for is read and written. Who keeps the digests of all parts knows that they belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from zlib import crc32

import msgspec

from archgraph.blake import blake2b

_PARTS = 32

_DECODE = msgspec.msgpack.Decoder(dict[str, bytes]).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class Hidden:
    """Packed places by value."""

    def __init__(self, shelf: MutableMapping[str, bytes], folder: str, digests: Sequence[bytes] = ()) -> None:
        """`digests`: of the parts, as `keep` gave them; none: there is nothing yet."""
        self._shelf = shelf
        self._folder = folder
        self._digests = digests
        self._read: dict[int, dict[str, bytes]] = {} if digests else {part: {} for part in range(_PARTS)}
        self.is_lost = bool(digests) and len(digests) != _PARTS
        """Whether a part was asked for that is not what was kept."""

    def pop(self, value: str) -> bytes:
        """The places of a value, which has none any more; b"" when it had none."""
        return self._part(value).pop(value, b"")

    def put(self, value: str, packed: bytes) -> None:
        """Keep the places of a value."""
        self._part(value)[value] = packed

    def keep(self) -> list[bytes]:
        """Write the parts that were asked for; the digests of all."""
        digests = list(self._digests) or [b""] * _PARTS
        for part, found in self._read.items():
            blob = _ENCODE(found)
            digest = _digest(blob)
            if digest != digests[part]:
                self._shelf[self._place(part)] = blob
                digests[part] = digest
        return digests

    def _part(self, value: str) -> dict[str, bytes]:
        part = crc32(value.encode("utf-8", "surrogatepass")) % _PARTS
        if part not in self._read:
            self._read[part] = dict(self._kept(part))
        return self._read[part]

    def _kept(self, part: int) -> Mapping[str, bytes]:
        blob = self._shelf.get(self._place(part), b"")
        if not self.is_lost and _digest(blob) == self._digests[part]:
            return _DECODE(blob)
        self.is_lost = True
        return {}

    def _place(self, part: int) -> str:
        return f"hidden strings {part} {self._folder}"


def _digest(blob: bytes) -> bytes:
    return blake2b(blob, digest_size=16).digest()
