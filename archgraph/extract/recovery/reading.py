"""Takes text and gives its syntax tree with the positions of the file that it is a piece of, or the reason why there is none."""

from __future__ import annotations

import ast

UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError)
"""What `compile` raises for text that is no Python."""
_PAD = 1000
_PAD_PER_CHARACTER = 9
"""Lines that are put above a piece to give it its line number: more would cost more than to walk over its nodes."""


def read(text: str) -> ast.Module | Exception:
    """The module that `text` is.

    The error goes without its traceback: the frames in it hold the trees made so far, in circles that only the collector
    would free.
    """
    try:
        return compile(text, "<text>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)  # type: ignore[return-value]
    except UNREADABLE as error:
        return error.with_traceback(None)


def read_at(first: int, source: str) -> list[ast.stmt] | Exception:
    """The statements of `source`, which begins on physical line `first`, or why it cannot be read.

    Indented text stands under an `if` on the line before, the lines above in its string: Python skips them there in half
    the time that it needs for empty lines.
    """
    indented = source[:1] in (" ", "\t", "\f")
    if indented and first == 1:
        source, indented = source.lstrip(), False
    shift = 0 if first < _PAD + _PAD_PER_CHARACTER * len(source) else first - 2
    empty = "\n" * (first - shift - 2)
    above = f'if """{empty}""":\n' if indented else "\n" * (first - shift - 1)
    tree = read(f"{above}{source}\n")
    if isinstance(tree, ast.Module):
        if shift:
            _shift(tree, shift)
        body = tree.body
        return body[0].body if indented and len(body) == 1 and isinstance(body[0], ast.If) else body
    if isinstance(tree, SyntaxError) and tree.lineno:
        tree.lineno += shift
    return tree


def _shift(tree: ast.AST, lines: int) -> None:
    """Moves all nodes down; without recursion, as trees can be deep."""
    nodes: list[object] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, ast.AST):
            fields = node.__dict__
            if "lineno" in fields:
                fields["lineno"] += lines
                fields["end_lineno"] += lines
            nodes += fields.values()
