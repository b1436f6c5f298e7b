"""Classes that a text elsewhere calls the one: in: docstrings; out: bare names, with the words that say so.

`This module is being migrated to use SessionHub as the SSOT`, `SessionHub is the canonical hub`: whoever writes that decides for
more than his own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_ONE = r"(?:the |our |a )?(SSOT\b|single source of truth|canonical \w+)"
_CLASS = r"\b((?:[A-Z]+[a-z0-9]+){2,})\b"
_SAYS = re.compile(
    rf"\b(?:migrat\w+|mov\w+|switch\w*|delegat\w+|use|uses|using)(?: (?:to|use|using))* {_CLASS},? as {_ONE}"
)
_IS = re.compile(rf"{_CLASS} is(?: now)? {_ONE}")


def called_the_one(docstrings: Iterable[str]) -> Mapping[str, str]:
    """Each such name with the first words that say so."""
    found: dict[str, str] = {}
    for docstring in docstrings:
        if "SSOT" in docstring or "ource of truth" in docstring or "canonical" in docstring:
            text = " ".join(docstring.split())
            for said in (*_SAYS.finditer(text), *_IS.finditer(text)):
                found.setdefault(said[1], said[2])
    return found
