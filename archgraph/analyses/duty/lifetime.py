"""How long instances live: in: a class, its module-level instances and bodies; out: process, user, request or unknown.

A module-level instance or a singleton lives as long as the process, whatever its constructor takes. Otherwise what the
constructor asks for tells: a user, or a request. Nothing else is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archgraph.model.facts.bodies import Bodies, FunctionFact
from archgraph.model.source import Zone

USER = frozenset({"user_id", "user", "user_context", "tenant_id", "tenant", "owner_id", "account_id"})
REQUEST = frozenset(
    {"request", "request_id", "request_context", "correlation_id", "run_id", "db_session", "session_id"}
)
_SINGLETON = frozenset({"_instance", "_INSTANCE", "__instance", "_instances", "_singleton", "instance"})


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long, and why."""

    word: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A module-level instance."""

    name: str
    path: str
    line: int
    zone: Zone


UNKNOWN = Lifetime("unknown", "")


def told(word: str, why: str, confidence: str) -> Lifetime:
    """A lifetime with its reason in words; `confidence`: high where it is written, medium where it follows."""
    return Lifetime(word, f"lifetime {word}: {why}; confidence {confidence}")


def untold(why: str) -> Lifetime:
    """An unknown lifetime, and what leaves it open."""
    return Lifetime("unknown", f"lifetime unknown: {why}")


def whose(name: str) -> str:
    """Whose a value of that name is: a user's, a request's, or "" for anybody's."""
    return "user" if name in USER else ("request" if name in REQUEST else "")


def lifetime_of(
    methods: Mapping[int, str], bodies: Bodies, instances: tuple[Instance, ...], shared: tuple[str, ...]
) -> Lifetime:
    """The lifetime of a class's instances; `methods`: its own by scope number, `shared`: its mutable class state."""
    if instances:
        first = instances[0]
        return told("process", f"`{first.name}` holds one ({first.path}:{first.line})", "high")
    kept = sorted(_SINGLETON.intersection(shared))
    if kept:
        return told("process", f"it keeps itself in the class attribute `{kept[0]}`", "high")
    for function in bodies.functions:
        if methods.get(function.scope) == "__init__":
            return _by_parameters(function)
    return UNKNOWN


def _by_parameters(init: FunctionFact) -> Lifetime:
    for word, names in (("user", USER), ("request", REQUEST)):
        for parameter in init.parameters:
            if parameter.name in names:
                needed = "high" if not parameter.default else "medium"
                return told(word, f"its constructor takes `{parameter.name}`", needed)
    return UNKNOWN
