"""Takes class and function statements and gives their scopes: the record, and the frame that their body is walked in."""

from __future__ import annotations

import ast

from archgraph.extract.context import Context, Frame, Place
from archgraph.extract.expressions import constant, dotted
from archgraph.model.expr import Expr, Sequence
from archgraph.model.facts.scopes import Scope, ScopeKind

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

_CLASS, _FUNCTION = ScopeKind.CLASS, ScopeKind.FUNCTION
_OF_CLASS = frozenset({"__new__", "__init_subclass__", "__class_getitem__"})
"""Methods whose first parameter is the class without a decorator saying so."""


_MAKERS = frozenset({"__new__", "__mro_entries__", "__getattr__", "__class_getitem__"})
_MAKERS_PARAMETERS = frozenset({"bases", "base", "*bases", "*base", "**bases", "**base"})


def open_scope(context: Context, node: Definition) -> None:
    """Record the scope that a statement opens; its index is `context.opened`, the context still stands outside."""
    context.opened = len(context.scopes)
    parameters: tuple[str, ...] = ()
    defaults: tuple[tuple[str, Expr], ...] = ()
    if isinstance(node, ast.ClassDef):
        _hold_class(context)
    else:
        parameters, defaults = signature(node.args)
        if makes_classes(node.name, parameters):
            context.makers.add(context.opened)
    decorators = node.decorator_list
    context.scopes.append(
        Scope(
            _CLASS if type(node) is ast.ClassDef else _FUNCTION,
            node.name,
            parent_of(context, node.name),
            context.branch(),
            node.lineno,
            node.end_lineno or node.lineno,
            decorators[0].lineno if decorators else node.lineno,
            type(node) is ast.AsyncFunctionDef,
            parameters,
            defaults,
        )
    )


def parent_of(context: Context, name: str) -> int:
    """The scope in which a class or function statement binds its name."""
    return 0 if context.globals and (context.scope, name) in context.globals else context.scope


def makes_classes(name: str, parameters: tuple[str, ...]) -> bool:
    """Whether a function's name or parameters say that it makes classes or stands for names."""
    if name in _MAKERS or not _MAKERS_PARAMETERS.isdisjoint(parameters):
        return True
    for parameter in parameters:  # noqa: SIM110  every function comes here
        if "meta" in parameter and parameter.lstrip("*").startswith("meta"):
            return True
    return False


def makes_class(call: ast.Call) -> bool:
    """`type(name, bases, namespace)`"""
    return type(call.func) is ast.Name and call.func.id == "type" and len(call.args) == 3


def _hold_class(context: Context) -> None:
    """The functions around a class statement make classes."""
    frame: Frame | None = context.frame
    while frame is not None and frame.function:
        context.makers.add(frame.function)
        frame = frame.outer


def signature(arguments: ast.arguments) -> tuple[tuple[str, ...], tuple[tuple[str, Expr], ...]]:
    """The parameters of a function, starred as written, and those defaults that are names, literals or tuples of such."""
    names = [argument.arg for argument in arguments.args]
    before = [argument.arg for argument in arguments.posonlyargs] if arguments.posonlyargs else []
    parameters = [*before, "/", *names] if before else names[:]
    after = [argument.arg for argument in arguments.kwonlyargs] if arguments.kwonlyargs else []
    if arguments.vararg is not None:
        parameters.append(f"*{arguments.vararg.arg}")
    elif after:
        parameters.append("*")
    parameters += after
    if arguments.kwarg is not None:
        parameters.append(f"**{arguments.kwarg.arg}")
    if not arguments.defaults and not arguments.kw_defaults:
        return tuple(parameters), ()
    positional = before + names
    given = list(zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True))
    given += [(name, value) for name, value in zip(after, arguments.kw_defaults, strict=True) if value is not None]
    simple = [(name, _simple(value)) for name, value in given]
    return tuple(parameters), tuple([(name, value) for name, value in simple if value is not None])


def _simple(node: ast.expr) -> Expr | None:
    if type(node) is ast.Constant:
        return constant(node.value)
    if type(node) is ast.Tuple:
        items = [_simple(item) for item in node.elts]
        return Sequence(tuple([item for item in items if item is not None])) if None not in items else None
    return dotted(node) or None


def frame_of(context: Context, node: Definition, begin: Place) -> Frame:
    """The frame for the body of the statement whose scope was just opened."""
    outer = context.frame
    scope = context.opened
    if isinstance(node, ast.ClassDef):
        return Frame(scope, node, outer, begin, class_=scope, function=outer.function)
    frame = Frame(scope, node, outer, begin, True, outer.class_, scope)
    if type(outer.node) is ast.ClassDef:
        frame.owners = _owners(node, outer.node.name)
    elif outer.owners:
        own = {argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
        frame.owners = {name: owner for name, owner in outer.owners.items() if name not in own}
    return frame


def first_parameter(arguments: ast.arguments) -> str:
    """The name of the first positional parameter, "" when there is none."""
    for group in (arguments.posonlyargs, arguments.args):
        if group:
            return group[0].arg
    return ""


def _owners(node: Function, class_: str) -> dict[str, str]:
    """What names stand for in a method: the class's own, and the first parameter as "self" or "cls"."""
    owners = {class_: class_}
    first = first_parameter(node.args)
    decorators = [dotted(decorator) for decorator in node.decorator_list]
    if first and "staticmethod" not in decorators:
        is_class = first == "cls" or "classmethod" in decorators or node.name in _OF_CLASS
        owners[first] = "cls" if is_class else "self"
    return owners
