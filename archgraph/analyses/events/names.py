"""What an event is called: in: identifiers; out: the event that a name spells, and whether a text looks like an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_EMITTING = frozenset(
    {"emit", "send", "notify", "publish", "dispatch", "broadcast", "fire", "trigger", "post", "push", "stream"}
    | {"announce", "enqueue", "queue", "produce", "signal"}
)
_HANDLING = frozenset(["on", "handle", "process", "receive", "when"])
_AHEAD = frozenset(["safe", "try", "async", "aio"])
"""Words that may stand before the verb."""
_ASIDE_FRONT = frozenset(["user", "to", "critical", "websocket", "ws", "client", "message", "event", "the"])
_ASIDE_BACK = frozenset(["event", "events", "notification", "message", "msg", "update", "signal", "async"])
"""Words around the event's own in a method's name that only say what it is."""
_ITSELF = frozenset(["event", "events", "signal"])

_LOOKS = re.compile(
    r"[a-z][a-z0-9]*(?:[_.:\-][a-z0-9]+)*[_.:\-](?:started|completed|failed|created|updated|deleted|received|sent"
    r"|(?:dis)?connected|thinking|executing|changed|finished|cancelled|canceled|opened|closed|added|removed"
    r"|(?:un)?registered|event|progress|heartbeat|requested|processed|stopped|paused|resumed|expired|triggered|joined|left)"
)
_BEGINS = re.compile(rf"[_.:\-]*(?:{'|'.join(sorted(_EMITTING | _HANDLING | _AHEAD))})[_.:\-]", re.IGNORECASE)
_SEPARATOR = re.compile(r"[_.:\-]+|(?<=[a-z0-9])(?=[A-Z])")
"""Between the parts of `order_paid`, `order.paid` and `OrderPaid`."""
_CAPITALIZED = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+")
_FIRST = re.compile(r"[_.:\-]*([^_.:\-]+)")
_LISTING = frozenset(
    {
        "type",
        "types",
        "name",
        "names",
        "kind",
        "kinds",
        "constant",
        "constants",
        "enum",
        "id",
        "ids",
        "key",
        "keys",
        "code",
    }
    | {
        "codes",
        "topic",
        "topics",
        "channel",
        "channels",
        "list",
        "registry",
        "catalog",
        "values",
        "message",
        "messages",
    }
)
"""Words behind "event" in the name of a class that lists events."""
_EVENT_WORDS = frozenset({"event", "events"})


def looks_like_event(text: str) -> bool:
    """Whether a text says, as events do, that something happened: two words or more, the last a participle."""
    said = "_".join(parts_of(text)) if _CAPITALIZED.fullmatch(text) else text
    return _LOOKS.fullmatch(said) is not None


def may_spell(method: str) -> bool:
    """Whether a method's name begins as those do that emit or handle an event: quick, and asked of all."""
    return _BEGINS.match(method) is not None


def has_parts(text: str) -> bool:
    """Whether a text is more than one word: one alone may mean anything."""
    return _SEPARATOR.search(text) is not None


def is_event_class(class_words: Iterable[str]) -> bool:
    """Whether a class says by the end of its name that it lists events: `OrderEvents`, `EventType`, not `EventView`."""
    ends = list(class_words)
    while ends and ends[-1] in _LISTING:
        ends.pop()
    return bool(ends) and ends[-1] in _EVENT_WORDS


def is_event_constant(words: Iterable[str]) -> bool:
    """Whether a constant's name says that it is an event: `EVENT_ORDER_PAID`, `ORDER_PAID_EVENT`."""
    said = list(words)
    return len(said) > 1 and bool(_EVENT_WORDS & {said[0], said[-1]})


def is_dunder(name: str) -> bool:
    """`__tablename__` and the like name what a class is stored as, not an event."""
    return name.startswith("__") and name.endswith("__")


class Spellings:
    """Finds the event that the name of a method spells: `_send_order_paid_event` for order_paid."""

    def __init__(self, events: Iterable[str]) -> None:
        self._events = {parts_of(event): event for event in sorted(events, reverse=True)}

    def emitted(self, method: str) -> str:
        """The event that a method of this name emits, "" when it spells none."""
        return self._spelled(method, _EMITTING)

    def handled(self, method: str) -> str:
        """The event that a method of this name handles, "" when it spells none."""
        return self._spelled(method, _HANDLING)

    def _spelled(self, method: str, verbs: frozenset[str]) -> str:
        begin = _FIRST.match(method)
        if begin is None or ((first := begin[1].lower()) not in verbs and first not in _AHEAD):
            return ""  # most methods
        parts = parts_of(method.lstrip("_"))
        if parts and parts[0] in _AHEAD:
            parts = parts[1:]
        if len(parts) < 2 or parts[0] not in verbs:
            return ""
        return _known(parts[1:], self._events)


def _known(words: tuple[str, ...], events: Mapping[tuple[str, ...], str]) -> str:
    """The event of these words, or of those that are left when words that say nothing are taken away.

    An event of one word must be called one (`on_event_error`): most methods called `on_error` have nothing to do with it.
    """
    parts = words
    while parts:
        back = parts
        while back:
            if back in events:
                return events[back] if len(back) > 1 or _ITSELF.intersection(words) else ""
            if back[-1] not in _ASIDE_BACK:
                break
            back = back[:-1]
        if parts[0] not in _ASIDE_FRONT:
            return ""
        parts = parts[1:]
    return ""


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name between its separators, in lower case."""
    return tuple(part.lower() for part in _SEPARATOR.split(name) if part)
