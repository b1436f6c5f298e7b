"""What functions return where it may name something, and each `raise` that ends a branch or is a whole function."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Arm, Context
from archgraph.extract.expressions import convert, raised
from archgraph.extract.scopes import makes_class
from archgraph.model.facts.bindings import Raise, Return

_MOST, _MOST_OF_MAKERS = 4, 16
"""Returns that are kept of a function, and of one that makes classes or stands for names."""

Candidate = tuple[ast.expr, int, Arm | None]


class _Returns:
    """The returns of each function and the raises seen so far."""

    __slots__ = ("_context", "_raises", "_returned")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._returned: dict[int, list[Candidate]] = {}
        self._raises: list[Raise] = []

    def on_return(self, node: ast.Return) -> None:
        value = node.value
        if value is not None:
            context = self._context
            self._returned.setdefault(context.scope, []).append((value, node.lineno, context.arm))
            if type(value) is ast.Call and makes_class(value):
                context.makers.add(context.scope)

    def on_raise(self, node: ast.Raise) -> None:
        context = self._context
        frame = context.frame
        if not frame.function or (frame.is_function and frame.body[0] is node):
            self._raises.append(Raise(raised(node), node.lineno, context.scope, context.branch()))

    def facts(self) -> Fields:
        context = self._context
        found = [
            Return(scope, convert(value, texts=False), line, context.branch_of(arm))
            for scope in sorted(self._returned)
            for value, line, arm in _kept(self._returned[scope], is_maker=scope in context.makers)
        ]
        return {"returns": tuple(found), "raises": tuple(self._raises)}


def _kept(candidates: list[Candidate], *, is_maker: bool) -> list[Candidate]:
    """The returns that matter; none when no value of the function can be the name of something."""
    if is_maker:
        return candidates[:_MOST_OF_MAKERS]
    kept = [each for each in candidates if type(each[0]) is not ast.Constant][:_MOST]
    return kept if any(_may_name(each[0]) for each in kept) else []


def _may_name(value: ast.expr) -> bool:
    if type(value) is ast.Call:
        value = value.func
    while type(value) is ast.Attribute:
        value = value.value
    return type(value) in (ast.Name, ast.IfExp, ast.BoolOp)


COLLECTOR = Collector(_Returns, {ast.Return: _Returns.on_return, ast.Raise: _Returns.on_raise})
