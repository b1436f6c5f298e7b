"""Comparisons of code that an earlier run made: in: the shelf of the cache; out: a ledger that knows them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING

from archgraph.extract.version import package_digest

if TYPE_CHECKING:
    from archgraph.analyses.clones.ledger import Ledger


def known(shelf: Mapping[str, bytes], folder: str) -> Ledger:
    """The ledger of a folder's code, as an earlier run kept it. It stands beside the digest of the code that measured it:
    another version of archgraph measures anew."""
    from archgraph.analyses.clones.ledger import Ledger  # numpy: rules that need no clones do without

    version = package_digest()
    stored = shelf.get(_place(folder), b"")
    return Ledger(stored.removeprefix(version) if stored.startswith(version) else b"")


def keep(shelf: MutableMapping[str, bytes], folder: str, ledger: bytes) -> None:
    """Keep what a ledger was asked for this time (`Ledger.to_bytes`), for the next run; nothing when nothing of it was new."""
    if ledger:
        shelf[_place(folder)] = package_digest() + ledger


def _place(folder: str) -> str:
    return f"likenesses {folder}"
