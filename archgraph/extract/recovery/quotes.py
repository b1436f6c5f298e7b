"""Takes text in which quotes are missing and gives text of the same lines in which all strings are closed."""

from __future__ import annotations

import re

from archgraph.extract.recovery.logical import STATEMENT
from archgraph.extract.recovery.masking import TRIPLE, UNCLOSED, mask
from archgraph.extract.recovery.triples import goes_on, mend_triples

_BEHIND = re.compile(r"[ \t]*(?!(?:if|else|for|in|is|and|or|not|as|async)\b)\w")
"""A word right behind a string of several lines: what was read as its end is the beginning of another."""
_BEFORE = re.compile(r"[\w.!?](?<![bBfFrRuU])\Z|\w\w[bBfFrRuU]\Z")
"""Text right before it: what was read as its beginning is the end of another."""
_DEFINITION = re.compile(r"\n([ \t]*)(?:class[ \t]+\w+[ \t]*[(:]|(?:async[ \t]+)?def[ \t]+\w+[ \t]*\()")
"""In a string that stands alone on its line: at most as deep as the string, it is code that a lost quote swallowed."""
_PLAIN = re.compile(
    r"""(?>(?:[^"'#]++|#[^\n]*+|"(?!"")[^"\\\n]*+(?>(?:\\.[^"\\\n]*+)*)"|'(?!'')[^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*)')*)""",
    re.DOTALL,
)
"""Anything up to a triple quote, or a quote that is not closed."""
_TRIPLE = re.compile(TRIPLE, re.DOTALL)
_TAIL = re.compile(r"[)\]},:;\s]*\Z")
_NEAR = 100
"""Characters before a string that tell whether it is part of an expression."""
_REACH = 40
"""Most lines that a string in single quotes is followed over."""


def close_strings(text: str) -> tuple[str, str]:
    """The text with every string closed, and the same with strings of several lines blanked, line by line."""
    if closed := _closed(text, careful=True):
        return closed
    text = mend_triples(text)
    return _closed(text, careful=False) or (text, text)


def _closed(text: str, careful: bool) -> tuple[str, str] | None:
    """Both texts; None when a triple quote is missing or, if `careful`, seems to be."""
    mended: list[str] = []
    code: list[str] = []
    position = done = 0
    while (position := _PLAIN.match(text, position).end()) < len(text):  # type: ignore[union-attr]  # it matches anything
        if triple := _TRIPLE.match(text, position):
            string, end = triple[0], triple.end()
        elif text.startswith(("'''", '"""'), position):
            return None
        else:
            string, end = _single(text, position)
        breaks = text.count("\n", position, end)
        if breaks and triple and careful and _is_doubtful(text, position, string):
            return None
        if breaks or not triple:
            before = text[done:position]
            mended += before, string
            code += before, '""' + "\n" * breaks if breaks else string
            done = end
        position = end
    return "".join((*mended, text[done:])), "".join((*code, text[done:]))


def _is_doubtful(text: str, start: int, string: str) -> bool:
    """Whether a string of several lines seems to begin where another ends, to end where another begins, or, being a statement
    of its own, holds definitions where it cannot show them as examples."""
    if _BEHIND.match(text, start + len(string)) or _BEFORE.search(text[max(start - 4, 0) : start]):
        return True
    if "def " not in string and "class " not in string:
        return False
    row = text.rfind("\n", 0, start) + 1
    blank = text[row:start].rstrip("bBfFrRuU")
    if blank.strip() or goes_on(text[max(row - _NEAR, 0) : row]):
        return False
    return any(len(found[1]) <= len(blank) for found in _DEFINITION.finditer(string))


def _single(text: str, start: int) -> tuple[str, int]:
    """The string in single quotes that begins at `start` and is not closed on its line, closed, and where it ends.

    Where the next quote is as lonely, both are one string, broken over lines by a newline that is no escape any more; else
    it ends before the brackets and punctuation that end the line.
    """
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    other = text.find(text[start], stop)
    if other > 0 and text.count("\n", stop, other) <= _REACH and _is_lonely(text, stop, other):
        return text[start : other + 1].replace("\n", "\\n\\\n"), other + 1
    tail = _TAIL.search(text, start + 1, stop)
    end = tail.start() if tail else stop
    return text[start:end] + text[start], end


def _is_lonely(text: str, stop: int, other: int) -> bool:
    """Whether the quote at `other`, the first behind the line that ends at `stop`, has no partner on its line, and no
    statement begins between them."""
    row = text.rfind("\n", 0, other) + 1
    end = text.find("\n", other)
    line = text[row:] if end < 0 else text[row:end]
    unclosed = mask(line).find(UNCLOSED)
    if unclosed < 0 or line[unclosed] != text[other] or text.startswith(text[other] * 3, other):
        return False
    return not any(STATEMENT.match(each) for each in text[stop + 1 : row + len(line)].split("\n"))
