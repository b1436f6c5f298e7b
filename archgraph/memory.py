"""Gives memory back to the system after a stage that needed much of it for a moment."""

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
