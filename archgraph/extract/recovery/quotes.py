"""Takes text in which quotes are missing and gives text of the same lines in which all strings are closed."""

from __future__ import annotations

import re

from archgraph.extract.recovery.logical import STATEMENT
from archgraph.extract.recovery.masking import BREAK, TOKEN, TRIPLE, UNCLOSED, mask
from archgraph.extract.recovery.triples import mend_triples

_FLIPPED = re.compile(rf'{BREAK}_*"[ \t]*(?!(?:if|else|for|in|is|and|or|not|as|async)\b)\w')
"""A word right behind a string of several lines: what was read as its end is the beginning of another."""
_BEHIND = re.compile(r"[ \t]*(?!(?:if|else|for|in|is|and|or|not|as|async)\b)\w")
_PLAIN = re.compile(
    r"""(?:[^"'#]++|#[^\n]*+|"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'(?!'')[^'\\\n]*+(?:\\.[^'\\\n]*+)*+')*+""",
    re.DOTALL,
)
"""Anything up to a triple quote, or a quote that is not closed."""
_TRIPLE = re.compile(TRIPLE, re.DOTALL)
_TAIL = re.compile(r"[)\]},:;\s]*\Z")
_REACH = 40
"""Most lines that a string in single quotes is followed over."""


def close_strings(text: str) -> tuple[str, str]:
    """The text with every string closed, and the same with the inside of strings of several lines blanked."""
    code = _without_blocks(text)
    if code is not None:
        return text, code
    masked = mask(text)
    if UNCLOSED * 3 in masked or _FLIPPED.search(masked):
        text = mend_triples(text)
        masked = mask(text)
    if UNCLOSED in masked:
        text = _mend_singles(text.split("\n"), masked.replace(BREAK, "\n").split("\n"))
    return text, TOKEN.sub(lambda match: "\n" * match[0].count("\n") if "\n" in match[0] else match[0], text)


def _without_blocks(text: str) -> str | None:
    """The text with strings of several lines blanked, their lines kept; None when a quote in it is missing."""
    parts: list[str] = []
    position = done = 0
    while (position := _PLAIN.match(text, position).end()) < len(text):  # type: ignore[union-attr]  # it matches anything
        match = _TRIPLE.match(text, position)
        if match is None:
            return None
        start, position = match.span()
        breaks = text.count("\n", start, position)
        if breaks:
            if _BEHIND.match(text, position):
                return None
            parts += (text[done:start], '""', "\n" * breaks)
            done = position
    return "".join((*parts, text[done:]))


def _mend_singles(lines: list[str], masked: list[str]) -> str:
    """Closes the strings in single quotes: where the next quote is as lonely, both are one string that was broken over
    lines by a newline which is no escape any more; else before the brackets and punctuation that end the line."""
    row = 0
    while row < len(lines):
        start = masked[row].find(UNCLOSED)
        if start < 0:
            row += 1
            continue
        last = _partner(lines, masked, row, lines[row][start])
        for joined in range(row, last):
            lines[joined] += "\\n\\"
        if last == row:
            tail = _TAIL.search(lines[row], start + 1)
            end = tail.start() if tail else len(lines[row])
            lines[row] = lines[row][:end] + lines[row][start] + lines[row][end:]
        row = last + 1
    return "\n".join(lines)


def _partner(lines: list[str], masked: list[str], row: int, quote: str) -> int:
    """The line on which the string ends that `quote` opens on `row`: `row` itself when there is no such line."""
    for other in range(row + 1, min(row + _REACH, len(lines))):
        if STATEMENT.match(masked[other]):
            return row
        if quote in lines[other]:
            unclosed = masked[other].find(UNCLOSED)
            return other if unclosed >= 0 and lines[other][unclosed] == quote else row
    return row
