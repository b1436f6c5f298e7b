"""Bases from outside a code base: in: a dotted name; out: whether such a base asks something of the classes below it."""

from __future__ import annotations

_NEUTRAL = (
    *("builtins.", "abc.", "typing.", "typing_extensions.", "enum."),
    *("collections.", "dataclasses.", "contextlib."),
)
"""Where bases come from that everybody has, and that find nobody."""


def is_framework(name: str) -> bool:
    """Whether a class of that dotted name, which is not of the code base, can ask for members and find classes by itself."""
    return "." in name and not name.startswith(_NEUTRAL)
