"""What a class does: a record that is made once for each class and compared with many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What a class does: all its statements; whether no method calls anything but its own methods, logs, clocks and what it
    raises; whether no public method has more than one statement; what it says of being a placeholder, "" when nothing."""

    statements: int
    is_idle: bool
    is_short: bool
    said: str
    methods: Mapping[str, tuple[int, int]]
    """Public method → how many others it calls and how many statements it has, with the private ones of its own that it calls."""
