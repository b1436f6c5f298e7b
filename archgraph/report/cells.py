"""The contract's rules for cells: in: values of records, out: what stands in a CSV cell.

A text is quoted by the csv module; this module knows the rest: several values, yes/no, figures, text that a spreadsheet
would run, and characters that no table can hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

Cell = str | int | float
"""What is unknown or absent is the empty text."""

UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates."""

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")
_GUARDED: Final = re.compile(r"'(?=[=+\-@]|\\u0009|\\u000d)")
_LITERAL: Final = re.compile(r"'(?:[^'\\]|\\.)*'")
_SIGNIFICANT_DIGITS: Final = 6
_compact = msgspec.json.Encoder().encode


def listed(values: Sequence[str]) -> str:
    """Several values as a JSON array of strings; a known absence is `[]`. Elements are `visible`, too."""
    if not values:
        return "[]"
    try:
        array = _compact(values).decode()
    except UnicodeEncodeError:
        return _compact([visible(value) for value in values]).decode()
    return (
        array if array.isprintable() and "\\" not in array else _compact([visible(value) for value in values]).decode()
    )


def known(value: int | None) -> int | str:
    """A whole number, yes/no as 1/0; unknown as empty."""
    return "" if value is None else int(value)


def figure(value: float | None) -> float | str:
    """A measured number with six significant digits, so that the last bits of a sum never change a file."""
    return "" if value is None else float(f"{value:.{_SIGNIFICANT_DIGITS}g}")


def guarded(text: str) -> str:
    """Analysed text that a spreadsheet might run: with a `'` before = + - @ TAB CR, unless it is a number."""
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return "'" + text
    return text


def unguarded(cell: str) -> str:
    """The inverse of `guarded`, as far as a cell tells: a text that itself begins with `'=` loses its quote."""
    return cell[1:] if _GUARDED.match(cell) and not _NUMBER.match(cell[1:]) else cell


def unguarded_code(cell: str) -> str:
    """The inverse of `guarded` for source text: in front of a whole string literal, `'=1'`, the quote is its own."""
    return cell if _LITERAL.fullmatch(cell) else unguarded(cell)


def visible(text: str) -> str:
    r"""The text with control characters and lone surrogates as `\uXXXX`: one line, and it can be encoded."""
    return text if text.isprintable() else UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
