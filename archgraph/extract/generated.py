"""Takes a file's text and says whether a program wrote it, as the comments at its head tell."""

from __future__ import annotations

import re

_MOST = 4000
"""Characters of a file that are looked at: a licence may stand first."""

_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
"""The blank lines and comments before the first statement."""

_NOTE = re.compile(
    r"@generated\b|\b(?:auto|automatically)[- ]?generated\b"
    r"|\bgenerated (?:by|from|with|using|automatically|code|file)\b|\bdo not (?:edit|modify)\b",
    re.IGNORECASE,
)


def is_generated(text: str) -> bool:
    """Whether the comments before the first statement say that the file is generated, or not to be edited."""
    head = _HEAD.match(text, 0, _MOST)
    return bool(head and head.end() and _NOTE.search(head[0]))
