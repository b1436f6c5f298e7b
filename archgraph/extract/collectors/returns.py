"""What functions return where it may be the name of something, and each `raise` that ends a branch or is a whole function."""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Arm, Context
from archgraph.extract.docstrings import without_docstring
from archgraph.extract.expressions import convert, dotted, raised
from archgraph.extract.naming import Naming
from archgraph.extract.scopes import Function
from archgraph.model.facts import Raise, Return

_MOST, _MOST_OF_NAMING = 4, 16
"""Returns that are kept of a function, and of one that makes classes or stands for names."""


class _Candidate(NamedTuple):
    value: ast.expr
    line: int
    arm: Arm | None


def start(context: Context) -> Listening:
    """Listen to returns and raises."""
    returned: dict[int, list[_Candidate]] = {}
    raises: list[Raise] = []
    naming = Naming(context)

    def on_return(node: ast.Return) -> None:
        if node.value is not None:
            returned.setdefault(context.scope, []).append(_Candidate(node.value, node.lineno, context.arm))

    def on_raise(node: ast.Raise) -> None:
        frame = context.frame
        if not frame.function or _is_all(frame.node, node):
            raises.append(Raise(raised(node), node.lineno, context.scope, context.branch()))

    def facts() -> Fields:
        found = [
            Return(scope, convert(value, texts=False), line, context.branch_of(arm))
            for scope in sorted(returned)
            for value, line, arm in _kept(returned[scope], all_of_them=naming.keeps_all(scope))
        ]
        return {"returns": tuple(found), "raises": tuple(raises)}

    enter: dict[type[ast.AST], Any] = {
        ast.Return: on_return,
        ast.Raise: on_raise,
        ast.FunctionDef: naming.open,
        ast.AsyncFunctionDef: naming.open,
        ast.ClassDef: lambda node: naming.hold_class(),
    }
    return Listening(facts, enter)


def _is_all(function: ast.AST, statement: ast.Raise) -> bool:
    return isinstance(function, Function) and without_docstring(function)[0] is statement


def _kept(candidates: list[_Candidate], *, all_of_them: bool) -> list[_Candidate]:
    """The returns that matter; none when no value of the function can be the name of something."""
    if all_of_them:
        return candidates[:_MOST_OF_NAMING]
    kept = [each for each in candidates if type(each.value) is not ast.Constant][:_MOST]
    return kept if any(_may_name(each.value) for each in kept) else []


def _may_name(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp | ast.BoolOp):
        return True
    return dotted(value.func if isinstance(value, ast.Call) else value) != ""


COLLECTOR = Collector(start)
