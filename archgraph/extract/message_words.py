"""What a word says of messages: in: names of calls, handlers and classes; out: whether they send, make, receive, ask or list."""

from __future__ import annotations

import re
from functools import lru_cache

_SENDING = re.compile(
    r"_*(?:safe_|try_|async_|aio_)?(?:emit|send|notify|publish|dispatch|broadcast|fire|trigger|post|push|stream|announce"
    r"|enqueue|queue|produce|signal)(?:_(?P<what>\w+)|(?![a-z]))"
)
_RECEIVING = re.compile(
    r"_*(?:async_|aio_)?(?:(?:on|once|listen|handle|route|subscribe|connect|when)(?:_once|_to|_for|_events?|_messages?)?"
    r"|(?:register|add)_(?:\w+_)?(?:handler|listener|callback|route|subscriber|hook)|wait_for(?:_event|_message)?)"
    r"|(?:event_|message_)?(?:handler|listener)"
)
_MADE = re.compile(
    r"_*(?:[A-Z]\w*(?:Event|Message|Notification|Payload|Signal|Envelope|Update)(?:Data|Model|Frame|Body|Record|[A-Z]?\d+)?"
    r"|Event|Message)"
)
"""What a message is made of; an `EventTracker` and a `MessageRouter` are none."""
_ASKING = re.compile(
    r"_*(?:async_|simple_)?(?:select|find|query|filter|search|count|exists|aggregate|lookup|where)(?:_\w+)?"
)
"""Calls whose dictionaries say what is looked for: `find({"type": "order_paid"})`."""

TYPE_WORDS = frozenset(
    {"type", "event", "event_type", "event_name", "message_type", "msg_type", "kind", "topic", "signal", "name"}
)
"""Keywords of what sends or receives that say which message it is."""
PAYLOAD_KEYS = TYPE_WORDS - {"name", "kind", "signal"}
"""Keys of dictionaries that do."""
MAKING_KEYS = TYPE_WORDS - {"name"}
"""Keywords of what makes one."""
NOUNS = frozenset({"signal"})
"""Names of calls that send when nothing is done with the result, and make something to be sent when it is kept."""

_TELLING = re.compile(r"type|event|message|msg|kind|topic|signal|name|action", re.IGNORECASE)
_HANDLER = re.compile(
    r"_*(?:handle|on|process|route|dispatch|receive)(?:_\w+)?|\w*(?:[hH]andler|[cC]allback|[lL]istener)"
)


@lru_cache(maxsize=2**16)
def done_by(name: str) -> tuple[str, bool]:
    """What a call of this name does with a message ("send", "make", "receive", "ask" or ""), and whether it says which it sends.

    Remembered, because few names make most of the calls and the patterns cost more than all else that is asked of a call.
    """
    sending = _SENDING.match(name)
    if sending:
        return "send", "_" in (sending["what"] or "")
    if name and (name[0].isupper() or name[0] == "_") and _MADE.fullmatch(name):
        return "make", False
    if _RECEIVING.fullmatch(name):
        return "receive", False
    return ("ask" if _ASKING.fullmatch(name) else ""), False


@lru_cache(maxsize=2**16)
def routes(text: str) -> bool:
    """Whether a value of a table is what handles its key, or another constant."""
    last = text.rpartition(".")[2]
    return last.isupper() or _HANDLER.fullmatch(last) is not None


def tells(text: str) -> bool:
    """Whether what is compared says by its name that it is the kind of a message."""
    return _TELLING.search(text) is not None
