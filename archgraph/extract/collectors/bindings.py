"""How names get their values: assignments, targets, deletions, `global`, type aliases and changes of lists such as `__all__`.

What stands in functions is decided at the end of the file: only then is it known which functions make classes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Arm, Context
from archgraph.extract.expressions import convert, dotted, spelled
from archgraph.extract.naming import Naming
from archgraph.extract.scopes import Function
from archgraph.model.expr import Expr, Opaque
from archgraph.model.facts import Binding, BindingKind

_LIST_CHANGES = frozenset({"append", "extend", "insert", "remove"})
_ITEM, _WITH, _EXCEPTION, _UNPACKED, _CAPTURE = (
    Opaque(kind) for kind in ("item", "with", "exception", "unpacked", "capture")
)
_THIS_MODULE = "sys.modules[__name__]"


class _Candidate(NamedTuple):
    """A binding that may be kept; its value is converted only then."""

    name: str
    kind: BindingKind
    value: ast.expr | Expr
    line: int
    scope: int
    arm: Arm | None
    annotation: str = ""


def start(context: Context) -> Listening:
    """Listen to everything that binds a name, except imports, classes and functions."""
    candidates: list[_Candidate] = []
    naming = Naming(context)

    def bind(target: ast.expr, kind: BindingKind, value: ast.expr | Expr, annotation: str = "") -> None:
        for name, given in _names(target, value, in_function=context.frame.is_function):
            candidates.append(_Candidate(name, kind, given, target.lineno, context.scope, context.arm, annotation))

    def bind_name(name: str, kind: BindingKind, value: Expr, line: int) -> None:
        candidates.append(_Candidate(name, kind, value, line, context.scope, context.arm))

    def on_assign(node: ast.Assign) -> None:
        for target in node.targets:
            bind(target, BindingKind.ASSIGN, node.value)

    def on_annotated(node: ast.AnnAssign) -> None:
        value = node.value if node.value is not None else ""
        annotation = "" if context.frame.is_function else spelled(node.annotation)
        bind(node.target, BindingKind.ANNOTATE, value, annotation)

    def on_augmented(node: ast.AugAssign) -> None:
        bind(node.target, BindingKind.AUGMENT, node.value)

    def on_walrus(node: ast.NamedExpr) -> None:
        bind(node.target, BindingKind.ASSIGN, node.value)

    def on_loop(node: ast.For | ast.AsyncFor) -> None:
        bind(node.target, BindingKind.TARGET, _ITEM)

    def on_with(node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            if item.optional_vars is not None:
                bind(item.optional_vars, BindingKind.TARGET, _WITH)

    def on_except(node: ast.ExceptHandler) -> None:
        if node.name:
            bind_name(node.name, BindingKind.TARGET, _EXCEPTION, node.lineno)

    def on_capture(node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            bind_name(node.name, BindingKind.TARGET, _CAPTURE, node.lineno)

    def on_rest(node: ast.MatchMapping) -> None:
        if node.rest:
            bind_name(node.rest, BindingKind.TARGET, _CAPTURE, node.lineno)

    def on_delete(node: ast.Delete) -> None:
        for target in node.targets:
            bind(target, BindingKind.DELETE, "")

    def on_type_alias(node: Any) -> None:
        bind(node.name, BindingKind.TYPE_ALIAS, node.value)

    def on_global(node: ast.Global) -> None:
        for name in node.names:
            naming.declare_global(name)
            bind_name(name, BindingKind.GLOBAL, "", node.lineno)

    def on_expression(node: ast.Expr) -> None:
        call = node.value
        if context.frame.is_function or type(call) is not ast.Call or type(call.func) is not ast.Attribute:
            return
        name = dotted(call.func.value)
        if name and call.func.attr in _LIST_CHANGES:
            candidates.append(_Candidate(name, BindingKind.AUGMENT, call, node.lineno, context.scope, context.arm))

    def on_function(node: Function) -> None:
        naming.open(node)

    def facts() -> Fields:
        return {"bindings": tuple([_binding(context, each) for each in candidates if _is_kept(each, naming)])}

    enter: dict[type[ast.AST], Any] = {
        ast.Assign: on_assign,
        ast.AnnAssign: on_annotated,
        ast.AugAssign: on_augmented,
        ast.NamedExpr: on_walrus,
        ast.For: on_loop,
        ast.AsyncFor: on_loop,
        ast.With: on_with,
        ast.AsyncWith: on_with,
        ast.ExceptHandler: on_except,
        ast.MatchAs: on_capture,
        ast.MatchStar: on_capture,
        ast.MatchMapping: on_rest,
        ast.Delete: on_delete,
        ast.Global: on_global,
        ast.Expr: on_expression,
        ast.FunctionDef: on_function,
        ast.AsyncFunctionDef: on_function,
        ast.ClassDef: lambda node: naming.hold_class(),
    }
    if hasattr(ast, "TypeAlias"):
        enter[ast.TypeAlias] = on_type_alias
    return Listening(facts, enter)


def _names(target: ast.expr, value: ast.expr | Expr, *, in_function: bool) -> Iterator[tuple[str, ast.expr | Expr]]:
    """The names that a target binds, each with its own value as far as the value's form tells."""
    kind = type(target)
    if kind is ast.Name:
        yield target.id, value  # type: ignore[attr-defined]
    elif isinstance(target, ast.Tuple | ast.List):
        values = _paired(target.elts, value)
        for item, given in zip(target.elts, values, strict=True):
            inner = item.value if isinstance(item, ast.Starred) else item
            yield from _names(inner, given, in_function=in_function)
    elif not in_function and kind is ast.Attribute:
        name = dotted(target)
        if name:
            yield name, value
    elif not in_function and isinstance(target, ast.Subscript) and spelled(target) == _THIS_MODULE:
        yield _THIS_MODULE, value


def _paired(targets: list[ast.expr], value: ast.expr | Expr) -> list[ast.expr | Expr]:
    """The values of the targets of an unpacking: `a, b = x, y` gives x and y."""
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets):
        if not any(isinstance(item, ast.Starred) for item in (*targets, *value.elts)):
            return list(value.elts)
    given = _UNPACKED if isinstance(value, ast.expr) else value
    return [given] * len(targets)


def _is_kept(candidate: _Candidate, naming: Naming) -> bool:
    if naming.keeps_all(candidate.scope) or naming.is_outside(candidate.scope, candidate.name):
        return True
    value = candidate.value
    if type(value) is ast.Call:
        value = value.func
    return isinstance(value, ast.expr) and dotted(value) != ""


def _binding(context: Context, candidate: _Candidate) -> Binding:
    name, kind, value, line, scope, arm, annotation = candidate
    expr = convert(value, texts=False) if isinstance(value, ast.expr) else value
    return Binding(name, kind, expr, line, scope, context.branch_of(arm), annotation)


COLLECTOR = Collector(start)
