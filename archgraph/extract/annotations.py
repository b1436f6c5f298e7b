"""The pass over annotations and type parameters: what stands there names types and is no value."""

from __future__ import annotations

import ast

from archgraph.extract.context import Context
from archgraph.extract.nodes import CODE, SIZE


def annotation(context: Context, node: ast.expr) -> None:
    """Walk an annotation; handlers of ast.arg get the whole of it first."""
    collecting = context.collecting
    for number, method in context.hearing.enter[ast.arg]:
        method(collecting[number], node)
    context.annotating = True
    context.walk(node)
    context.annotating = False


def type_parameters(context: Context, node: ast.AST) -> None:
    """Walk the bounds of type parameters (PEP 695)."""
    for parameter in getattr(node, "type_params", ()):
        context.names.append(parameter.name)
        context.shape.append(CODE.get(type(parameter), SIZE))
        bound = getattr(parameter, "bound", None)
        if bound is not None:
            annotation(context, bound)
