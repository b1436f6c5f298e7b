"""Takes the bytes of a Python file and gives its text, as Python reads it or, failing that, as far as it can be read."""

from __future__ import annotations

import io
import re
import tokenize

_COOKIE = re.compile(rb"coding[:=]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(source: bytes) -> str:
    """The text with newlines as `\\n`, by PEP 263 (byte order mark, coding cookie, UTF-8).

    Raises SyntaxError, UnicodeError or LookupError where Python would refuse the bytes.
    """
    head = source[: source.find(b"\n", source.find(b"\n") + 1) + 1] or source
    if _COOKIE.search(head):
        encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0]
        return normalise(source.decode(encoding))
    return normalise(source.decode("utf-8-sig"))


def decode_anyhow(source: bytes) -> str:
    """The text of bytes that Python refuses: never raises, no surrogates, NUL as blank.

    UTF-16 when a byte order mark says so; else UTF-8 with U+FFFD for what is none; else, when nothing beyond ASCII
    is UTF-8, Latin-1.
    """
    if source.startswith(_UTF16):
        text = source.decode("utf-16", "replace")
    else:
        text = source.decode("utf-8", "replace").removeprefix("\ufeff")
        if "\ufffd" in text and all(character == "\ufffd" for character in text if character > "\x7f"):
            text = source.decode("latin-1")
    return normalise(text.replace("\0", " "))


def normalise(text: str) -> str:
    """The text with every line end that Python knows (`\\r\\n`, `\\r`) as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
