"""Takes the statements of a broken module and gives them with the methods back in their class that a slipped line drew out of it.

Where a method slips to column 0, all methods below it seem to stand in it. But functions that take `self`, that the function
around them never mentions and that stand in the column of the methods of the class above are no closures.
"""

from __future__ import annotations

import ast

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_FIRST = frozenset(("self", "cls"))


def put_back(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a module; some may have moved to the end of a class before them."""
    found: list[ast.stmt] = []
    last: ast.ClassDef | None = None
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            last = statement
        elif last and isinstance(statement, _Function) and (moved := _drawn_in(statement, last)):
            statement.body = statement.body[: -len(moved)]
            statement.end_lineno, statement.end_col_offset = _end(statement.body[-1])
            is_method = _takes_self(statement)
            last.body += [statement, *moved] if is_method else moved
            last.end_lineno, last.end_col_offset = _end(last.body[-1])
            if is_method:
                continue
        found.append(statement)
    return found


def _drawn_in(function: _Function, above: ast.ClassDef) -> list[ast.stmt]:
    """What stands in a function from the first method on that belongs to the class above it; [] when none does."""
    for number, inner in enumerate(function.body[1:], 1):
        if isinstance(inner, _Function) and _takes_self(inner):
            columns = {each.col_offset for each in above.body if isinstance(each, _Function)}
            is_used = any(isinstance(node, ast.Name) and node.id == inner.name for node in ast.walk(function))
            return [] if is_used or inner.col_offset not in columns else function.body[number:]
    return []


def _takes_self(function: _Function) -> bool:
    parameters = [*function.args.posonlyargs, *function.args.args]
    return bool(parameters) and parameters[0].arg in _FIRST


def _end(statement: ast.stmt) -> tuple[int | None, int | None]:
    return statement.end_lineno, statement.end_col_offset
