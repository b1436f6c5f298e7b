"""Takes text and gives its syntax tree, or the reason why there is none."""

from __future__ import annotations

import ast

UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError)
"""What `compile` raises for text that is no Python."""


def read(text: str) -> ast.Module | Exception:
    """The module that `text` is."""
    try:
        tree: ast.Module = compile(text, "<recovered>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except UNREADABLE as error:
        return error
    return tree
