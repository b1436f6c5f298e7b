"""Where the statements of a file stand: its module, class and function bodies, and the branches that lead there."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.expr import Expr, Record


class ScopeKind(StrEnum):
    """What opens a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


class BranchKind(StrEnum):
    """Why a statement may not be executed, or not exactly once."""

    NONE = "none"
    IF = "if"
    ELSE = "else"
    TRY = "try"
    EXCEPT = "except"
    TRY_ELSE = "try_else"
    FINALLY = "finally"
    LOOP = "loop"
    WITH = "with"
    CASE = "case"


class Branch(Record, frozen=True):
    """One arm of a compound statement, kept when some fact of the outline stands in it. Arms of one statement share `group`;
    arms end where a class or function begins, whose own arm is the `branch` of its scope. Index 0 stands for no branch.

    `test`: the condition of an IF (an ELSE carries the same test, to be negated), the exception types of an EXCEPT
    (a dotted name or a tuple; Opaque("bare") for a bare except), the context expression of a WITH, else "".
    """

    kind: BranchKind
    parent: int
    group: int
    test: Expr
    line: int
    end_line: int


class Scope(Record, frozen=True):
    """A module, class or function body. Scope 0 is the module (name "", parent 0); the rest are in source order.

    `line` is that of the `class`/`def` keyword, `start_line` that of the first decorator. `branch` is where the
    statement stands in its parent. A class or function binds `name` in `parent` at `line` (0 when declared `global`).
    """

    kind: ScopeKind
    name: str
    parent: int
    branch: int
    line: int
    end_line: int
    start_line: int
    is_async: bool = False
    parameters: tuple[str, ...] = ()
    """Of a function, in order and starred as written: ("self", "a", "*", "key", "**rest"); "*" alone and "/" are kept."""
    defaults: tuple[tuple[str, Expr], ...] = ()
    """(parameter, default) where the default is a dotted name, a literal or a tuple of such."""


def qualified_name(scopes: tuple[Scope, ...], index: int) -> str:
    """The `__qualname__` of a scope ("Outer.Inner", "make.<locals>.Made"); "" for the module."""
    parts: list[str] = []
    while index:
        scope = scopes[index]
        parts.append(scope.name)
        index = scope.parent
        if index and scopes[index].kind is ScopeKind.FUNCTION:
            parts.append("<locals>")
    return ".".join(reversed(parts))
