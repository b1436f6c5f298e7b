"""Names that say old or new: in: a file, folder, class or function name; out: what its twin would be called.

`legacy`, `old`, `deprecated` and `obsolete` speak for themselves; `backup`, `copy`, `new`, `v2`, `modern`, `enhanced`
have other meanings too (a database backup, a new user) and count only beside a twin that is called the same without it.
"""

from __future__ import annotations

import re

from archgraph.analyses.words import words

_SURE = re.compile(r"legacy|old|deprecated|obsolete", re.IGNORECASE)
_WITH_TWIN = re.compile(
    r"backup|bak|copy|orig|original|new|v\d+|modern|enhanced|improved|refactored|fixed|temp|tmp|compat", re.IGNORECASE
)
_TELLING = re.compile(f"{_SURE.pattern}|{_WITH_TWIN.pattern}", re.IGNORECASE)
_FOLDER = re.compile(
    r"(?i)_?(legacy|old|deprecated|obsolete|attic|archived?|backups?)|.+[_\-](old|backup|bak|legacy|deprecated)([_\-]?\d+)?"
)


def is_legacy_folder(name: str) -> bool:
    """Whether a folder's name says that what lies in it is not the present."""
    return _FOLDER.fullmatch(name) is not None


def twin_names(name: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the name alone says old, and the names that its twin can have (without the telling word at an end)."""
    if not _TELLING.search(name):
        return False, ()
    parts = words(name)
    if len(parts) < 2:
        return False, ()
    sure = False
    twins: list[str] = []
    for telling, rest in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
        if _SURE.fullmatch(telling) or _WITH_TWIN.fullmatch(telling):
            sure = sure or _SURE.fullmatch(telling) is not None
            twins.append(_spell(name, rest))
    return sure, tuple(twins)


def _spell(name: str, parts: tuple[str, ...]) -> str:
    lead = name[: len(name) - len(name.lstrip("_"))]
    return lead + ("_" if "_" in name.strip("_") else "").join(parts)
