"""What a collector is: a file of `collectors/` that declares one `Collector`, begun anew for each file that is read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MethodType
from typing import Any, Protocol

from archgraph.extract.context import Context, Handler

Fields = dict[str, tuple[Any, ...] | str]
"""Field of a section → its facts."""

Method = Callable[[Any, Any], None]
"""A method of the class that collects, unbound: (self, node)."""

_MOST_NAMES = 100_000
"""Names that an `Interest` remembers."""

Hearing = dict[type[ast.AST], tuple[tuple[int, Method], ...]]
"""Node type → the collectors (by number) that hear of it, and with which method."""


class Collecting(Protocol):
    """What a collector has found so far in one file.

    It may have an attribute `deaf`: node types that it does not want to hear of in this file.
    """

    def facts(self) -> Fields:
        """The facts, asked for once after the pass."""


def _all(called: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Collector:
    """One kind of facts.

    `enter`: methods called before a node's parts are walked. For class and function statements the context still stands
    outside, and `context.opened` is the new scope. ast.Name: only names in `context.watched`. ast.Constant: only strings.
    ast.Call: `context.called` is the name that is called. ast.arg: called with a whole annotation.
    `leave`: methods called at the end of a class's or function's body, inside its scope.
    `outlines`: whether all its facts belong to the outline, which is sometimes wanted alone.
    `calls`: whether the collector hears of calls of a name (`context.called`); asked once for a name, not once for a call.
    """

    start: Callable[[Context], Collecting]
    enter: Mapping[type[ast.AST], Method] = field(default_factory=dict)
    leave: Mapping[type[ast.AST], Method] = field(default_factory=dict)
    calls: Callable[[str], bool] = _all
    outlines: bool = False


def hearing(tables: Sequence[Mapping[type[ast.AST], Method]]) -> Hearing:
    """Who hears of what, in the collectors' order; made once, because making it for each file would cost a tenth of the pass."""
    merged: dict[type[ast.AST], list[tuple[int, Method]]] = {}
    for number, table in enumerate(tables):
        for kind, method in table.items():
            merged.setdefault(kind, []).append((number, method))
    return {kind: tuple(found) for kind, found in merged.items()}


class Interest(dict[str, int]):
    """Name that is called → the collectors that want to hear of it, a bit for each by its number; filled as names are met.

    A call is the commonest place of all and most collectors want few of them: what each wants is asked once for a name.
    """

    def __init__(self, collectors: Sequence[Collector]) -> None:
        super().__init__()
        self._asked = [(number, each.calls) for number, each in enumerate(collectors) if ast.Call in each.enter]

    def __missing__(self, called: str) -> int:
        if len(self) >= _MOST_NAMES:
            self.clear()
        self[called] = wanted = sum(1 << number for number, wants in self._asked if wants(called))
        return wanted


class Listeners(dict[int, tuple[Handler, ...]]):
    """Bits of an `Interest` → the methods to call, in the collectors' order."""

    def __init__(self, calls: Sequence[tuple[int, Method]], collecting: Sequence[Collecting]) -> None:
        """`calls`: who hears of calls, by number, and with which method."""
        super().__init__()
        self._bound = [
            (1 << number, MethodType(method, collecting[number]))
            for number, method in calls
            if ast.Call not in getattr(collecting[number], "deaf", ())
        ]

    def __missing__(self, wanted: int) -> tuple[Handler, ...]:
        self[wanted] = found = tuple([method for bit, method in self._bound if bit & wanted])
        return found


class Handlers(dict[type[ast.AST], tuple[Handler, ...]]):
    """Node type → the methods to call, bound to what collects in one file as types are met: few files have them all."""

    def __init__(self, heard: Hearing, collecting: Sequence[Collecting]) -> None:
        super().__init__()
        self._heard = heard
        self._collecting = collecting

    def __missing__(self, kind: type[ast.AST]) -> tuple[Handler, ...]:
        collecting = self._collecting
        self[kind] = found = tuple(
            [
                MethodType(method, collecting[number])
                for number, method in self._heard.get(kind, ())
                if kind not in getattr(collecting[number], "deaf", ())
            ]
        )
        return found
