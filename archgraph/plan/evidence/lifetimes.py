"""For whom instances live: in: a Scene and a class; out: process, user, request or unknown."""

from __future__ import annotations

import re
from functools import lru_cache

from archgraph.model.codebase import ClassKey
from archgraph.model.consolidation import Card
from archgraph.model.source import Zone
from archgraph.plan.evidence.scene import Scene

SCOPED = ("user", "request")
_SCOPE_WORDS = frozenset({"scoped", "isolated", "per"})
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""A word of a name."""
_SAID = re.compile(
    r"\b(?:per|each)[ -](user|request)\b|\b(user|request)[ -](?:specific|scoped|isolated)\b|\bmulti-(user) isolation\b",
    re.IGNORECASE,
)
_FOR_WHOM = frozenset({"user", "request", "session"})


def lifetime(scene: Scene, key: ClassKey) -> str:
    """From its constructor and instances; failing that, from a name that says so: RequestScopedEngine, IsolatedManager."""
    known = scene.standings[key].lifetime
    said = name_words(key)
    if known in ("process", *SCOPED) or not said & _SCOPE_WORDS:
        return known
    return "user" if "user" in said else "request"


def said_scope(scene: Scene, key: ClassKey) -> str:
    """For whom its docstring or its constructor's says that it is made: user, request, or "" for nobody."""
    init = scene.functions(key).get("__init__")
    found = _SAID.search(f"{scene.docstring(key)}\n{init.docstring if init else ''}")
    return next(filter(None, found.groups())).lower() if found else ""


def is_for_someone(card: Card) -> bool:
    """Whether it matters for whom an instance lives: of records, doubles and what tests are built of it does not."""
    return card.kind == "class" and not card.double and card.zone != Zone.TESTINFRA


def say_the_same(a: ClassKey, b: ClassKey) -> bool:
    """Whether both names say for whom, and say the same."""
    mine, other = name_words(a), name_words(b)
    scopes = _SCOPE_WORDS | _FOR_WHOM
    return bool(mine & _SCOPE_WORDS) and mine & scopes == other & scopes


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, in order."""
    return tuple([word.lower() for word in WORD.findall(name)])


def name_words(key: ClassKey) -> frozenset[str]:
    """The words of its bare name in lower case."""
    return frozenset(words_of(key.class_.rpartition(".")[2]))
