"""The pass over classes and functions: their scopes opened, signatures walked outside, bodies inside."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archgraph.extract.annotations import annotation, type_parameters
from archgraph.extract.block import block
from archgraph.extract.context import Context, Frame, Place
from archgraph.extract.docstrings import docstring_of
from archgraph.extract.nodes import CODE, SIZES
from archgraph.extract.scopes import Definition, Function, frame_of, open_scope, parent_of
from archgraph.model.facts.scopes import Scope, ScopeKind

if TYPE_CHECKING:
    from archgraph.extract.stubs import Stub


def function(context: Context, node: Function) -> None:
    """Walk a function: decorators, annotations and defaults stand in the scope around it."""
    begin = _open(context, node)
    if node.lineno in context.parsed.left_out:
        context.unread.append(context.opened)
    _parameters(context, node.args)
    if node.returns is not None:
        annotation(context, node.returns)
    _inside(context, node, frame_of(context, node, begin))


def left_out(context: Context, stubs: Sequence[Stub]) -> None:
    """Record the scopes of functions that were left out."""
    scopes, branch = context.scopes, context.branch()
    for stub in stubs:
        number = len(scopes)
        place = (number - stub.outer, 0) if stub.outer else (parent_of(context, stub.name), branch)
        lines = stub.line, stub.end_line, stub.start_line
        context.unread.append(number)
        scopes.append(Scope(ScopeKind.FUNCTION, stub.name, *place, *lines, stub.is_async))


def class_(context: Context, node: ast.ClassDef) -> None:
    """Walk a class: decorators, bases and keywords stand in the scope around it."""
    begin = _open(context, node)
    context.shape.append(SIZES[len(node.bases)])
    opened = context.opened
    for base in node.bases:
        context.walk(base)
    for keyword in node.keywords:
        context.names.append(keyword.arg or "**")
        context.walk(keyword.value)
    context.opened = opened
    _inside(context, node, frame_of(context, node, begin))


def _open(context: Context, node: Definition) -> Place:
    """Open the scope, tell the collectors, and walk what stands before the signature; gives where the syntax begins."""
    context.names.append(node.name)
    open_scope(context, node)
    collecting = context.collecting
    for number, method in context.hearing.enter[type(node)]:
        method(collecting[number], node)
    for decorator in node.decorator_list:
        context.walk(decorator)
    begin = len(context.shape), len(context.names), context.statements
    type_parameters(context, node)
    return begin


def _inside(context: Context, node: Definition, frame: Frame) -> None:
    """Walk the body in its own frame; nothing of the branches around it holds inside, but type checking does."""
    outer = context.frame, context.scope, context.arm, context.guard, context.guarded
    context.frame, context.scope, context.arm, context.guard = frame, frame.scope, None, None
    context.guarded = context.guarded and not frame.is_function
    docstring = docstring_of(node)
    if docstring is None:
        frame.body = node.body
    else:
        frame.docstring, frame.body = str(docstring.value), node.body[1:]
        context.docstrings.append((docstring, frame.scope))
    block(context, frame.body)
    _end(context, frame)
    collecting = context.collecting
    for number, method in context.hearing.leave[type(node)]:
        method(collecting[number], node)
    context.frame, context.scope, context.arm, context.guard, context.guarded = outer


def _end(context: Context, frame: Frame) -> None:
    """Count the scope's statements, those of the scopes in it included."""
    frame.statements = context.statements - frame.begin[2]
    if frame.outer is not None:
        frame.outer.nested += frame.statements


def _parameters(context: Context, arguments: ast.arguments) -> None:
    positional = arguments.posonlyargs + arguments.args if arguments.posonlyargs else arguments.args
    context.shape.append(SIZES[len(positional)])
    _arguments(context, positional)
    if arguments.vararg is not None:
        _arguments(context, [arguments.vararg])
    if arguments.kwonlyargs:
        context.shape.append(SIZES[len(arguments.kwonlyargs)])
        _arguments(context, arguments.kwonlyargs)
    if arguments.kwarg is not None:
        _arguments(context, [arguments.kwarg])
    for default in (*arguments.defaults, *arguments.kw_defaults):
        if default is not None:
            context.walk(default)


def _arguments(context: Context, arguments: Sequence[ast.arg]) -> None:
    for argument in arguments:
        context.shape.append(_ARG)
        context.names.append(argument.arg)
        if argument.annotation is not None:
            annotation(context, argument.annotation)


_ARG = CODE[ast.arg]
