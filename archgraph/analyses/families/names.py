"""What a class name is about: in: a name; out: its words without those that only tell one version from another."""

from __future__ import annotations

import re
from functools import lru_cache

from archgraph.analyses.words import lower_words

_QUALIFIER = re.compile(
    r"unified|universal|global|central|centralized|consolidated|canonical|main|core|master|base|abstract|generic|common|default"
    r"|standard|real|simple|simplified|basic|minimal|compact|enhanced|advanced|improved|extended|modern|modernized|optimized"
    r"|comprehensive|complete|intelligent|smart|robust|reliable|resilient|production|refactored|fixed|updated|original"
    r"|new|old|legacy|backup|compat|compatibility|compatible|deprecated|impl|implementation|mixin|shared|internal|custom|v?\d+"
)

STAND_IN = frozenset({"mock", "fake", "stub", "dummy", "spy"})
"""What a class that stands in for another one is called."""


@lru_cache(maxsize=65536)
def core_words(name: str) -> tuple[str, ...]:
    """`UnifiedToolDispatcherV2` → tool, dispatcher. A name made of qualifiers only keeps them; plurals are singular."""
    words = lower_words(name)
    kept = tuple(word for word in words if not _QUALIFIER.fullmatch(word))
    return tuple(singular(word) for word in (kept or words))


@lru_cache(maxsize=65536)
def version_words(name: str) -> frozenset[str]:
    """The words that `core_words` leaves out."""
    return frozenset(word for word in lower_words(name) if _QUALIFIER.fullmatch(word))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The word without a plural s."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_ACTING = re.compile(
    r".*[a-z]{2}(er|or|ist)|agent|bridge|cache|client|engine|factory|gateway|orchestration|pipeline|pool|processing|queue|registry"
    r"|repository|scheduler|service|session|store|strategy|system|tracker"
)
_NO_ACTOR = re.compile(r"error|parameter|number|order|user|member|header|folder|character|vector|color")


@lru_cache(maxsize=65536)
def is_acting(head: str) -> bool:
    """Whether a class with that head word does something (manager, registry, engine) rather than being something (field)."""
    return _NO_ACTOR.fullmatch(head) is None and _ACTING.fullmatch(head) is not None
