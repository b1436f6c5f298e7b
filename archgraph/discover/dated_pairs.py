"""Keys that hold a date; in: a line of a data file, out: each key with the date as written.

Lines of logs are long and have many words, few of which are a key with a date: the date is looked for first, then what stands
before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_HELD: Final = re.compile(r"[:=]\s*[\"']?(20\d\d[-/.]\d\d?[-/.]\d\d?|Q[1-4] 20\d\d|20\d\d-Q[1-4])")
_BACKWARDS: Final = re.compile(r"[\w-]*")
_NAME: Final = re.compile(r"[A-Za-z_].*")


def has_dated_pairs(line: str) -> bool:
    """Whether there may be any: quick, and seldom wrongly yes."""
    return _HELD.search(line) is not None


def dated_pairs(line: str) -> Iterator[tuple[str, str]]:
    """(key, date) of all `key: date` and `key = date` of a line, either of them in quotes or not."""
    start = 0
    for held in _HELD.finditer(line) if "20" in line else ():
        key = _key_at_the_end(line[start : held.start()].rstrip())
        if key:
            yield key, held[1]
        start = held.end() if key else held.start() + 1


def _key_at_the_end(text: str) -> str:
    """The name that a text ends with, maybe in quotes; "" when it ends otherwise."""
    unquoted = text[:-1] if text.endswith(('"', "'")) else text
    word = _BACKWARDS.match(unquoted[::-1])
    name = _NAME.search(word[0][::-1]) if word else None
    return name[0] if name else ""
