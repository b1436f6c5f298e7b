"""Takes Python text, even broken, and gives its comments; a `#` inside a string is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\#[^\n]*
    | \"""(?>[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*)\"""
    | '''(?>[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*)'''
    | "(?>[^"\\\n]*(?:\\.[^"\\\n]*)*)"
    | '(?>[^'\\\n]*(?:\\.[^'\\\n]*)*)'
    """,
    re.VERBOSE | re.DOTALL,
)


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
    for token in _TOKEN.finditer(text):
        start = token.start()
        if text[start] == "#":
            line += text.count("\n", position, start)
            position = start
            yield line, token[0]
