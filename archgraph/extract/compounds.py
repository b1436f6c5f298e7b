"""The pass over compound statements: each arm is walked as a branch, with what it means for the imports in it.

Blocks nest at most 100 deep (Python's own limit), so this recurses; chains of `elif` do not count as depth and are a loop.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from archgraph.extract.block import block
from archgraph.extract.conditions import catches_import_error, is_type_checking, suppresses_import_error
from archgraph.extract.context import Arm, Context
from archgraph.extract.guards import Guard
from archgraph.extract.nodes import CODE, SIZES
from archgraph.model.expr import Expr, Opaque
from archgraph.model.facts.scopes import BranchKind

_IF, _ELSE, _TRY, _EXCEPT = BranchKind.IF, BranchKind.ELSE, BranchKind.TRY, BranchKind.EXCEPT
_TRY_ELSE, _FINALLY, _LOOP = BranchKind.TRY_ELSE, BranchKind.FINALLY, BranchKind.LOOP
_WITH, _CASE = BranchKind.WITH, BranchKind.CASE
_BARE = Opaque("bare")


def _arm(context: Context, arm: Arm, body: Sequence[ast.stmt]) -> None:
    """Walk a body as an arm of its statement."""
    outer, context.arm = context.arm, arm
    block(context, body)
    context.arm = outer


def if_(context: Context, node: ast.If) -> None:
    """Walk an `if` with all its `elif` and its `else`."""
    outer = context.arm, context.type_checking
    while True:
        context.walk(node.test)
        otherwise = context.type_checking
        if context.checks_types:
            here, there = is_type_checking(node.test)
            context.type_checking, otherwise = otherwise or here, otherwise or there
        _arm(context, Arm(_IF, context.arm, node, node.test, node.body), node.body)
        context.type_checking = otherwise
        if not node.orelse:
            break
        context.arm = Arm(_ELSE, context.arm, node, node.test, node.orelse)
        following = node.orelse[0]
        if len(node.orelse) > 1 or type(following) is not ast.If:
            block(context, node.orelse)
            break
        node = following
        context.shape.append(CODE[ast.If])
        context.statements += 1
    context.arm, context.type_checking = outer


def loop_(context: Context, node: ast.For | ast.AsyncFor | ast.While) -> None:
    """Walk a loop and its `else`."""
    if isinstance(node, ast.While):
        context.walk(node.test)
    else:
        context.walk(node.iter)
        context.walk(node.target)
    _arm(context, Arm(_LOOP, context.arm, node, "", node.body), node.body)
    if node.orelse:
        _arm(context, Arm(_LOOP, context.arm, node.orelse[0], "", node.orelse), node.orelse)


def try_(context: Context, node: ast.Try | ast.TryStar) -> None:
    """Walk a `try` and its clauses."""
    catching = _import_errors(context, node)
    outer, around = context.guarded, context.arm
    context.guarded = outer or any(catching)
    _arm(context, Arm(_TRY, around, node, "", node.body), node.body)
    for handler, catches in zip(node.handlers, catching, strict=True):
        context.guarded = outer or catches
        _except(context, node, handler)
    context.guarded = outer
    for kind, body in ((_TRY_ELSE, node.orelse), (_FINALLY, node.finalbody)):
        context.shape.append(SIZES[len(body)])
        if body:
            _arm(context, Arm(kind, around, node, "", body), body)


def _import_errors(context: Context, node: ast.Try | ast.TryStar) -> list[bool]:
    """For each handler whether it catches a failed import; in functions nobody asks, all imports there are lazy."""
    if context.frame.function:
        return [False] * len(node.handlers)
    return [catches_import_error(handler.type) for handler in node.handlers]


def _except(context: Context, node: ast.Try | ast.TryStar, handler: ast.ExceptHandler) -> None:
    context.shape.append(CODE[ast.ExceptHandler])
    test: ast.expr | Expr = _BARE
    if handler.type is not None:
        test = handler.type
        context.walk(handler.type)
    if handler.name:
        context.names.append(handler.name)
    arm = Arm(_EXCEPT, context.arm, node, test, handler.body)
    outer, context.arm = context.arm, arm
    context.tell(context.hearing.enter[ast.ExceptHandler], handler)
    block(context, handler.body)
    context.arm = outer


def with_(context: Context, node: ast.With | ast.AsyncWith) -> None:
    """Walk a `with`."""
    for item in node.items:
        context.shape.append(CODE[ast.withitem])
        context.walk(item.context_expr)
        if item.optional_vars is not None:
            context.walk(item.optional_vars)
    outer = context.guard, context.guarded
    context.guard = Guard(node, context.guard)
    context.guarded = context.guarded or any(suppresses_import_error(item.context_expr) for item in node.items)
    _arm(context, Arm(_WITH, context.arm, node, node.items[0].context_expr, node.body), node.body)
    context.guard, context.guarded = outer


def match_(context: Context, node: ast.Match) -> None:
    """Walk a `match` and its cases."""
    context.walk(node.subject)
    for case in node.cases:
        context.shape.append(CODE[ast.match_case])
        context.walk_pattern(case.pattern)
        if case.guard is not None:
            context.walk(case.guard)
        _arm(context, Arm(_CASE, context.arm, node, "", case.body), case.body)
