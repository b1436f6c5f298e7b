"""The pass over statements: in, a body; out, scopes opened, branches tracked and the collectors' handlers called.

Blocks nest at most 100 deep (Python's own limit), so this recurses; chains of `elif` do not count as depth and are a loop.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from archgraph.extract.conditions import catches_import_error, is_type_checking, suppresses_import_error
from archgraph.extract.context import Arm, Context, Frame, Plan
from archgraph.extract.docstrings import without_docstring
from archgraph.extract.expressions import dotted, spelled
from archgraph.extract.nodes import CODE, END, SIZE, count_statements, sized
from archgraph.extract.scopes import Definition, Function, frame_of, open_scope
from archgraph.extract.walk import walker
from archgraph.model.expr import Expr, Opaque
from archgraph.model.facts import BranchKind


def module(context: Context) -> None:
    """Walk the whole file."""
    tree = context.parsed.tree
    context.walk = walker(context)
    context.plans = _plans(context)
    for handler in context.enter.get(ast.Module, ()):
        handler(tree)
    block(context, without_docstring(tree))


def block(context: Context, body: Sequence[ast.stmt]) -> None:
    """Walk a list of statements."""
    shape, plan_of = context.shape.append, context.plans.get
    for statement in body:
        code, handlers, walk = plan_of(type(statement)) or _UNKNOWN
        shape(code)
        for handler in handlers:
            handler(statement)
        walk(context, statement)
    shape(END)


def _plans(context: Context) -> dict[type[ast.AST], Plan]:
    """What to do with each type of statement; the handlers of classes and functions are called as these are opened."""
    plans = _PLANS.copy()
    for kind, handlers in context.enter.items():
        if kind in plans and kind not in _OPENS:
            plans[kind] = plans[kind][0], handlers, plans[kind][2]
    return plans


# ------------------------------------------------------------------------------------------------ definitions


def _function(context: Context, node: Function) -> None:
    begin = _open(context, node)
    _parameters(context, node.args)
    if node.returns is not None:
        _annotation(context, node.returns)
    _inside(context, node, frame_of(context, node, begin))


def _class(context: Context, node: ast.ClassDef) -> None:
    begin = _open(context, node)
    context.shape.append(sized(len(node.bases)))
    opened = context.opened
    for base in node.bases:
        context.walk(base)
    for keyword in node.keywords:
        context.names.append(keyword.arg or "**")
        context.walk(keyword.value)
    context.opened = opened
    _inside(context, node, frame_of(context, node, begin))


def _open(context: Context, node: Definition) -> tuple[int, int]:
    """Open the scope, tell the collectors, and walk what stands before the signature; gives where the syntax begins."""
    context.names.append(node.name)
    open_scope(context, node)
    for handler in context.enter.get(type(node), ()):
        handler(node)
    for decorator in node.decorator_list:
        context.walk(decorator)
    begin = len(context.shape), len(context.names)
    _type_parameters(context, node)
    return begin


def _inside(context: Context, node: Definition, frame: Frame) -> None:
    """Walk the body in its own frame; nothing of the branches around it holds inside, but type checking does."""
    outer = context.frame, context.scope, context.arm, context.guard, context.guarded
    context.frame, context.scope, context.arm, context.guard = frame, frame.scope, None, ""
    context.guarded = context.guarded and not frame.is_function
    block(context, without_docstring(node))
    _end(context, frame)
    for handler in context.leave.get(type(node), ()):
        handler(node)
    context.frame, context.scope, context.arm, context.guard, context.guarded = outer


def _end(context: Context, frame: Frame) -> None:
    """Cut the scope's own slice from the stream and count its statements."""
    frame.structure = bytes(context.shape[frame.begin[0] :])
    frame.statements = count_statements(frame.structure)
    if frame.outer is not None:
        frame.outer.nested += frame.statements


def _parameters(context: Context, arguments: ast.arguments) -> None:
    positional = arguments.posonlyargs + arguments.args if arguments.posonlyargs else arguments.args
    context.shape.append(sized(len(positional)))
    _arguments(context, positional)
    if arguments.vararg is not None:
        _arguments(context, [arguments.vararg])
    if arguments.kwonlyargs:
        context.shape.append(sized(len(arguments.kwonlyargs)))
        _arguments(context, arguments.kwonlyargs)
    if arguments.kwarg is not None:
        _arguments(context, [arguments.kwarg])
    for default in (*arguments.defaults, *arguments.kw_defaults):
        if default is not None:
            context.walk(default)


def _arguments(context: Context, arguments: Sequence[ast.arg]) -> None:
    for argument in arguments:
        context.shape.append(_ARG)
        context.names.append(argument.arg)
        if argument.annotation is not None:
            _annotation(context, argument.annotation)


def _annotation(context: Context, node: ast.expr) -> None:
    """Walk an annotation; handlers of ast.arg get the whole of it first."""
    for handler in context.enter.get(ast.arg, ()):
        handler(node)
    context.annotating = True
    context.walk(node)
    context.annotating = False


def _type_parameters(context: Context, node: ast.AST) -> None:
    for parameter in getattr(node, "type_params", ()):
        context.names.append(parameter.name)
        context.shape.append(CODE[type(parameter)])
        bound = getattr(parameter, "bound", None)
        if bound is not None:
            _annotation(context, bound)


# ------------------------------------------------------------------------------------------------ compound statements


def _arm(context: Context, arm: Arm, body: Sequence[ast.stmt]) -> None:
    """Walk a body as an arm of its statement."""
    outer, context.arm = context.arm, arm
    block(context, body)
    context.arm = outer


def _if(context: Context, node: ast.If) -> None:
    outer = context.arm, context.type_checking
    while True:
        context.walk(node.test)
        otherwise = context.type_checking
        if context.checks_types:
            here, there = is_type_checking(node.test)
            context.type_checking, otherwise = otherwise or here, otherwise or there
        _arm(context, Arm(_IF, context.arm, node, node.test, node.body), node.body)
        context.type_checking = otherwise
        if not node.orelse:
            break
        context.arm = Arm(_ELSE, context.arm, node, node.test, node.orelse)
        following = node.orelse[0]
        if len(node.orelse) > 1 or type(following) is not ast.If:
            block(context, node.orelse)
            break
        node = following
        context.shape.append(CODE[ast.If])
    context.arm, context.type_checking = outer


def _loop(context: Context, node: ast.For | ast.AsyncFor | ast.While) -> None:
    if isinstance(node, ast.While):
        context.walk(node.test)
    else:
        context.walk(node.iter)
        context.walk(node.target)
    _arm(context, Arm(_LOOP, context.arm, node, "", node.body), node.body)
    if node.orelse:
        _arm(context, Arm(_LOOP, context.arm, node.orelse[0], "", node.orelse), node.orelse)


def _try(context: Context, node: ast.Try | ast.TryStar) -> None:
    catching = _import_errors(context, node)
    outer, around = context.guarded, context.arm
    context.guarded = outer or any(catching)
    _arm(context, Arm(_TRY, around, node, "", node.body), node.body)
    for handler, catches in zip(node.handlers, catching, strict=True):
        context.guarded = outer or catches
        _except(context, node, handler)
    context.guarded = outer
    for kind, body in ((_TRY_ELSE, node.orelse), (_FINALLY, node.finalbody)):
        context.shape.append(sized(len(body)))
        if body:
            _arm(context, Arm(kind, around, node, "", body), body)


def _import_errors(context: Context, node: ast.Try | ast.TryStar) -> list[bool]:
    """For each handler whether it catches a failed import; in functions nobody asks, all imports there are lazy."""
    if context.frame.function:
        return [False] * len(node.handlers)
    return [catches_import_error(handler.type) for handler in node.handlers]


def _except(context: Context, node: ast.Try | ast.TryStar, handler: ast.ExceptHandler) -> None:
    context.shape.append(CODE[ast.ExceptHandler])
    test: ast.expr | Expr = _BARE
    if handler.type is not None:
        test = handler.type
        context.walk(handler.type)
    if handler.name:
        context.names.append(handler.name)
    arm = Arm(_EXCEPT, context.arm, node, test, handler.body)
    outer, context.arm = context.arm, arm
    for on_handler in context.enter.get(ast.ExceptHandler, ()):
        on_handler(handler)
    block(context, handler.body)
    context.arm = outer


def _with(context: Context, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        context.shape.append(CODE[ast.withitem])
        context.walk(item.context_expr)
        if item.optional_vars is not None:
            context.walk(item.optional_vars)
    outer = context.guard, context.guarded
    context.guard = _guard(node, context.guard)
    context.guarded = context.guarded or any(suppresses_import_error(item.context_expr) for item in node.items)
    _arm(context, Arm(_WITH, context.arm, node, node.items[0].context_expr, node.body), node.body)
    context.guard, context.guarded = outer


def _guard(node: ast.With | ast.AsyncWith, outer: str) -> str:
    """The context that guards the body: the innermost that is a plain name (as locks are), else the innermost."""
    prefix = "async " if isinstance(node, ast.AsyncWith) else ""
    for item in reversed(node.items):
        name = dotted(item.context_expr)
        if name:
            return prefix + name
    if outer and not outer.endswith((")", "]")):
        return outer
    return prefix + spelled(node.items[-1].context_expr)


def _match(context: Context, node: ast.Match) -> None:
    context.walk(node.subject)
    for case in node.cases:
        context.shape.append(CODE[ast.match_case])
        context.walk(case.pattern)
        if case.guard is not None:
            context.walk(case.guard)
        _arm(context, Arm(_CASE, context.arm, node, "", case.body), case.body)


# ------------------------------------------------------------------------------------------------ simple statements


def _assign(context: Context, node: ast.Assign) -> None:
    context.walk(node.value)
    for target in node.targets:
        context.walk(target)


def _annotated(context: Context, node: ast.AnnAssign) -> None:
    if node.value is not None:
        context.walk(node.value)
    context.walk(node.target)
    _annotation(context, node.annotation)


def _augmented(context: Context, node: ast.AugAssign) -> None:
    context.shape.append(CODE[type(node.op)])
    context.walk(node.value)
    context.walk(node.target)


def _value(context: Context, node: ast.Expr | ast.Return) -> None:
    if node.value is not None:
        context.walk(node.value)


def _imports(context: Context, node: ast.Import | ast.ImportFrom) -> None:
    context.names.extend([alias.name for alias in node.names])


def _global(context: Context, node: ast.Global) -> None:
    context.names.extend(node.names)
    context.globals.update([(context.scope, name) for name in node.names])


def _nonlocal(context: Context, node: ast.Nonlocal) -> None:
    context.names.extend(node.names)


def _type_alias(context: Context, node: Any) -> None:
    context.walk(node.name)
    _type_parameters(context, node)
    _annotation(context, node.value)


def _rare(context: Context, node: ast.stmt) -> None:
    """Statements without a body: raise, delete, assert, pass and what a later Python may bring."""
    for part in ast.iter_child_nodes(node):
        context.walk(part)


_ARG = CODE[ast.arg]
_IF, _ELSE, _TRY, _EXCEPT = BranchKind.IF, BranchKind.ELSE, BranchKind.TRY, BranchKind.EXCEPT
_TRY_ELSE, _FINALLY, _LOOP = BranchKind.TRY_ELSE, BranchKind.FINALLY, BranchKind.LOOP
_WITH, _CASE = BranchKind.WITH, BranchKind.CASE
_BARE = Opaque("bare")
_OPENS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
_WALKERS: dict[type[ast.stmt], Callable[[Context, Any], None]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.While: _loop,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _value,
    ast.Return: _value,
    ast.Import: _imports,
    ast.ImportFrom: _imports,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
}
if hasattr(ast, "TypeAlias"):
    _WALKERS[ast.TypeAlias] = _type_alias
_PLANS: dict[type[ast.AST], Plan] = {
    kind: (code, (), _WALKERS.get(kind, _rare)) for kind, code in CODE.items() if issubclass(kind, ast.stmt)
}
_UNKNOWN: Plan = (SIZE, (), _rare)
