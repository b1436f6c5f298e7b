"""Classes that only look as if they did the work: in: a Scene and two classes; out: what shows that one does not, in words.

A placeholder sets a flag, answers with constants and calls nothing; or it says what it is: there so that imports work. It may be
used more than the class that does the work, as long as nobody misses the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archgraph.model.codebase import ClassKey
from archgraph.plan.doings import calls, reached
from archgraph.plan.scene import Scene

_SAYS_SO = re.compile(
    r"\b(?:placeholder|stub|dummy) (?:implementation|version|class|module|service|for)\b|\bwithout import errors?\b"
    r"|\b(?:missing|failing) imports? (?:fix|error)\w*\b|\bto (?:fix|resolve|prevent|avoid) import errors?\b",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\w*(?:Error|Exception|Warning)|set_?level|perf_counter|randint|uniform|choice|random|timedelta|fromtimestamp"
)
"""What is called to fail, to wait, to date and to vary an answer."""
_WORKING, _LONG = 2, 4
"""Calls of others from which on a method does something, and statements where the other's methods have one."""
_SHORTER = 0.5
"""The part of the other's statements up to which a class can be its placeholder."""


def hollow(scene: Scene, key: ClassKey, rival: ClassKey) -> str:
    """What shows that a class does none of the work that a rival does, to be said of it; "" when nothing shows it."""
    card, other = (scene.cards[each] for each in (key, rival))
    if any(each.kind != "class" or not each.public for each in (card, other)) or card.double != other.double:
        return ""
    both = [name for name in card.public if name in other.public]
    said = "" if card.double or not both or _said(scene, rival) else _said(scene, key)
    if said and (not is_idle(scene, rival) or _size(scene, rival) >= _size(scene, key)):
        return f'says "{said}" of itself'
    if _size(scene, key) > _SHORTER * _size(scene, rival) or not is_idle(scene, key):
        return ""
    if not _works(scene, rival, both or other.public, is_short=_is_short(scene, key)):
        return ""
    return "calls nothing but its own methods"


def is_idle(scene: Scene, key: ClassKey) -> bool:
    """Whether no method of a class calls anything but its own methods, logs, clocks and what it raises."""
    own = frozenset(scene.functions(key))
    return not any(_of_others(called) - own for called in calls(scene, key).values())


def _said(scene: Scene, key: ClassKey) -> str:
    """What its docstring says of being a placeholder, or its module's; "" when nothing does."""
    texts = (scene.docstring(key), scene.codebase.modules[key.path].outline.docstring)
    found = (_SAYS_SO.search(" ".join(text.split())) for text in texts)
    return next((match[0] for match in found if match), "")


def _size(scene: Scene, key: ClassKey) -> int:
    return sum(fact.statements for fact in scene.functions(key).values())


def _is_short(scene: Scene, key: ClassKey) -> bool:
    """Whether no public method has more than one statement."""
    return all(fact.statements <= 1 for name, fact in scene.functions(key).items() if not name.startswith("_"))


def _works(scene: Scene, key: ClassKey, methods: Iterable[str], *, is_short: bool) -> bool:
    """Whether one of these calls several others, with those of its own that it calls; beside a class of short methods, whether
    it has several statements."""
    called, facts = calls(scene, key), scene.functions(key)
    for name in methods:
        parts = [part for part in (name, *reached(scene, key, (name,))) if part in facts]
        others = frozenset().union(*(_of_others(called[part]) for part in parts)) - facts.keys()
        if len(others) >= _WORKING or (is_short and sum(facts[part].statements for part in parts) >= _LONG):
            return True
    return False


def _of_others(called: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in called if not _NO_WORK.fullmatch(name))
