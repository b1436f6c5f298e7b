"""Names that say old or new: in: a file, folder, class or function name; out: what its twin would be called.

`legacy`, `old`, `deprecated` and `obsolete` speak for themselves; `backup`, `copy`, `new`, `v2`, `modern`, `enhanced`
have other meanings too (a database backup, a new user) and count only beside a twin that is called the same without it;
`new` only at the end, and for functions not at all (`type_new`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from archgraph.analyses.words import words

_SURE = "legacy|old|deprecated|obsolete"
_WITH_TWIN = "backup|bak|copy|orig|original|modern|enhanced|improved|refactored|fixed|temp|tmp|compat"
_STARTS = (*_SURE.split("|"), *_WITH_TWIN.split("|"), *(f"v{digit}" for digit in range(10)))
_ENDS = (*_SURE.split("|"), *_WITH_TWIN.split("|"), "new", "v")
_IS_SURE = re.compile(_SURE, re.IGNORECASE)
_AT_START = re.compile(rf"{_SURE}|{_WITH_TWIN}|v\d+", re.IGNORECASE)
_AT_END = re.compile(rf"{_AT_START.pattern}|new", re.IGNORECASE)
_FOLDER = re.compile(
    r"(?i)_?(legacy|old|deprecated|obsolete|attic|archived?|backups?)|.+[_\-](old|backup|bak|legacy|deprecated)([_\-]?\d+)?"
)


def is_legacy_folder(name: str) -> bool:
    """Whether a folder's name says that what lies in it is not the present."""
    return _FOLDER.fullmatch(name) is not None


@lru_cache(maxsize=65536)
def twin_names(name: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the name alone says old, and the names that its twin can have (without the telling word at an end)."""
    bare = name.strip("_0123456789").lower()
    if not bare.startswith(_STARTS) and not bare.endswith(_ENDS):
        return False, ()  # nearly all names: looked at letter by letter only when they may tell
    parts = words(name)
    if len(parts) < 2:
        return False, ()
    sure = False
    twins: list[str] = []
    for telling, rest, pattern in ((parts[-1], parts[:-1], _AT_END), (parts[0], parts[1:], _AT_START)):
        if pattern.fullmatch(telling):
            sure = sure or _IS_SURE.fullmatch(telling) is not None
            twins.append(_spell(name, rest))
    return sure, tuple(twins)


def _spell(name: str, parts: tuple[str, ...]) -> str:
    lead = name[: len(name) - len(name.lstrip("_"))]
    return lead + ("_" if "_" in name.strip("_") else "").join(parts)
