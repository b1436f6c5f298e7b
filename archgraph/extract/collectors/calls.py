"""Calls of dotted names, with the beginning of their arguments and what becomes of the result."""

from __future__ import annotations

import ast
import builtins
from operator import attrgetter
from typing import Any

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.expressions import brief, dotted
from archgraph.extract.scopes import Definition
from archgraph.model.facts import CallFact

_BUILTINS = frozenset(dir(builtins))
_MOST_ARGS, _MOST_KEYWORDS = 3, 6


def start(context: Context) -> Listening:
    """Listen to calls, and to the statements around them."""
    calls: list[CallFact] = []
    decorators: set[int] = set()
    targets: dict[int, str] = {}
    awaited: ast.expr | None = None
    discarded: ast.expr | None = None

    def on_call(node: ast.Call) -> None:
        func = called(node.func)
        if not func or func in _BUILTINS:
            return
        identity = id(node)
        args, keywords = node.args, node.keywords
        calls.append(
            CallFact(
                func,
                node.lineno,
                context.scope,
                tuple([brief(arg) for arg in args[:_MOST_ARGS]]) if args else (),
                tuple([(word.arg or "", brief(word.value)) for word in keywords[:_MOST_KEYWORDS]]) if keywords else (),
                node is awaited,
                node is discarded,
                identity in decorators,
                targets.pop(identity, "") if targets else "",
            )
        )

    def on_await(node: ast.Await) -> None:
        nonlocal awaited
        awaited = node.value

    def on_expression(node: ast.Expr) -> None:
        nonlocal discarded
        discarded = _result(node.value)

    def on_assign(node: ast.Assign) -> None:
        take(node.value, node.targets[0])

    def on_single(node: ast.AnnAssign | ast.NamedExpr) -> None:
        take(node.value, node.target)

    def on_with(node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            take(item.context_expr, item.optional_vars)

    def take(value: ast.expr | None, target: ast.expr | None) -> None:
        """Remember that the result of `value`, if it is a call, goes to `target`."""
        result = _result(value)
        if type(result) is ast.Call and target is not None:
            targets[id(result)] = dotted(target)

    def on_definition(node: Definition) -> None:
        for decorator in node.decorator_list:
            if type(decorator) is ast.Call:
                decorators.add(id(decorator))
                continue
            func = dotted(decorator)
            if func and func not in _BUILTINS:
                calls.append(
                    CallFact(func, decorator.lineno, context.scope, (), (), False, False, decorator=True, target="")
                )

    def facts() -> Fields:
        return {"calls": tuple(sorted(calls, key=attrgetter("line")))}

    enter: dict[type[ast.AST], Any] = {
        ast.Call: on_call,
        ast.Await: on_await,
        ast.Expr: on_expression,
        ast.Assign: on_assign,
        ast.AnnAssign: on_single,
        ast.NamedExpr: on_single,
        ast.With: on_with,
        ast.AsyncWith: on_with,
        ast.FunctionDef: on_definition,
        ast.AsyncFunctionDef: on_definition,
        ast.ClassDef: on_definition,
    }
    return Listening(facts, enter)


def called(node: ast.expr) -> str:
    """What is called: `a.b.c`, or "().g" and "[].g" where the name starts at a call or an item; "" for anything else."""
    kind = type(node)
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined, no-any-return]
    parts = []
    while type(node) is ast.Attribute:
        parts.append(node.attr)
        node = node.value
    root = node.id if type(node) is ast.Name else _ROOTS.get(type(node), "")
    if not root or not parts:
        return ""
    parts.append(root)
    return ".".join(reversed(parts))


_ROOTS: dict[type[ast.AST], str] = {ast.Call: "()", ast.Await: "()", ast.Subscript: "[]"}


def _result(value: ast.expr | None) -> ast.expr | None:
    """What stands under an await."""
    return value.value if type(value) is ast.Await else value


COLLECTOR = Collector(start)
