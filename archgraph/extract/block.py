"""The pass over a block of statements: in, a body; out, every statement heard and walked as its plan says."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from archgraph.extract.context import Context
from archgraph.extract.nodes import END


def block(context: Context, body: Sequence[ast.stmt]) -> None:
    """Walk a list of statements."""
    context.statements += len(body)
    shape, plans, collecting = context.shape.append, context.hearing.statements, context.collecting
    for statement in body:
        code, heard, walk = plans[type(statement)]
        shape(code)
        for number, method in heard:
            method(collecting[number], statement)
        walk(context, statement)
    shape(END)
