"""Takes Python text, even broken, and gives its comments; a `#` inside a string is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(
    r"""(?>(?:[^"'\#]++
    | \"""(?>[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*)\"""
    | '''(?>[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*)'''
    | "(?>[^"\\\n]*(?:\\.[^"\\\n]*)*)"
    | '(?>[^'\\\n]*(?:\\.[^'\\\n]*)*)'
    | ["'] )*) (?:(\#[^\n]*)|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Code and strings up to a comment, and the comment, or the rest of the text."""


def suspects(text: str) -> Iterator[tuple[int, str]]:
    """(line, text from the first `#` on) of every line that has one, comment or not: cheap."""
    line, position = 1, text.find("#")
    counted = 0
    while position >= 0:
        line += text.count("\n", counted, position)
        counted = position
        end = text.find("\n", position)
        yield line, text[position:end] if end >= 0 else text[position:]
        position = text.find("#", end) if end >= 0 else -1


def comments(text: str) -> Iterator[tuple[int, str]]:
    """(line, text from the `#` on) of every comment. A string that does not end is skipped by its quote alone."""
    line, position = 1, 0
    for found in _COMMENT.finditer(text):
        if found[1]:
            line += text.count("\n", position, found.start(1))
            position = found.start(1)
            yield line, found[1]
