"""The pass over a file: in, its tree; out, every statement and expression walked and the collectors' handlers called."""

from __future__ import annotations

import ast
from typing import Any

from archgraph.extract.annotations import annotation, type_parameters
from archgraph.extract.block import block
from archgraph.extract.compounds import if_, loop_, match_, try_, with_
from archgraph.extract.context import Context
from archgraph.extract.definitions import class_, function, left_out
from archgraph.extract.docstrings import docstring_of
from archgraph.extract.hearing import Way
from archgraph.extract.nodes import CODE
from archgraph.extract.walk import walker


def module(context: Context, *, values: bool = True) -> None:
    """Walk the whole file; without the `values`, only what binds names, as the outline wants it."""
    tree = context.parsed.tree
    context.walk = context.walk_pattern = walker(context)
    if not values and ":=" not in context.parsed.text:
        context.walk = _skip
    context.tell(context.hearing.enter[ast.Module], tree)
    docstring = docstring_of(tree)
    if docstring is not None:
        context.docstrings.append((docstring, 0))
    block(context, tree.body if docstring is None else tree.body[1:])


def _skip(node: ast.AST) -> None:
    """Does not walk: nothing in the expression binds a name."""


def parts(context: Context, node: ast.stmt) -> None:
    """Walk a statement that has no body: delete, and what a later Python may bring."""
    for part in ast.iter_child_nodes(node):
        context.walk(part)


# ------------------------------------------------------------------------------------------------ simple statements


def _assign(context: Context, node: ast.Assign) -> None:
    context.walk(node.value)
    for target in node.targets:
        context.walk(target)


def _annotated(context: Context, node: ast.AnnAssign) -> None:
    if node.value is not None:
        context.walk(node.value)
    context.walk(node.target)
    annotation(context, node.annotation)


def _augmented(context: Context, node: ast.AugAssign) -> None:
    context.shape.append(CODE[type(node.op)])
    context.walk(node.value)
    context.walk(node.target)


def _expression(context: Context, node: ast.Expr) -> None:
    value = node.value
    context.discarded = value.value if type(value) is ast.Await else value
    context.walk(value)


def _return(context: Context, node: ast.Return) -> None:
    if node.value is not None:
        context.walk(node.value)


def _assert(context: Context, node: ast.Assert) -> None:
    context.walk(node.test)
    if node.msg is not None:
        context.walk(node.msg)


def _raise(context: Context, node: ast.Raise) -> None:
    if node.exc is not None:
        context.walk(node.exc)
    if node.cause is not None:
        context.walk(node.cause)


def _nothing(context: Context, node: ast.Break | ast.Continue) -> None:
    """Has no parts."""


def _pass(context: Context, node: ast.Pass) -> None:
    """Has no parts either, but may stand for functions that were left out."""
    if node.lineno in context.parsed.left_out:
        left_out(context, context.parsed.left_out[node.lineno])


def _imports(context: Context, node: ast.Import | ast.ImportFrom) -> None:
    context.names.extend([alias.name for alias in node.names])


def _global(context: Context, node: ast.Global) -> None:
    context.names.extend(node.names)
    context.globals.update([(context.scope, name) for name in node.names])


def _nonlocal(context: Context, node: ast.Nonlocal) -> None:
    context.names.extend(node.names)


def _type_alias(context: Context, node: Any) -> None:
    context.walk(node.name)
    type_parameters(context, node)
    annotation(context, node.value)


STATEMENTS: dict[type[ast.AST], Way] = {
    ast.FunctionDef: function,
    ast.AsyncFunctionDef: function,
    ast.ClassDef: class_,
    ast.If: if_,
    ast.For: loop_,
    ast.AsyncFor: loop_,
    ast.While: loop_,
    ast.Try: try_,
    ast.TryStar: try_,
    ast.With: with_,
    ast.AsyncWith: with_,
    ast.Match: match_,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.Return: _return,
    ast.Assert: _assert,
    ast.Raise: _raise,
    ast.Pass: _pass,
    ast.Break: _nothing,
    ast.Continue: _nothing,
    ast.Import: _imports,
    ast.ImportFrom: _imports,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
}
"""Type of statement → how to walk it; `parts` for all others."""

if hasattr(ast, "TypeAlias"):  # Python 3.12
    STATEMENTS[ast.TypeAlias] = _type_alias
