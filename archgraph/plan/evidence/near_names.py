"""Members that may be one thing by two names: in: a Scene, two classes and names; out: pairs of names, the class's first.

`timeout` here and `timeout_ms` there, `params` and `parameters`, values WARN and WARNING; in a `SessionRegistry` also `register`
and `register_session`, since session is what all of it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.plan.evidence.annotations import plain
from archgraph.plan.evidence.lifetimes import name_words
from archgraph.plan.evidence.scene import Scene

_FIELDS = ("data", "settings", "row")
_ANYBODYS = frozenset(
    {"id", "name", "type", "kind", "status", "state", "value", "data", "count", "time", "message", "key"}
)
"""Words that name a field of every other record: `name` is no `agent_name`."""
_SHORTENED, _LEFT_OUT = 4, 3
"""Letters from which on the beginning of a word stands for it, and how many are left out: param, parameters; no stats, status."""
_SIMPLE = frozenset(
    {"", "str", "int", "float", "bool", "any", "datetime", "str|None", "int|None", "float|None", "bool|None"}
)
"""Types of fields that say nothing of what is in them."""


def near_names(scene: Scene, key: ClassKey, rival: ClassKey, names: Collection[str]) -> Mapping[str, str]:
    """Each of its own members with the first of the other's that may be the same, no member twice."""
    card, other = scene.cards[key], scene.cards[rival]
    theirs = sorted(name for name in other.offers if name not in card.offers) if names else []
    if card.kind not in (*_FIELDS, "class", "protocol", "enum"):
        return {}
    about, found = name_words(key), dict[str, str]()
    for name in names:
        near = (each for each in theirs if each not in found.values() and _are_near(name, each, about, card.kind))
        twin = next(near, "")
        if twin:
            found[name] = twin
    if card.kind in _FIELDS:
        found.update(_of_one_type(scene, key, rival, [name for name in names if name not in found], found.values()))
    return found


def _of_one_type(
    scene: Scene, key: ClassKey, rival: ClassKey, names: Collection[str], taken: Collection[str]
) -> Mapping[str, str]:
    """The only field of a telling type that each of the two has alone: `labels` and `tags`, both `dict[str, str]`."""
    here, there = (scene.types(each) for each in (key, rival))
    mine, theirs = dict[str, list[str]](), dict[str, list[str]]()
    for name in names:
        mine.setdefault(plain(here.get(name, "")), []).append(name)
    for name in there:
        if name not in scene.cards[key].offers and name not in taken:
            theirs.setdefault(plain(there[name]), []).append(name)
    pairs = ((own, theirs.get(type_, [])) for type_, own in mine.items() if type_ not in _SIMPLE)
    return {own[0]: others[0] for own, others in pairs if len(own) == len(others) == 1}


def _are_near(name: str, other: str, about: frozenset[str], kind: str) -> bool:
    mine, theirs = (frozenset(each.lower().strip("_").split("_")) for each in (name, other))
    less, more = sorted((mine, theirs), key=len)
    if less < more:
        said_anyway = more - less <= about
        return said_anyway or (kind in (*_FIELDS, "protocol") and not less <= _ANYBODYS)
    return len(mine) == len(theirs) and all(any(is_short_for(a, b) for b in theirs) for a in mine)


def is_short_for(word: str, other: str) -> bool:
    """Whether one word is the other shortened, or the other itself: warn, warning."""
    short, long = sorted((word.removesuffix("s"), other.removesuffix("s")), key=len)
    return short == long or (
        len(short) >= _SHORTENED and long.startswith(short) and len(long) - len(short) >= _LEFT_OUT
    )
