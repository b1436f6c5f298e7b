"""Names as words: in: an identifier, out: its words, and the one that says what it names."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

_WORD = re.compile(r"[vV]\d+(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")

_ACRONYM_END = re.compile(r"([A-Z])([A-Z][a-z])")
_QUALIFIER = re.compile(
    r"impl|implementation|base|abstract|mixin|compat|compatibility|generic|class|a?sync|v?\d+"
    r"|legacy|old|new|backup|deprecated|enhanced|modern|improved|mock|fake|stub|dummy|spy|double",
    re.IGNORECASE,
)
"""Words behind the head word that say which one it is, and not that it is something else."""
_MAKING = frozenset({"create", "get", "make", "build", "new", "setup", "init", "with", "use", "run"})
"""A lower-case class name that begins with one of these is a function in disguise."""


@lru_cache(maxsize=65536)
def words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier as written: `LLMManagerV2` → LLM, Manager, V2; `_old_name` → old, name."""
    if identifier.islower() and identifier.isascii() and identifier.replace("_", "").isalpha():
        return tuple(filter(None, identifier.split("_")))  # most are like this, and patterns take ten times as long
    return tuple(_WORD.findall(_ACRONYM_END.sub(r"\1_\2", identifier)))


@lru_cache(maxsize=65536)
def lower_words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier in lower case."""
    found = words(identifier)
    return found if identifier.islower() else tuple(map(str.lower, found))


def last_name(dotted: str) -> str:
    """What stands after the last dot."""
    return dotted.rpartition(".")[2]


@lru_cache(maxsize=65536)
def head_word(name: str) -> str:
    """The head word of a class name, lower case; "" for names that are no class's (`create_manager`)."""
    parts = words(name)
    if not parts or (parts[0] in _MAKING and name.islower()):
        return ""
    while len(parts) > 1 and _QUALIFIER.fullmatch(parts[-1]):
        parts = parts[:-1]
    return parts[-1].lower()


def has_head(name: str, heads: Collection[str]) -> bool:
    """Is the head word of a class name one of `heads`? Most names do not even have one of them in them."""
    lower = name.lower()
    return any(map(lower.count, heads)) and head_word(name) in heads
