"""Registries: in: a class, out: whether its name or what it does says so.

By behaviour: a public `register…` method fills a mapping of the class, a public `get…`-like one looks the same mapping
up for the same things, half of the public methods use it, most are there to register and look up, the class calls it a
registry itself (its method is `register`, its docstring or the mapping's name says so), and the head of its name
announces no activity of its own (a monitor, a router, a session has a registry; it is none).
"""

from __future__ import annotations

import re

from archgraph.analyses.roles.classifier import Classifier, Standing, Subject, Verdict
from archgraph.analyses.words import has_head, lower_words
from archgraph.model.facts.bodies import Touch

_FILLS = re.compile(r"item_write|call:(setdefault|update)")
_LOOKS_UP = re.compile(r"item_read|call:get|contains|return")
_READERS = frozenset(
    {"get", "lookup", "find", "resolve", "fetch", "create", "make", "build", "getitem", "call", "load"}
)
_KEEPING = _READERS | frozenset(
    {
        "register",
        "unregister",
        "deregister",
        "list",
        "has",
        "is",
        "remove",
        "clear",
        "add",
        "all",
        "names",
        "keys",
        "items",
    }
    | {
        "values",
        "contains",
        "iter",
        "len",
        "count",
        "exists",
        "discover",
        "search",
        "update",
        "reset",
        "registered",
        "set",
    }
)
_ACTIVITY = re.compile(r"manager|mgr|session|context|request|.*(?<!contain)(?<!hold)(?<!provid)(er|or)")
_NEUTRAL = frozenset({"service", "system", "component", "module"})
_OWN_WORDS = re.compile(r"regist(ry|ries|er|ration)|catalog", re.IGNORECASE)
_OWNERS = frozenset({"self", "cls"})
_HEADS = ("registry",)


def _judge(subject: Subject) -> Verdict | None:
    if has_head(subject.record.name, _HEADS):
        return Verdict("the head word of its name is Registry")
    if not any("register" in scope.name for _, scope in subject.methods) or _has_other_duty(subject.record.name):
        return None
    return _by_behaviour(subject)


def _has_other_duty(name: str) -> bool:
    parts = lower_words(name)
    while len(parts) > 1 and parts[-1] in _NEUTRAL:
        parts = parts[:-1]
    return not parts or _ACTIVITY.fullmatch(parts[-1]) is not None


def _by_behaviour(subject: Subject) -> Verdict | None:
    public = {index: scope.name for index, scope in subject.methods if _is_public(scope.name)}
    if 3 * sum(lower_words(name)[0] in _KEEPING for name in public.values() if lower_words(name)) < 2 * len(public):
        return None
    touches = _touches(subject, public)
    for index, write in touches:
        if lower_words(public[index])[:1] == ("register",) and _FILLS.fullmatch(write.how):
            same = [(i, touch) for i, touch in touches if touch.attribute == write.attribute]
            read = next(((i, t) for i, t in same if _looks_up(public[i], t, public[index])), None)
            users = len({i for i, _ in same})
            if read and 2 * users >= len(public) and _says_so(subject, public[index], write.attribute):
                return _verdict((public[index], write), (public[read[0]], read[1]), f"{users} of {len(public)}")
    return None


def _looks_up(reader: str, touch: Touch, writer: str) -> bool:
    """Whether a method looks up what the other one registers: `get_tool` for `register_tool`, any for `register`."""
    verb, *things = lower_words(reader) or ("",)
    wanted = set(lower_words(writer)[1:])
    return verb in _READERS and _LOOKS_UP.fullmatch(touch.how) is not None and (not wanted or wanted == set(things))


def _says_so(subject: Subject, writer: str, attribute: str) -> bool:
    return writer == "register" or any(map(_OWN_WORDS.search, (attribute, subject.record.docstring)))


def _verdict(fills: tuple[str, Touch], reads: tuple[str, Touch], share: str) -> Verdict:
    return Verdict(
        f"{fills[0]}() fills the mapping {fills[1].attribute} (line {fills[1].line}), {reads[0]}() looks it up"
        f" (line {reads[1].line}); {share} public methods use it",
        0.8,
    )


def _touches(subject: Subject, public: dict[int, str]) -> list[tuple[int, Touch]]:
    """What its public methods, with the functions inside them, do to attributes of the object or the class."""
    scopes = subject.module.outline.scopes
    owners = _OWNERS | {subject.record.name}
    found: list[tuple[int, Touch]] = []
    for touch in subject.bodies().touches:
        index = touch.function
        while index and scopes[index].parent != subject.record.scope:
            index = scopes[index].parent
        if index in public and touch.owner in owners:
            found.append((index, touch))
    return found


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name in ("__getitem__", "__call__")


ROLE = Classifier("registry", Standing.DUTY, _judge)
