"""The pass over a block of statements: in, a body; out, every statement heard and walked as the context's plans say."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from archgraph.extract.context import Context
from archgraph.extract.nodes import END


def block(context: Context, body: Sequence[ast.stmt]) -> None:
    """Walk a list of statements."""
    context.statements += len(body)
    shape, plans = context.shape.append, context.plans
    for statement in body:
        code, handlers, walk = plans[type(statement)]
        shape(code)
        for handler in handlers:
            handler(statement)
        walk(context, statement)
    shape(END)


def parts(context: Context, node: ast.stmt) -> None:
    """Walk a statement that has no body: delete, and what a later Python may bring."""
    for part in ast.iter_child_nodes(node):
        context.walk(part)
