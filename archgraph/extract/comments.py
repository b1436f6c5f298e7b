"""Takes Python text, even broken, and gives its comments; a `#` inside a string is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SUSPECT = re.compile(r"#[^\n]*")
_TOKEN = re.compile(
    r"""\#[^\n]*
    | \"""(?:[^"\\]|\\.|"(?!""))*+\"""
    | '''(?:[^'\\]|\\.|'(?!''))*+'''
    | "(?:[^"\\\n]|\\.)*+"
    | '(?:[^'\\\n]|\\.)*+'
    """,
    re.VERBOSE | re.DOTALL,
)


def suspects(text: str) -> str:
    """Everything that stands after a `#` on its line, comment or not, in lower case: cheap to search for words."""
    return "\n".join(_SUSPECT.findall(text)).lower()


def comments(text: str) -> Iterator[tuple[int, str]]:
    """(line, text from the `#` on) of every comment. A string that does not end is skipped by its quote alone."""
    line, position = 1, 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if text[start] == "#":
            line += text.count("\n", position, start)
            position = start
            yield line, token[0]
