"""Places where a message may be named: calls that send or receive, payloads, comparisons and routing tables.

Only spellings are looked at, and generously: which of the names are messages is decided when all files are known.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted, text_of
from archgraph.extract.message_names import NAMING, Names, choices, is_compound, name_of
from archgraph.extract.message_variables import Giver, Variables
from archgraph.extract.message_words import MAKING_KEYS, NOUNS, PAYLOAD_KEYS, TYPE_WORDS, done_by, routes, tells
from archgraph.model.expr import Expr
from archgraph.model.facts.signals import Signal

_COMPARING = frozenset({ast.Eq, ast.NotEq, ast.In, ast.NotIn})
_DISPLAYS = (ast.Tuple, ast.List, ast.Set)
"""Of what is compared, these stand for each of their parts: `x in ("a", "b")`."""
_MOST_ARGS = 5
_PARTIAL = "partial"
"""functools': a call of it calls its first argument with the others, later."""


class _Signals:
    """The places found so far, and what the statements around the next calls said of them."""

    __slots__ = ("_asked", "_carried", "_context", "_found", "_variables")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Signal] = []
        self._carried: dict[ast.AST, Signal] = {}
        """Payload that stands in a call → how the call sends it."""
        self._asked: set[ast.AST] = set()
        """Dictionaries that say what is looked for."""
        self._variables = Variables(context)

    def on_giver(self, node: Giver) -> None:
        self._variables.meet(node)

    def on_call(self, node: ast.Call) -> None:
        context = self._context
        called = context.called
        name = called.rpartition(".")[2] if "." in called else called
        if name in NOUNS and node is not context.awaited and node is not context.discarded:
            return  # `started = signals.signal("started")` makes one
        if name == _PARTIAL:
            self._on_partial(node)
            return
        how, is_told = done_by(name)
        if how == "ask":
            self._asked.update(value for value in _values(node) if type(value) is ast.Dict)
        else:
            self._on_done(node, called, how, is_told, self._variables.given(node))

    def _on_partial(self, node: ast.Call) -> None:
        """`partial(bus.emit, "order_paid")` is a call that comes later."""
        called = dotted(node.args[0]) if len(node.args) > 1 else ""
        how, _ = done_by(called.rpartition(".")[2])
        if how == "send" or how == "receive":
            later = ast.copy_location(ast.Call(node.args[0], node.args[1:], node.keywords), node)
            self._on_done(later, called, how, False, self._variables.given(node))

    def _on_done(self, node: ast.Call, called: str, how: str, is_told: bool, given: Names) -> None:
        """`is_told`: the name of the call says which message it sends."""
        if how == "send":
            names = tuple(_arguments(node, TYPE_WORDS, given))
            payloads = [value for value in _values(node) if type(value) is ast.Dict]
            if names or payloads or is_told:
                self._send(node, called, names, payloads)
        elif how:
            named = _keywords(node, MAKING_KEYS, given) if how == "make" else _arguments(node, TYPE_WORDS, given)
            self._add(how, node, tuple(named), called)

    def _send(self, node: ast.Call, called: str, names: tuple[Expr, ...], payloads: list[ast.Dict]) -> None:
        context = self._context
        signal = Signal(
            "send",
            called,
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
            if type(key) is ast.Constant and key.value in PAYLOAD_KEYS:
                if node not in self._asked:
                    self._on_payload(node, value, carried)
            elif (kind is ast.Attribute or kind is ast.Name) and key is not None:
                text = dotted(value)
                if routes(text) and (named := name_of(key)) is not None and is_compound(named):
                    self._add("key", key, (named,), text)

    def _on_payload(self, node: ast.Dict, value: ast.expr, carried: Signal | None) -> None:
        given = self._variables.assigned(node) if carried is None else self._variables.given(node)
        names = tuple(choices(value, given))  # a dictionary that a loop makes may be anything: a result, an expectation
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
        left, right = node.left, node.comparators[0]
        sides = [left, *right.elts] if isinstance(right, _DISPLAYS) else [left, right]
        names = tuple([named for side in sides if type(side) in NAMING and (named := name_of(side)) is not None])
        if names and (any(map(is_compound, names)) or any(tells(_text(side)) for side in sides)):
            self._add("compare", node, names, _text(left) or _text(right) or "compare")

    def on_case(self, node: ast.MatchValue) -> None:
        named = name_of(node.value)
        if named is not None:
            self._add("compare", node.value, (named,), "case")

    def facts(self) -> Fields:
        return {"signals": tuple(sorted(self._found, key=attrgetter("line")))}


def _values(node: ast.Call) -> list[ast.expr]:
    return [*node.args[:_MOST_ARGS], *(word.value for word in node.keywords)]


def _arguments(node: ast.Call, keywords: frozenset[str], given: Names) -> Iterator[Expr]:
    for value in node.args[:_MOST_ARGS]:
        yield from choices(value, given)
    yield from _keywords(node, keywords, given)


def _keywords(node: ast.Call, keywords: frozenset[str], given: Names) -> Iterator[Expr]:
    for word in node.keywords:
        if word.arg in keywords:
            yield from choices(word.value, given)


def _text(node: ast.expr) -> str:
    """What a compared expression is called: the key of an item, or a dotted name."""
    if type(node) is ast.Subscript and type(node.slice) is ast.Constant and type(node.slice.value) is str:
        return node.slice.value
    if type(node) is ast.Call and node.args and type(node.args[0]) is ast.Constant:
        return text_of(node.args[0].value)
    return dotted(node)


def _is_heard(name: str) -> bool:
    return name == _PARTIAL or done_by(name)[0] != ""


COLLECTOR = Collector(
    _Signals,
    {
        ast.Assign: _Signals.on_giver,
        ast.AnnAssign: _Signals.on_giver,
        ast.ListComp: _Signals.on_giver,
        ast.SetComp: _Signals.on_giver,
        ast.DictComp: _Signals.on_giver,
        ast.GeneratorExp: _Signals.on_giver,
        ast.For: _Signals.on_giver,
        ast.AsyncFor: _Signals.on_giver,
        ast.Call: _Signals.on_call,
        ast.Dict: _Signals.on_dict,
        ast.Compare: _Signals.on_compare,
        ast.MatchValue: _Signals.on_case,
    },
    calls=lambda called: _is_heard(called.rpartition(".")[2]),
)
