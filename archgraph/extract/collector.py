"""What a collector is: a file of `collectors/` that declares one `Collector`, begun anew for each file that is read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

import msgspec

from archgraph.extract.context import Context
from archgraph.extract.hearing import Method

Fields = dict[str, tuple[Any, ...] | str | int]
"""Field of a section → its facts."""


class Collecting(Protocol):
    """What a collector has found so far in one file.

    It may have an attribute `is_deaf`: whether it wants to hear nothing in this file of the types that its `Collector` names.
    """

    def facts(self) -> Fields:
        """The facts, asked for once after the pass."""


def _all(called: str) -> bool:
    return True


class Collector(msgspec.Struct, frozen=True):
    """One kind of facts.

    `enter`: methods called before a node's parts are walked. For class and function statements the context still stands
    outside, and `context.opened` is the new scope. ast.Name: only names in `context.watched`. ast.Constant: not called, all
    strings are in `context.strings` at the end. ast.Attribute: called with the whole of a dotted name, and not with one that is
    called itself. ast.Call: `context.called` is the name that is called. ast.arg: called with a whole annotation.
    `leave`: methods called at the end of a class's or function's body, inside its scope.
    `deaf_to`: node types of which it hears nothing in files in which it `is_deaf`.
    `calls`: whether the collector hears of calls of a name (`context.called`); asked once for a name, not once for a call.
    """

    start: Callable[[Context], Collecting]
    enter: Mapping[type[ast.AST], Method] = {}
    leave: Mapping[type[ast.AST], Method] = {}
    calls: Callable[[str], bool] = _all
    deaf_to: Collection[type[ast.AST]] = ()
