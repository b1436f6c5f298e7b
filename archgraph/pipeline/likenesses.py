"""Comparisons of code that an earlier run made: in: the shelf of the cache; out: a ledger that knows them, kept afterwards."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archgraph.extract.version import package_digest

if TYPE_CHECKING:
    from archgraph.analyses.clones.ledger import Ledger


@contextmanager
def likenesses(shelf: MutableMapping[str, bytes], folder: str) -> Iterator[Ledger]:
    """The ledger of a folder's code. Kept is what was asked for this time, when anything of it was new, with the digest of
    the code that measured it: another version of archgraph measures anew."""
    from archgraph.analyses.clones.ledger import Ledger  # numpy: rules that need no clones do without

    place, version = f"likenesses {folder}", package_digest()
    stored = shelf.get(place, b"")
    ledger = Ledger(stored.removeprefix(version) if stored.startswith(version) else b"")
    yield ledger
    if ledger.measured:
        shelf[place] = version + ledger.to_bytes()
