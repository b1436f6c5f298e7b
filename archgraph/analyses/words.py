"""Names as words: in: an identifier, out: its words; the convention (CamelCase, snake_case) does not matter."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[vV]\d+(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


@lru_cache(maxsize=65536)
def words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier as written: `LLMManagerV2` → LLM, Manager, V2; `_old_name` → old, name."""
    return tuple(_WORD.findall(_ACRONYM_END.sub(r"\1_\2", identifier)))


_ACRONYM_END = re.compile(r"([A-Z])([A-Z][a-z])")


def lower_words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier in lower case."""
    return tuple(word.lower() for word in words(identifier))


def last_name(dotted: str) -> str:
    """What stands after the last dot."""
    return dotted.rpartition(".")[2]
