"""Takes the head of a compound statement and says what it means for the imports in its arms."""

from __future__ import annotations

import ast

from archgraph.extract.expressions import dotted

_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_TYPE_CHECKING = frozenset({"TYPE_CHECKING", "MYPY"})


def is_type_checking(test: ast.expr) -> tuple[bool, bool]:
    """Whether an `if`'s body runs under a type checker only, and whether its `else` does."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        here, otherwise = is_type_checking(test.operand)
        return otherwise, here
    if isinstance(test, ast.BoolOp):
        inner = [is_type_checking(value) for value in test.values]
        conjunction = isinstance(test.op, ast.And)
        return conjunction and any(here for here, _ in inner), not conjunction and any(other for _, other in inner)
    return last_part(dotted(test)) in _TYPE_CHECKING, False


def catches_import_error(caught: ast.expr | None) -> bool:
    """Whether an `except` clause catches a failed import; None is a bare `except:`."""
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(last_part(dotted(name)) in _IMPORT_ERRORS for name in names)


def suppresses_import_error(context: ast.expr) -> bool:
    """Whether a `with` context is `contextlib.suppress` of a failed import."""
    if not isinstance(context, ast.Call) or last_part(dotted(context.func)) != "suppress":
        return False
    return any(last_part(dotted(name)) in _IMPORT_ERRORS for name in context.args)


def last_part(name: str) -> str:
    """What stands after the last dot."""
    return name.rpartition(".")[2]
