"""How names get their values: assignments, targets, deletions, `global`, type aliases, and changes of lists as `__all__`; and
the expressions in a `try` that bind nothing.

What stands in functions is decided at the end of the file: only then is it known which functions make classes.
"""

from __future__ import annotations

import ast
from typing import Any

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Arm, Context
from archgraph.extract.expressions import convert, dotted, spelled
from archgraph.extract.hearing import Method
from archgraph.extract.scopes import makes_class
from archgraph.model.expr import Expr, Opaque
from archgraph.model.facts.bindings import BASES, THIS_MODULE, Binding, BindingKind, Probe
from archgraph.model.facts.scopes import BranchKind, ScopeKind

Value = ast.expr | Expr
Candidate = tuple[str, BindingKind, Value, int, int, Arm | None, str]
"""The fields of a binding that may be kept, its value and branch not yet converted."""

_ASSIGN, _ANNOTATE, _AUGMENT, _TARGET = (
    BindingKind.ASSIGN,
    BindingKind.ANNOTATE,
    BindingKind.AUGMENT,
    BindingKind.TARGET,
)
_DELETE, _TYPE_ALIAS, _GLOBAL, _FUNCTION = (
    BindingKind.DELETE,
    BindingKind.TYPE_ALIAS,
    BindingKind.GLOBAL,
    ScopeKind.FUNCTION,
)
_TRY = BranchKind.TRY
_CLASS_NAMES = ("__module__", "__qualname__")
_LIST_CHANGES = frozenset({"append", "extend", "insert", "remove"})
_ITEM, _WITH, _EXCEPTION, _UNPACKED, _CAPTURE = map(Opaque, ("item", "with", "exception", "unpacked", "capture"))


class _Bindings:
    """Everything that bound a name so far, except imports, classes and functions."""

    __slots__ = ("_candidates", "_context", "_probes")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._candidates: list[Candidate] = []
        self._probes: list[Probe] = []

    def on_assign(self, node: ast.Assign) -> None:
        context, value = self._context, node.value
        if type(value) is ast.Call and type(value.func) is ast.Name and makes_class(value):
            context.makers.add(context.scope)
        for target in node.targets:
            if type(target) is ast.Name:
                self._candidates.append((target.id, _ASSIGN, value, target.lineno, context.scope, context.arm, ""))
            else:
                self._bind(target, _ASSIGN, value)

    def on_annotated(self, node: ast.AnnAssign) -> None:
        value = node.value if node.value is not None else ""
        self._bind(node.target, _ANNOTATE, value, "" if self._context.frame.function else spelled(node.annotation))

    def on_augmented(self, node: ast.AugAssign) -> None:
        self._bind(node.target, _AUGMENT, node.value)

    def on_walrus(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, _ASSIGN, node.value)

    def on_loop(self, node: ast.For | ast.AsyncFor) -> None:
        self._bind(node.target, _TARGET, _ITEM)

    def on_with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            if item.optional_vars is not None:
                self._bind(item.optional_vars, _TARGET, _WITH)

    def on_except(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._add(node.name, _TARGET, _EXCEPTION, node.lineno)

    def on_capture(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._add(node.name, _TARGET, _CAPTURE, node.lineno)

    def on_rest(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._add(node.rest, _TARGET, _CAPTURE, node.lineno)

    def on_delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self._bind(target, _DELETE, "")

    def on_type_alias(self, node: Any) -> None:
        self._bind(node.name, _TYPE_ALIAS, node.value)

    def on_global(self, node: ast.Global) -> None:
        for name in node.names:
            self._add(name, _GLOBAL, "", node.lineno)

    def on_expression(self, node: ast.Expr) -> None:
        """`__all__.extend(...)` at module or class level, and anything in a `try` there."""
        context, call = self._context, node.value
        if context.frame.is_function:
            return
        if context.arm is not None and type(call) is not ast.Constant and _is_tried(context.arm):
            self._probes.append(Probe(convert(call), node.lineno, context.scope, context.branch()))
        if type(call) is ast.Call and type(call.func) is ast.Attribute and call.func.attr in _LIST_CHANGES:
            name = dotted(call.func.value)
            if name:
                self._add(name, _AUGMENT, call, node.lineno)

    def facts(self) -> Fields:
        context = self._context
        scopes, declared, makers, branch_of = context.scopes, context.globals, context.makers, context.branch_of
        whole = makers | {i for i, scope in enumerate(scopes) if scope.kind is not _FUNCTION}
        found = []
        for name, kind, value, line, scope, arm, annotation in self._candidates:
            is_kept = scope in whole or _names_something(value)  # most are, or are not, by this alone
            if is_kept or name in scopes[scope].parameters or (scope, name) in declared or name.endswith(BASES):
                expr = _fact(value, is_maker=scope in makers) if isinstance(value, ast.expr) else value
                branch = branch_of(arm) if arm is not None else 0
                found.append(Binding(name, kind, expr, line, scope, branch, annotation))
        return {"bindings": tuple(found), "probes": tuple(self._probes)}

    def _add(self, name: str, kind: BindingKind, value: Value, line: int, annotation: str = "") -> None:
        context = self._context
        self._candidates.append((name, kind, value, line, context.scope, context.arm, annotation))

    def _bind(self, target: ast.expr, kind: BindingKind, value: Value, annotation: str = "") -> None:
        """Every name that a target binds, each with its own value as far as the value's form tells."""
        if type(target) is ast.Name:
            self._add(target.id, kind, value, target.lineno, annotation)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for item, given in zip(target.elts, _paired(target.elts, value), strict=True):
                self._bind(item.value if isinstance(item, ast.Starred) else item, kind, given)
        elif not self._context.frame.is_function:
            name = dotted(target)
            if not name and isinstance(target, ast.Subscript) and spelled(target) == THIS_MODULE:
                name = THIS_MODULE
            if name:
                self._add(name, kind, value, target.lineno, annotation)
        elif type(target) is ast.Attribute and type(target.value) is ast.Name and _is_told(target.attr):
            self._add(f"{target.value.id}.{target.attr}", kind, value, target.lineno)


def _fact(value: ast.expr, *, is_maker: bool) -> Expr:
    """The value; in a function that makes classes with texts, which may be their names, and a dict display, which may be the
    namespace of one, as its items for what a class is called."""
    if not is_maker or not isinstance(value, ast.Dict):
        return convert(value, texts=is_maker)
    items = zip(value.keys, value.values, strict=True)
    kept = [(key, item) for key, item in items if isinstance(key, ast.Constant) and key.value in _CLASS_NAMES]
    return convert(ast.Dict([key for key, _ in kept], [item for _, item in kept]))


def _is_told(attribute: str) -> bool:
    """Are assignments to that attribute of a name told of functions, too?"""
    return attribute[0].isupper() or attribute == "__bases__"


def _is_tried(arm: Arm | None) -> bool:
    """Does the arm stand in the body of a `try`, with nothing but arms between?"""
    while arm is not None and arm.kind is not _TRY:
        arm = arm.parent
    return arm is not None


def _names_something(value: Value) -> bool:
    """Whether a value is a dotted name or a call of one."""
    if type(value) is ast.Call:
        value = value.func
    while type(value) is ast.Attribute:
        value = value.value
    return type(value) is ast.Name


def _paired(targets: list[ast.expr], value: Value) -> list[Any]:
    """The values of the targets of an unpacking: `a, b = x, y` gives x and y."""
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(targets):
        starred = [item for item in (*targets, *value.elts) if type(item) is ast.Starred]
        return [_UNPACKED] * len(targets) if starred else value.elts
    return [_UNPACKED if isinstance(value, ast.expr) else value] * len(targets)


_ENTER: dict[type[ast.AST], Method] = {
    ast.Assign: _Bindings.on_assign,
    ast.AnnAssign: _Bindings.on_annotated,
    ast.AugAssign: _Bindings.on_augmented,
    ast.NamedExpr: _Bindings.on_walrus,
    ast.For: _Bindings.on_loop,
    ast.AsyncFor: _Bindings.on_loop,
    ast.With: _Bindings.on_with,
    ast.AsyncWith: _Bindings.on_with,
    ast.ExceptHandler: _Bindings.on_except,
    ast.MatchAs: _Bindings.on_capture,
    ast.MatchStar: _Bindings.on_capture,
    ast.MatchMapping: _Bindings.on_rest,
    ast.Delete: _Bindings.on_delete,
    ast.Global: _Bindings.on_global,
    ast.Expr: _Bindings.on_expression,
}
if hasattr(ast, "TypeAlias"):  # Python 3.12
    _ENTER[ast.TypeAlias] = _Bindings.on_type_alias

COLLECTOR = Collector(_Bindings, _ENTER)
