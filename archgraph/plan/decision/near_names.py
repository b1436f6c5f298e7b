"""Members that may be one thing by two names: in: a Case; out: pairs of names, the class's first.

`timeout` here and `timeout_ms` there, `params` and `parameters`; in a `SessionRegistry` also `register` and `register_session`,
since session is what all of it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.plan.evidence.case import Case
from archgraph.plan.evidence.lifetimes import name_words

_FIELDS = ("data", "settings", "row")
_ANYBODYS = frozenset(
    {"id", "name", "type", "kind", "status", "state", "value", "data", "count", "time", "message", "key"}
)
"""Words that name a field of every other record: `name` is no `agent_name`."""
_SHORTENED, _LEFT_OUT = 4, 3
"""Letters from which on the beginning of a word stands for it, and how many are left out: param, parameters; no stats, status."""


def near_names(case: Case) -> Iterator[tuple[str, str]]:
    """Each of its own members with the first of the other's that may be the same, no member twice."""
    card, other = case.cards
    if card.kind not in (*_FIELDS, "class", "protocol"):
        return
    about = name_words(case.member)
    theirs = sorted(name for name in other.offers if name not in card.offers)
    taken: set[str] = set()
    for name in case.unique:
        near = (each for each in theirs if each not in taken and _are_near(name, each, about, card.kind))
        found = next(near, "")
        if found:
            taken.add(found)
            yield name, found


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
