"""In: text and a size; out: how wide it will be, without any font: pictures must not depend on what is installed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

BOLD = 1.06
"""Bold Helvetica is about this much wider."""

# Advance widths of Helvetica (and Arial) in 1/1000 em, U+0020 to U+007E, from Adobe's font metrics (AFM) of 1990.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_SIGNS = {"·": 278, "…": 1000, "→": 1000, "\u00a0": 278}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in the unit of `size`."""
    return sum(map(_advance, text)) * size / 1000 * (BOLD if bold else 1)


def elide(text: str, size: float, widest: float, *, bold: bool = False) -> str:
    """The text, its middle replaced by an ellipsis where it is wider than `widest`: both ends of a name tell most.

    Of a dotted name whole parts are left out where that is enough.
    """
    if text_width(text, size, bold=bold) <= widest:
        return text
    parts = text.split(".")
    for first in range(2, len(parts)):
        short = f"{parts[0]}…{'.'.join(parts[first:])}"
        if text_width(short, size, bold=bold) <= widest:
            return short
    keep = len(text) - 1
    while keep > 2:
        head, tail = (keep + 1) // 2, keep // 2
        short = f"{text[:head]}…{text[-tail:]}"
        if text_width(short, size, bold=bold) <= widest:
            return short
        keep -= 1
    return text[:1] + "…"


def wrap(text: str, size: float, widest: float) -> list[str]:
    """The text in lines of at most `widest`, broken at blanks; a single word may be wider."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return _WIDTHS[code - 32]
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 1000 if unicodedata.east_asian_width(character) in "WF" else 600
