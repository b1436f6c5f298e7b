"""The word that a class name ends with when what only qualifies it is taken off: `BaseAgentManagerV2` is a Manager."""

from __future__ import annotations

import re
from functools import lru_cache

from archgraph.analyses.words import words

_QUALIFIER = re.compile(
    r"impl|implementation|base|abstract|mixin|compat|compatibility|generic|class|a?sync|v?\d+"
    r"|legacy|old|new|backup|deprecated|enhanced|modern|improved|mock|fake|stub|dummy|spy|double",
    re.IGNORECASE,
)
"""Words behind the head word that say which one it is, and not that it is something else."""
_MAKING = frozenset({"create", "get", "make", "build", "new", "setup", "init", "with", "use", "run"})
"""A lower-case class name that begins with one of these is a function in disguise."""


@lru_cache(maxsize=65536)
def head_word(name: str) -> str:
    """The head word of a class name, lower case; "" for names that are no class's (`create_manager`)."""
    parts = words(name)
    if not parts or (parts[0] in _MAKING and name.islower()):
        return ""
    while len(parts) > 1 and _QUALIFIER.fullmatch(parts[-1]):
        parts = parts[:-1]
    return parts[-1].lower()
