"""What a Manager or Registry is about: in: its name and module; out: domain words, and the family it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archgraph.analyses.words import lower_words

_ROLE = frozenset({"manager", "managers", "mgr", "registry", "registries", "registrar"})
_QUALIFIER = re.compile(
    r"unified|universal|global|central|core|main|master|base|abstract|generic|common|default|standard|real|simple|basic|minimal"
    r"|compact|enhanced|advanced|improved|modern|optimized|new|old|legacy|backup|compat|compatibility|deprecated|impl|a?sync"
    r"|mixin|shared|internal|custom|test|testing|mock|fake|stub|dummy|spy|isolated|secure|v?\d+"
)


def vocabulary(modules: Iterable[str]) -> frozenset[str]:
    """The words that module names of the code base are made of: they tell `websocket` from `web socket`."""
    return frozenset(".".join(modules).lower().replace(".", "_").split("_"))


def is_qualifier(word: str) -> bool:
    """Does the word, in lower case, only say which one of several something is?"""
    return _QUALIFIER.fullmatch(word) is not None


def is_role(word: str) -> bool:
    """Does the word, in lower case, only say that something is a Manager or Registry?"""
    return word in _ROLE


def domain_of(name: str, module: str, known: frozenset[str]) -> str:
    """The words that say what the class is about, from its name or, failing that, from its module and package."""
    for source in (name, *reversed(module.split(".")[-2:])):
        joined = _joined(lower_words(source), known)
        found = [word for word in joined if word not in _ROLE and not _QUALIFIER.fullmatch(word)]
        if found and found != ["app"]:
            return " ".join(found)
    return ""


def family_of(domain: str, role: str) -> str:
    """Classes of one role whose domains have one head noun: `redis session` and `session` are session managers."""
    head = domain.rpartition(" ")[2]
    return f"{_singular(head)} {role}" if head else role


def _joined(parts: tuple[str, ...], known: frozenset[str]) -> list[str]:
    """Neighbours that the code base writes as one word elsewhere are one: web, socket → websocket; o, auth → oauth."""
    found: list[str] = []
    for part in parts:
        if found and found[-1] + part in known:
            found[-1] += part
        else:
            found.append(part)
    return found


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
