"""Takes source text and gives text of the same length without comments and without what stands in strings."""

from __future__ import annotations

import re

BREAK = "\x01"
"""Stands for a newline inside a string, so that a masked statement's line ends are all real ones."""

UNCLOSED = "\x02"
"""Stands for the quote of a string that is not closed: on its line, or, a triple quote, in the whole text."""

TRIPLE = r'''"""[^"\\]*+(?>(?:(?:\\.|"(?!""))[^"\\]*+)*)"""''' r"""|'''[^'\\]*+(?>(?:(?:\\.|'(?!''))[^'\\]*+)*)'''"""
"""A string in triple quotes, closed. Groups are atomic, not possessive: Python 3.11.0 to 3.11.4 match those wrongly."""
TOKEN = re.compile(
    rf"""\#[^\n]*+|{TRIPLE}"""
    r"""|"(?!"")[^"\\\n]*+(?>(?:\\.[^"\\\n]*+)*)"?"""
    r"""|'(?!'')[^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*)'?"""
    r'''|"""|\'\'\'''',
    re.DOTALL,
)
"""A comment, a string (a single-quoted one may be unterminated: it ends with its line) or a triple quote never closed."""

_TRIPLES = ('"""', "'''")
_INSIDE = re.compile(r"[^\n]")


def mask(text: str) -> str:
    """Comments become blanks, strings `"____"`, newlines in strings `BREAK`; every other character keeps its offset."""
    parts: list[str] = []
    position = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        parts.append(text[position:start])
        parts.append(_masked(text[start:end]))
        position = end
    parts.append(text[position:])
    return "".join(parts)


def uncommented(text: str) -> str:
    """The text with its comments blanked."""
    return TOKEN.sub(lambda match: " " * len(match[0]) if match[0][0] == "#" else match[0], text)


def _masked(token: str) -> str:
    if token[0] == "#":
        return " " * len(token)
    if token in _TRIPLES:
        return UNCLOSED * 3
    if "\n" in token:
        token = _INSIDE.sub("_", token[1:-1]).replace("\n", BREAK)
        return f'"{token}"'
    if len(token) == 1 or token[0] != token[-1]:
        return UNCLOSED + "_" * (len(token) - 1)
    return '"' + "_" * (len(token) - 2) + '"'
