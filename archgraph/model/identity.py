"""What makes two findings the same one: in: a finding's words, out: an id that survives edits elsewhere in its file."""

from __future__ import annotations

import hashlib
import re

_NUMBER = re.compile(r"\d+")


def unnumbered(message: str) -> str:
    """The message with a `#` for every number: line numbers and counts change when other code does."""
    return _NUMBER.sub("#", message)


def identity(rule: str, path: str, symbol: str, message: str) -> str:
    """16 hexadecimal digits. Findings with the same words have the same; the audit counts them (`-2`, `-3`)."""
    text = "\n".join((rule, path, symbol, unnumbered(message)))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
