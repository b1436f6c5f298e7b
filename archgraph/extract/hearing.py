"""Who hears of what: for each type of node, and each name that is called, the collectors and their methods.

Collectors are told by their number and methods are unbound, so that the tables are made once and hold for every file.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from archgraph.extract.nodes import CODE, SIZE

Method = Callable[[Any, Any], None]
"""A method of the class that collects, unbound: (self, node)."""

Heard = tuple[tuple[int, Method], ...]
"""The collectors that hear of something, by number and in their order, and with which method."""

Way = Callable[[Any, Any], Any]
"""A function of the context and a node that walks the node's parts, or names them."""

Plan = tuple[int, Heard, Way]
"""What to do with a type of node: its number, who hears of it, and the way to walk it."""

_MOST_NAMES = 100_000
"""Names that an `Interest` remembers."""

_OPENS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
"""Who hears of them is told as they are opened."""


class Handlers(dict[type[ast.AST], Heard]):
    """Node type → who hears of it; nobody of types that are not there."""

    def __missing__(self, kind: type[ast.AST]) -> Heard:
        return ()


class Plans(dict[type[ast.AST], Plan]):
    """Node type → plan, made when the first node of the type is met."""

    def __init__(self, ways: Mapping[type[ast.AST], Way], otherwise: Way, enter: Handlers) -> None:
        """`otherwise`: the way for types that have none of their own."""
        super().__init__()
        self._ways, self._otherwise, self._enter = ways, otherwise, enter

    def __missing__(self, kind: type[ast.AST]) -> Plan:
        heard = () if kind in _OPENS else self._enter[kind]
        self[kind] = plan = CODE.get(kind, SIZE), heard, self._ways.get(kind, self._otherwise)
        return plan


class Interest(dict[str, int]):
    """Name that is called → the collectors that want to hear of it, a bit for each by its number; filled as names are met.

    A call is the commonest place of all and most collectors want few of them: what each wants is asked once for a name.
    """

    def __init__(self, asked: Sequence[tuple[int, Callable[[str], bool]]]) -> None:
        super().__init__()
        self._asked = asked

    def __missing__(self, called: str) -> int:
        if len(self) >= _MOST_NAMES:
            self.clear()
        self[called] = wanted = sum([1 << number for number, wants in self._asked if wants(called)])
        return wanted


class Listeners(dict[int, Heard]):
    """Bits of an `Interest` → who hears of the call."""

    def __init__(self, calls: Heard) -> None:
        """`calls`: who hears of calls at all."""
        super().__init__()
        self._calls = calls

    def __missing__(self, wanted: int) -> Heard:
        self[wanted] = heard = tuple([each for each in self._calls if 1 << each[0] & wanted])
        return heard


class Hearing(msgspec.Struct, frozen=True):
    """Who hears of what in a file."""

    enter: Handlers
    leave: Handlers
    interest: Interest
    listeners: Listeners
    statements: Plans
    expressions: Plans
