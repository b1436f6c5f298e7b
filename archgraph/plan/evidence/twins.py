"""Methods of two classes that are one by two names: in: a Scene and two classes; out: pairs of names, the first class's first.

What is one text, what calls the same, and the one thing that each of two namesakes does: `calculate_totals` here, `calculate`
there. Whoever merges them calls the other's, and carries nothing over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from archgraph.model.codebase import ClassKey
from archgraph.plan.evidence.common_text import bodies_alike, prints
from archgraph.plan.evidence.doings import calls
from archgraph.plan.evidence.lifetimes import name_words, words_of
from archgraph.plan.evidence.scene import Scene

_SYNONYMS = (
    frozenset({"send", "notify", "emit", "publish", "broadcast"}),
    frozenset({"calculate", "compute", "determine", "assess", "evaluate"}),
    frozenset({"get", "fetch", "retrieve", "load", "read"}),
    frozenset({"create", "make", "build"}),
    frozenset({"delete", "remove"}),
    frozenset({"check", "validate", "verify"}),
    frozenset({"run", "execute", "perform"}),
    frozenset({"save", "store", "persist"}),
    frozenset({"track", "record"}),
)
"""Words with which a method's name begins that say the same."""
_TELLING = 2
"""Words behind that from which on they say what it is about."""
_FEWEST, _MOST_OTHER = 2, 0.5
"""Calls that two methods have in common, and the part of all of them that they need at least, to do the same."""


def twins(scene: Scene, key: ClassKey, rival: ClassKey, names: Collection[str]) -> Mapping[str, str]:
    """Which of the rival's public methods each of these methods is, where one is told; no method twice."""
    mine, other = _own(scene, key), _own(scene, rival)
    left = [name for name in other if name not in scene.cards[key].offers]
    asked = [name for name in names if name in mine] if left else []
    here, there = (prints(scene, each) if asked else {} for each in (key, rival))
    found: dict[str, str] = {}
    for name in asked:
        same = (
            each
            for each in left
            if mine[name] == other[each]
            and _takes_as_many(scene, (key, name), (rival, each))
            and _are_one(scene, (key, name), (rival, each), is_copied=bodies_alike(here.get(name), there.get(each)))
        )
        twin = next(same, "")
        if twin:
            found[name] = twin
            left.remove(twin)
    return found


def _own(scene: Scene, key: ClassKey) -> Mapping[str, bool]:
    """Public methods, with whether each is async."""
    return {name: is_async for name, _, is_async, _ in scene.cards[key].methods if not name.startswith("_")}


def _takes_as_many(scene: Scene, one: tuple[ClassKey, str], other: tuple[ClassKey, str]) -> bool:
    """Whether the second method takes as many values as must be given to the first."""
    here, there = (scene.functions(key).get(name) for key, name in (one, other))
    if here is None or there is None:
        return True
    must = sum(not p.default and not p.kind.startswith("var_") for p in here.parameters[1:])
    is_open = any(p.kind.startswith("var_") for p in there.parameters)
    return is_open or must <= len(there.parameters[1:])


def _are_one(scene: Scene, one: tuple[ClassKey, str], other: tuple[ClassKey, str], *, is_copied: bool) -> bool:
    (key, name), (rival, twin) = one, other
    here, there = calls(scene, key).get(name, frozenset()), calls(scene, rival).get(twin, frozenset())
    if twin in here or name in there:  # the one hands on to what the other is: two layers
        return False
    if is_copied or _say_the_same(name, twin):
        return True
    about = name_words(key) | name_words(rival)
    mine, theirs = (frozenset(words_of(each)) for each in (name, twin))
    if (mine <= theirs or theirs <= mine) and mine ^ theirs <= about:
        return not (min(len(here), len(there)) >= _FEWEST and here.isdisjoint(there))
    both = here & there
    is_same = len(both) >= _FEWEST and len(both) >= _MOST_OTHER * len(here | there)
    is_only = all(len(scene.cards[each].public) == 1 for each in (key, rival))
    starts_alike = words_of(name)[:1] == words_of(twin)[:1]
    return starts_alike and (is_same or (is_only and not (here and there and not both)))


def _say_the_same(name: str, other: str) -> bool:
    """Whether two names are one but for a synonym at their beginning: send_order_started, notify_order_started."""
    (verb, *about), (other_verb, *other_about) = (words_of(each) or [""] for each in (name, other))
    is_told = len(about) >= _TELLING and about == other_about
    return is_told and any(verb in words and other_verb in words for words in _SYNONYMS)
