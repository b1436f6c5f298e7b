"""Classes that only look as if they did the work: in: a Scene and two classes; out: what shows that one does not, in words.

A placeholder sets a flag, answers with constants and calls nothing; or it says what it is: there so that imports work. It may be
used more than the class that does the work, as long as nobody misses the work.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from archgraph.model.codebase import ClassKey
from archgraph.plan.evidence.doings import is_telling, reached_among, written
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.evidence.work import Work

_SAYS_SO = re.compile(
    r"\b(?:placeholder|stub|dummy) (?:implementation|version|class|module|service|for)\b|\bwithout import errors?\b"
    r"|\b(?:missing|failing) imports? (?:fix|error)\w*\b|\bto (?:fix|resolve|prevent|avoid) import errors?\b",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\w*(?:Error|Exception|Warning)|set_?level|perf_counter|randint|uniform|choice|random|timedelta|fromtimestamp"
)
"""What is called to fail, to wait, to date and to vary an answer."""
_WORKING, _MUCH, _LONG = 2, 10, 4
"""Calls of others from which on a method does something, statements beside one call, and statements where the other's methods
have one."""
_SHORTER = 0.5
"""The part of the other's statements up to which a class can be its placeholder."""


def hollow(scene: Scene, key: ClassKey, rival: ClassKey) -> str:
    """What shows that a class does none of the work that a rival does, to be said of it; "" when nothing shows it."""
    card, other = scene.cards[key], scene.cards[rival]
    if card.kind != "class" or other.kind != "class" or card.double != other.double:
        return ""
    sizes = [sum(fact.statements for fact in scene.functions(each).values()) for each in (key, rival)]
    if sizes[0] > _SHORTER * sizes[1] and (card.double or not _said(scene, key)):  # most are told apart by that
        return ""
    mine, theirs = work(scene, key), work(scene, rival)
    if not card.double and _says_so(mine, theirs):
        return f'says "{mine.said}" of itself'
    if not mine.is_idle or not mine.methods or mine.statements > _SHORTER * theirs.statements:
        return ""
    both = mine.methods.keys() & theirs.methods.keys()
    is_done = any(_does(*theirs.methods[name], beside_short=mine.is_short) for name in both)
    return "calls nothing but its own methods" if is_done else ""


def _does(called: int, statements: int, *, beside_short: bool) -> bool:
    """Whether a method that calls so many others in so many statements does something."""
    return called >= _WORKING or (called > 0 and statements >= _MUCH) or (beside_short and statements >= _LONG)


def _says_so(mine: Work, theirs: Work) -> bool:
    """Whether the one calls itself a placeholder, and the other has a method of it and does no less."""
    if not mine.said or theirs.said or mine.methods.keys().isdisjoint(theirs.methods):
        return False
    return not theirs.is_idle or theirs.statements >= mine.statements


def work(scene: Scene, key: ClassKey) -> Work:
    """What a class does, read once."""
    if key not in scene.works:
        scene.works[key] = _work(scene, key)
    return scene.works[key]


def _work(scene: Scene, key: ClassKey) -> Work:
    facts, called = scene.functions(key), written(scene, key)
    others = {name: frozenset(_of_others(names, facts.keys())) for name, names in called.items()}
    public = [name for name in scene.cards[key].public if name in facts]
    parts = {name: (name, *reached_among(called, (name,))) for name in public}
    return Work(
        statements=sum(fact.statements for fact in facts.values()),
        is_idle=not any(others.values()),
        is_short=all(facts[name].statements <= 1 for name in public),
        said=_said(scene, key),
        methods={
            name: (len(frozenset().union(*map(others.__getitem__, each))), sum(facts[part].statements for part in each))
            for name, each in parts.items()
        },
    )


def _said(scene: Scene, key: ClassKey) -> str:
    """What its docstring says of being a placeholder, or its module's; "" when nothing does."""
    return _placeholder(scene.docstring(key)) or _placeholder(scene.codebase.modules[key.path].outline.docstring)


@lru_cache(maxsize=1 << 12)
def _placeholder(docstring: str) -> str:
    found = _SAYS_SO.search(" ".join(docstring.split()))
    return found[0] if found else ""


def _of_others(names: Iterable[str], own: Container[str]) -> Iterator[str]:
    """The bare names of what is called that is no method of the class itself, and that says something."""
    for name in names:
        owner, _, last = name.rpartition(".")
        is_own = owner in ("self", "cls") and last in own
        if not is_own and is_telling(last) and not _NO_WORK.fullmatch(last):
            yield last
