"""State that only grows: in: the touches of one attribute or name; out: where it grows, when nothing takes anything out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archgraph.analyses.sharing.holders import Holder
from archgraph.model.facts.bodies import Touch

KEYED = re.compile(
    r"user|tenant|account|agent|session|connection|thread|run|request|client|socket|task|job", re.IGNORECASE
)
"""Names of what comes and goes while a process lives."""
BOUNDED = re.compile(r"maxlen|Weak|TTL|LRU|cache|handlers|registry|types|classes|config|by_name", re.IGNORECASE)
_GROWS = re.compile(r"item_write|call:(append|appendleft|add|setdefault|update|extend|insert)")
_SHRINKS = re.compile(r"item_delete|delete|write|call:(pop|popitem|popleft|remove|discard|clear|difference_update)")
_GIVES_AWAY = re.compile(r"return|iterate|call:(items|values)")
"""What holds a part of it under another name may take something out."""


def growing(touches: Iterable[Touch]) -> list[Touch]:
    """The touches that let it grow; none when something may take out of it."""
    own = list(touches)
    if any(_SHRINKS.fullmatch(touch.how) or _GIVES_AWAY.fullmatch(touch.how) for touch in own):
        return []
    return [touch for touch in own if _GROWS.fullmatch(touch.how)]


def leaks(holder: Holder) -> Iterator[tuple[str, list[Touch]]]:
    """(name, where it grows) of containers of a class or a module that are named after what comes and goes."""
    for name, sort in sorted(holder.shared.items()):
        if sort == "container" and KEYED.search(name) and not BOUNDED.search(name) and not name.isupper():
            grown = growing(holder.touches.get(name, ()))
            if grown:
                yield name, grown
