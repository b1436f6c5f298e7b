"""Near literals that an earlier run looked for: in: the shelf of the cache; out: pairs of values, of which only changed ones are
compared again."""

from __future__ import annotations

from collections.abc import MutableMapping

import msgspec

from archgraph.analyses.near_pairs import Counts, Pair, pairs, pairs_again
from archgraph.pipeline.shelved import shelved


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was compared, and what was found."""

    code: bytes
    counts: dict[str, int]
    pairs: list[Pair]


_DECODE = msgspec.msgpack.Decoder(_Kept).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class PairsAgain:
    """The pairs of one folder; does as `pairs` does."""

    def __init__(self, shelf: MutableMapping[str, bytes], folder: str, code: bytes) -> None:
        """`code`: a digest of archgraph."""
        self._shelf = shelf
        self._place, self._code = f"near literals {folder}", code

    def __call__(self, counts: Counts) -> list[Pair]:
        """Rare values beside usual ones, sorted."""
        kept = self._kept()
        found = pairs_again(kept.counts, kept.pairs, counts) if kept else pairs(counts)
        if kept is None or kept.counts != counts:
            self._shelf[self._place] = _ENCODE(_Kept(self._code, dict(counts), found))
        return found

    def _kept(self) -> _Kept | None:
        kept = shelved(self._shelf, self._place, _DECODE)
        return kept if kept and kept.code == self._code else None
