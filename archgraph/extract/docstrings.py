"""Takes a module, class or function node and gives its docstring and the body without it."""

from __future__ import annotations

import ast

from archgraph.extract.expressions import MAX_TEXT

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstring_of(node: Documented) -> ast.Constant | None:
    """The node of the docstring, None when there is none."""
    first = node.body[0] if node.body else None
    if type(first) is ast.Expr and type(first.value) is ast.Constant and type(first.value.value) is str:
        return first.value
    return None


def without_docstring(node: Documented) -> list[ast.stmt]:
    """The body after the docstring."""
    return node.body if docstring_of(node) is None else node.body[1:]


def docstring_text(node: Documented) -> str:
    """The docstring without the white space around it, at most MAX_TEXT characters."""
    docstring = docstring_of(node)
    return str(docstring.value).strip()[:MAX_TEXT] if docstring is not None else ""
