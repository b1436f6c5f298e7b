"""The pass over expressions: in, an expression's root; out, the collectors' handlers called for every node below it.

An explicit stack instead of recursion: no depth of nesting can break it. Most nodes are names, constants, attributes,
calls and items: these stand in the loop itself, the others have a function that names their parts.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from archgraph.extract.context import Context, Handler
from archgraph.extract.expressions import CALLED, dotted, text_of
from archgraph.extract.hearing import Way
from archgraph.extract.nodes import CODE, SIZES

Name, Constant, Attribute, Call, Subscript = ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.Subscript
_NAME, _CONSTANT, _ATTRIBUTE, _CALL, _SUBSCRIPT = [CODE[kind] for kind in (Name, Constant, Attribute, Call, Subscript)]


def walker(context: Context) -> Handler:  # noqa: C901  one loop for speed: a call per node would double its cost
    """A function that walks one expression, parents first, left to right."""
    collecting, watched, hearing = context.collecting, context.watched, context.hearing
    interest, listeners, plans = hearing.interest, hearing.listeners, hearing.expressions
    on_name, on_attribute, on_subscript = [hearing.enter[kind] for kind in (Name, Attribute, Subscript)]
    stack: list[Any] = []
    shape, name, pop, push, extend = context.shape.append, context.names.append, stack.pop, stack.append, stack.extend
    string = context.strings.append

    def walk(node: Any) -> None:  # noqa: C901
        while True:
            kind = type(node)
            if kind is Name:
                shape(_NAME)
                name(identifier := node.id)
                if identifier in watched:
                    for number, method in on_name:
                        method(collecting[number], node)
            elif kind is Attribute:
                for number, method in on_attribute:
                    method(collecting[number], node)
                while type(node) is Attribute:
                    shape(_ATTRIBUTE)
                    name(node.attr)
                    node = node.value
                continue
            elif kind is Constant:
                shape(_CONSTANT)
                if type(value := node.value) is str:
                    name(value)
                    string((node, -1 if context.annotating else context.scope))
                else:
                    try:
                        name(repr(value))
                    except ValueError:  # a whole number with more digits than Python writes
                        name(text_of(value))
            elif kind is Call:
                shape(_CALL)
                func = node.func
                if type(func) is Name:
                    called = func.id
                elif type(func) is Attribute and type(func.value) is Name:
                    called = f"{func.value.id}.{func.attr}"
                else:
                    called = dotted(func, CALLED)
                context.called = called
                for number, method in listeners[interest[called]]:
                    method(collecting[number], node)
                if keywords := node.keywords:
                    for word in reversed(keywords):
                        name(word.arg or "**")
                        push(word.value)
                if args := node.args:
                    extend(args[::-1])
                shape(SIZES[len(args)])
                while type(func) is Attribute:
                    shape(_ATTRIBUTE)
                    name(func.attr)
                    func = func.value
                node = func
                continue
            elif kind is Subscript:
                shape(_SUBSCRIPT)
                for number, method in on_subscript:
                    method(collecting[number], node)
                push(node.slice)
                node = node.value
                continue
            else:
                code, heard, parts = plans[kind]
                shape(code)
                for number, method in heard:
                    method(collecting[number], node)
                extend(parts(context, node))
            if not stack:
                return
            node = pop()

    return walk


def fields(context: Context, node: ast.AST) -> Sequence[ast.AST]:
    """The parts of a rare node (slices, patterns), its identifiers put into the stream."""
    parts: list[ast.AST] = []
    for _, value in ast.iter_fields(node):
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, ast.AST):
                parts.append(item)
            else:
                context.names.append(str(item))
    return parts[::-1]


def _compare(context: Context, node: ast.Compare) -> Sequence[ast.AST]:
    if len(node.ops) == 1:
        context.shape.append(CODE[type(node.ops[0])])
        return node.comparators[0], node.left
    for operator in node.ops:
        context.shape.append(CODE[type(operator)])
    return [*node.comparators[::-1], node.left]


def _boolean(context: Context, node: ast.BoolOp) -> Sequence[ast.AST]:
    context.shape.append(CODE[type(node.op)])
    context.shape.append(SIZES[len(node.values)])
    return node.values[::-1]


def _binary(context: Context, node: ast.BinOp) -> Sequence[ast.AST]:
    context.shape.append(CODE[type(node.op)])
    return node.right, node.left


def _unary(context: Context, node: ast.UnaryOp) -> Sequence[ast.AST]:
    context.shape.append(CODE[type(node.op)])
    return (node.operand,)


def _display(context: Context, node: ast.Tuple | ast.List | ast.Set) -> Sequence[ast.AST]:
    context.shape.append(SIZES[len(node.elts)])
    return node.elts[::-1]


def _dict(context: Context, node: ast.Dict) -> Sequence[ast.AST]:
    context.shape.append(SIZES[len(node.keys)])
    parts: list[Any] = [part for pair in zip(node.keys, node.values, strict=False) for part in pair]
    if None in node.keys:
        context.names.extend(["**"] * node.keys.count(None))
        parts = [part for part in parts if part is not None]
    return parts[::-1]


def _fstring(context: Context, node: ast.JoinedStr) -> Sequence[ast.AST]:
    """The fields; the text between them is part of the string and no literal of its own."""
    context.shape.append(SIZES[len(node.values)])
    fields: list[ast.AST] = []
    for value in node.values:
        if type(value) is Constant:
            context.names.append(str(value.value))
        else:
            fields.append(value)
    return fields[::-1]


def _field(context: Context, node: ast.FormattedValue) -> Sequence[ast.AST]:
    return (node.value,) if node.format_spec is None else (node.format_spec, node.value)


def _await(context: Context, node: ast.Await) -> Sequence[ast.AST]:
    context.awaited = node.value
    return (node.value,)


def _lambda(context: Context, node: ast.Lambda) -> Sequence[ast.AST]:
    arguments = node.args
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    context.names.extend([parameter.arg for parameter in parameters])
    context.shape.append(SIZES[len(parameters)])
    defaults = [default for default in (*arguments.defaults, *arguments.kw_defaults) if default is not None]
    return [node.body, *defaults[::-1]]


def _generator(context: Context, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Sequence[ast.AST]:
    return [node.elt, *node.generators[::-1]]


EXPRESSIONS: dict[type[ast.AST], Way] = {
    ast.Await: _await,
    ast.Starred: lambda context, node: (node.value,),
    ast.YieldFrom: lambda context, node: (node.value,),
    ast.Yield: lambda context, node: () if node.value is None else (node.value,),
    ast.IfExp: lambda context, node: (node.orelse, node.body, node.test),
    ast.NamedExpr: lambda context, node: (node.value, node.target),
    ast.comprehension: lambda context, node: [*node.ifs[::-1], node.iter, node.target],
    ast.DictComp: lambda context, node: [node.value, node.key, *node.generators[::-1]],
    ast.ListComp: _generator,
    ast.SetComp: _generator,
    ast.GeneratorExp: _generator,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Tuple: _display,
    ast.List: _display,
    ast.Set: _display,
    ast.Dict: _dict,
    ast.JoinedStr: _fstring,
    ast.FormattedValue: _field,
    ast.Lambda: _lambda,
}
"""Node type → a function that gives the parts of a node, last part first, as the stack wants them; `fields` for all others."""
