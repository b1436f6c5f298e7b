"""Gives memory back to the system after a stage that needed much of it for a moment, and keeps what is not worth freeing."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return freed memory: glibc keeps what numpy's arrays leave, and the next stages would stand on top of it."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        return  # another C library, which does not keep it


_held: list[object] = []


def hold(thing: object) -> None:
    """Keep something until the next thing is held, or the process ends: freeing the records of a large code base one by one
    takes a twentieth of a second, and the end of a process frees them at once."""
    _held[:] = [thing]
