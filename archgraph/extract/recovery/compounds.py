"""Takes the headers and bodies of compound statements and gives the statements, with their extents."""

from __future__ import annotations

import ast
from operator import attrgetter

Compound = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.TryStar | ast.Match

_BODIES = ("body", "handlers", "orelse", "finalbody")
_extent = attrgetter("end_lineno", "end_col_offset")


def opened(node: ast.stmt | None, word: str, body: list[ast.stmt]) -> Compound | None:
    """The statement of a header, with its body; None for a header that opens none (an else that lost its if)."""
    if not isinstance(node, Compound):
        return None
    if isinstance(node, ast.Match):
        if word == "case":
            node.cases[0].body = body or node.cases[0].body
        else:
            node.cases = [case for part in body if isinstance(part, ast.Match) for case in part.cases]
    elif isinstance(node, ast.Try | ast.TryStar) and word == "except":
        node.handlers[0].body = body or node.handlers[0].body
    else:
        node.body = body or node.body
    return node


def attach(node: Compound, last: Compound, word: str, header: ast.stmt | None, body: list[ast.stmt]) -> ast.AST | None:
    """Adds a clause to `node`; `last` is the end of its chain of elifs. What was added and has a place of its own is given
    back: the new end of the chain, or a handler.

    `header` is an `if` for elif, else and finally, a `try` for except.
    """
    if isinstance(header, ast.If):
        header.body = body or header.body
        if word == "elif" and isinstance(last, ast.If):
            header.col_offset -= len("  if") - len("if")
            last.orelse = [header]
            return header
        if word == "else" and not isinstance(last, ast.With | ast.AsyncWith | ast.Match):
            last.orelse = header.body
        if word == "finally" and isinstance(node, ast.Try):
            node.finalbody = header.body
    elif isinstance(header, ast.Try | ast.TryStar) and isinstance(node, ast.Try):
        handler = header.handlers[0]
        handler.body = body or handler.body
        node.handlers.append(handler)
        return handler
    return None


def finish(node: Compound) -> None:
    """Takes away the `finally: pass` that let a try stand alone, where it has an except."""
    if isinstance(node, ast.Try) and node.handlers and node.finalbody and node.finalbody[0].lineno <= node.lineno + 1:
        node.finalbody = []


def close(node: ast.AST, last: int, lines: list[str]) -> None:
    """Sets where a statement or handler ends: with the last statement in it, or below that on physical line `last`."""
    inner = [each for field in _BODIES for each in getattr(node, field, ())]
    inner += [each for case in getattr(node, "cases", ()) for each in case.body]
    end = max(map(_extent, [node, *inner]))
    if end[0] < last:
        end = last, len(lines[last - 1].rstrip().encode("utf-8", "replace"))
    node.end_lineno, node.end_col_offset = end  # type: ignore[attr-defined]  # each but match_case has them
