"""Records on the shelf of the cache: in: a place there and what reads it; out: what an earlier run left, None when there
is nothing, or nothing that can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from archgraph.model.damaged import DAMAGED

Left = TypeVar("Left")


def shelved(shelf: Mapping[str, bytes], place: str, read: Callable[[bytes], Left]) -> Left | None:
    """What stands there."""
    try:
        return read(shelf[place])
    except (KeyError, *DAMAGED):
        return None
