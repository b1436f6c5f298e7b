"""Places where a message may be named: calls that send or receive, payloads, comparisons and routing tables.

Only spellings are looked at, and generously: which of the names are messages is decided when all files are known.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted
from archgraph.model.expr import Expr, Literal
from archgraph.model.facts.signals import Signal

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
_TYPE_WORDS = frozenset(
    {"type", "event", "event_type", "event_name", "message_type", "msg_type", "kind", "topic", "signal", "name"}
)
_PAYLOAD_KEYS = _TYPE_WORDS - {"name", "kind", "signal"}
_MAKING_KEYS = _TYPE_WORDS - {"name"}
_NAME = re.compile(r"[A-Za-z]\w*(?:[.:\-][A-Za-z]\w*)*")
_PART = re.compile(r"[_.:\-]")
_TELLING = re.compile(r"type|event|message|msg|kind|topic|signal|name|action", re.IGNORECASE)
_HANDLER = re.compile(
    r"_*(?:handle|on|process|route|dispatch|receive)(?:_\w+)?|\w*(?:[hH]andler|[cC]allback|[lL]istener)"
)
_NOUNS = frozenset({"signal"})
"""Names of calls that send when nothing is done with the result, and make something to be sent when it is kept."""
_OF_MEMBER = ("value", "name")
"""Attributes of an enum's member that stand for it."""
_LISTING = re.compile(
    r"[A-Z]\w*(?:Event|Signal|Topic)|\w*(?:Events|Signals|Topics|(?:Event|Message|Signal)(?:Type|Name|Kind)s?)"
)
"""Classes whose members stand for messages however they are spelled: `EventTypes.Member`."""
_COMPARING = frozenset({ast.Eq, ast.NotEq, ast.In, ast.NotIn})
_LONGEST, _MOST_ARGS = 80, 5
_PLAIN = frozenset({ast.Constant, ast.IfExp, ast.Name, ast.Attribute, ast.BinOp})
"""What a variable is given that may name a message."""

Names = Mapping[str, tuple[Expr, ...]]
_NO_NAMES: Names = MappingProxyType({})


class _Signals:
    """The places found so far, and what the statements around the next calls said of them."""

    __slots__ = ("_asked", "_carried", "_context", "_found", "_local")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Signal] = []
        self._carried: dict[ast.AST, Signal] = {}
        """Payload that stands in a call → how the call sends it."""
        self._asked: set[ast.AST] = set()
        """Dictionaries that say what is looked for."""
        self._local: dict[int, dict[str, tuple[Expr, ...]]] = {}
        """Function → variable → what may be a message's name and was assigned to it."""

    def on_assign(self, node: ast.Assign) -> None:
        """`event = "order_paid"`; something else that is assigned makes the variable unknown again."""
        target, scope = node.targets[0], self._context.scope
        if type(target) is not ast.Name or not scope:
            return
        names = tuple(_choices(node.value, _NO_NAMES)) if type(node.value) in _PLAIN else ()
        if names:
            known = self._local.setdefault(scope, {})
            known[target.id] = known.get(target.id, ()) + names
        elif scope in self._local:
            self._local[scope].pop(target.id, None)

    def _given(self) -> Names:
        """Variable → names of messages that it may hold, at the place of the walk."""
        return self._local.get(self._context.scope, _NO_NAMES)

    def on_call(self, node: ast.Call) -> None:
        context = self._context
        called = context.called
        name = called.rpartition(".")[2] if "." in called else called
        how, tells = _how(name)
        if name in _NOUNS and node is not context.awaited and node is not context.discarded:
            return  # `started = signals.signal("started")` makes one
        if how == "send":
            names = tuple(_arguments(node, _TYPE_WORDS, self._given()))
            payloads = [value for value in _values(node) if type(value) is ast.Dict]
            if names or payloads or tells:
                self._send(node, names, payloads)
        elif how == "ask":
            self._asked.update(value for value in _values(node) if type(value) is ast.Dict)
        elif how:
            given = self._given()
            named = _keywords(node, _MAKING_KEYS, given) if how == "make" else _arguments(node, _TYPE_WORDS, given)
            self._add(how, node, tuple(named))

    def _send(self, node: ast.Call, names: tuple[Expr, ...], payloads: list[ast.Dict]) -> None:
        context = self._context
        signal = Signal(
            "send",
            context.called,
            names,
            node.lineno,
            context.scope,
            node is context.awaited,
            node is context.discarded,
        )
        self._found.append(signal)
        self._carried.update(dict.fromkeys(payloads, signal))

    def _add(self, how: str, node: ast.expr, names: tuple[Expr, ...], through: str = "") -> None:
        if names:
            context = self._context
            self._found.append(Signal(how, through or context.called, names, node.lineno, context.scope))

    def on_dict(self, node: ast.Dict) -> None:
        carried = self._carried.pop(node, None)
        for key, value in zip(node.keys, node.values, strict=False):
            kind = type(value)
            if type(key) is ast.Constant and key.value in _PAYLOAD_KEYS:
                if node not in self._asked:
                    self._on_payload(value, carried)
            elif (kind is ast.Attribute or kind is ast.Name) and key is not None:
                text = dotted(value)
                if _routes(text) and (named := _named(key)) is not None and _is_compound(named):
                    self._add("key", key, (named,), text)

    def _on_payload(self, value: ast.expr, carried: Signal | None) -> None:
        names = tuple(_choices(value, self._given()))
        if not names:
            return
        through, awaited, discarded = ("dict", False, False)
        if carried is not None:
            through, awaited, discarded = carried.through, carried.awaited, carried.discarded
        how = "payload" if carried is None else "send"
        place = value.lineno, self._context.scope
        self._found.append(Signal(how, through, names, *place, awaited, discarded))

    def on_compare(self, node: ast.Compare) -> None:
        if type(node.ops[0]) not in _COMPARING:
            return
        sides = [node.left, *_items(node.comparators[0])]
        names = tuple([named for side in sides if (named := _named(side)) is not None])
        if names and (any(map(_is_compound, names)) or any(_TELLING.search(_text(side)) for side in sides)):
            self._add("compare", node, names, _text(node.left) or _text(node.comparators[0]) or "compare")

    def on_case(self, node: ast.MatchValue) -> None:
        named = _named(node.value)
        if named is not None:
            self._add("compare", node.value, (named,), "case")

    def facts(self) -> Fields:
        return {"signals": tuple(sorted(self._found, key=attrgetter("line")))}


@lru_cache(maxsize=2**16)
def _how(name: str) -> tuple[str, bool]:
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


def _values(node: ast.Call) -> list[ast.expr]:
    return [*node.args[:_MOST_ARGS], *(word.value for word in node.keywords)]


def _arguments(node: ast.Call, keywords: frozenset[str], given: Names) -> Iterator[Expr]:
    for value in node.args[:_MOST_ARGS]:
        yield from _choices(value, given)
    yield from _keywords(node, keywords, given)


def _keywords(node: ast.Call, keywords: frozenset[str], given: Names) -> Iterator[Expr]:
    for word in node.keywords:
        if word.arg in keywords:
            yield from _choices(word.value, given)


def _choices(node: ast.expr, given: Names) -> Iterator[Expr]:
    """What an argument may name: both of `PAID if paid else REFUSED`, and what a variable was `given`."""
    if type(node) is ast.IfExp:
        yield from _choices(node.body, given)
        yield from _choices(node.orelse, given)
    elif type(node) is ast.Name and node.id in given:
        yield from given[node.id]
    elif (named := _named(node)) is not None:
        yield named


def _named(node: ast.expr) -> Expr | None:
    """A string that may be a message's name, or the dotted name of a constant."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        return Literal(value) if type(value) is str and len(value) <= _LONGEST and _NAME.fullmatch(value) else None
    if kind is ast.Name:
        name: str = node.id  # type: ignore[attr-defined]
        return name if name.isupper() else None
    if kind is ast.Attribute:
        return _member(node)  # type: ignore[arg-type]
    return _joined(node) if kind is ast.BinOp else None  # type: ignore[arg-type]


def _joined(node: ast.BinOp) -> Expr | None:
    """`"order" + "_paid"`."""
    left, right = node.left, node.right
    texts = [side.value for side in (left, right) if type(side) is ast.Constant and type(side.value) is str]
    is_text = len(texts) == 2 and type(node.op) is ast.Add
    return _named(ast.Constant("".join(texts))) if is_text else None


def _member(node: ast.Attribute) -> str | None:
    """`Kind.PAID`, `kinds.PAID`, `Kind.PAID.value`, and `OrderEvents.Paid` of a class that lists messages."""
    inner = node.value if node.attr in _OF_MEMBER and type(node.value) is ast.Attribute else node
    if not inner.attr.isupper():
        owner = inner.value
        name = owner.id if type(owner) is ast.Name else owner.attr if type(owner) is ast.Attribute else ""
        if not name[:1].isupper() or _LISTING.fullmatch(name) is None:
            return None
    return dotted(node) or None


def _is_compound(named: Expr) -> bool:
    return not isinstance(named, Literal) or _PART.search(str(named.value)) is not None


@lru_cache(maxsize=2**16)
def _routes(text: str) -> bool:
    """Whether a value of a table is what handles its key, or another constant."""
    last = text.rpartition(".")[2]
    return last.isupper() or _HANDLER.fullmatch(last) is not None


def _items(node: ast.expr) -> list[ast.expr]:
    """The parts of a display (`x in ("a", "b")`), else the expression itself."""
    return node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]


def _text(node: ast.expr) -> str:
    """What a compared expression is called: the key of an item, or a dotted name."""
    if type(node) is ast.Subscript and type(node.slice) is ast.Constant and type(node.slice.value) is str:
        return node.slice.value
    if type(node) is ast.Call and node.args and type(node.args[0]) is ast.Constant:
        return str(node.args[0].value)
    return dotted(node)


COLLECTOR = Collector(
    _Signals,
    {
        ast.Assign: _Signals.on_assign,
        ast.Call: _Signals.on_call,
        ast.Dict: _Signals.on_dict,
        ast.Compare: _Signals.on_compare,
        ast.MatchValue: _Signals.on_case,
    },
    calls=lambda called: _how(called.rpartition(".")[2])[0] != "",
)
