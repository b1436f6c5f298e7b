"""What the pass does with each type of node: in: the ways to walk them and who hears of them; out: a plan for every type."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from archgraph.extract.context import Context, Handlers, Plan
from archgraph.extract.nodes import CODE, SIZE

Way = Callable[[Context, Any], Any]
"""A function that walks a node's parts, or names them."""

_OPENS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
"""Their handlers are called as they are opened."""


class Plans(dict[type[ast.AST], Plan]):
    """Node type → plan, made when the first node of the type is met in a file."""

    def __init__(self, ways: Mapping[type[ast.AST], Way], otherwise: Way, handlers: Handlers) -> None:
        """`otherwise`: the way for types that have none of their own."""
        super().__init__()
        self._ways, self._otherwise, self._handlers = ways, otherwise, handlers

    def __missing__(self, kind: type[ast.AST]) -> Plan:
        handlers = () if kind in _OPENS else self._handlers[kind]
        self[kind] = plan = CODE.get(kind, SIZE), handlers, self._ways.get(kind, self._otherwise)
        return plan
