"""In: any text; out: text that may stand in an XML element or attribute."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def element_text(text: str) -> str:
    """Escaped; what no XML can hold (control characters, lone surrogates) or turns the direction is spelled \\uXXXX."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).translate(_ESCAPES)


def attribute(text: str) -> str:
    """Text as an id: letters, digits, dots and dashes stay."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", text)
