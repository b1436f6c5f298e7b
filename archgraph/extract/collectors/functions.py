"""Functions and methods: signature, and what the body does without the functions and classes nested in it."""

from __future__ import annotations

import ast
from typing import Any

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context, Frame
from archgraph.extract.docstrings import docstring_text, without_docstring
from archgraph.extract.expressions import convert, dotted, raised, spelled
from archgraph.extract.scopes import Function, first_parameter
from archgraph.model.expr import Expr
from archgraph.model.facts import FunctionFact, Parameter, ParameterKind


class _Body:
    """What has been seen of an open function's body."""

    __slots__ = ("awaits", "decorators", "is_generator", "raises", "super_calls")

    def __init__(self, decorators: tuple[Expr, ...]) -> None:
        self.decorators = decorators
        self.awaits = 0
        self.is_generator = False
        self.raises: dict[str, None] = {}
        self.super_calls: dict[str, None] = {}


def start(context: Context) -> Listening:
    """Listen to functions and to what stands in them. What stands in no function is heard by scope 0 and dropped."""
    functions: list[FunctionFact] = []
    bodies: dict[int, _Body] = {0: _Body(())}

    def on_function(node: Function) -> None:
        bodies[context.opened] = _Body(tuple([convert(decorator) for decorator in node.decorator_list]))

    def on_end(node: Function) -> None:
        functions.append(_function(node, context.frame, bodies.pop(context.scope)))

    def on_await(node: ast.AST) -> None:
        bodies[context.frame.function].awaits += 1

    def on_yield(node: ast.AST) -> None:
        bodies[context.frame.function].is_generator = True

    def on_raise(node: ast.Raise) -> None:
        name = raised(node)
        if name:
            bodies[context.frame.function].raises[name] = None

    def on_attribute(node: ast.Attribute) -> None:
        value = node.value
        if type(value) is ast.Call and type(value.func) is ast.Name and value.func.id == "super":
            bodies[context.frame.function].super_calls[node.attr] = None

    def on_call(node: ast.Call) -> None:
        if node.args and type(node.func) is ast.Attribute and type(node.args[0]) is ast.Name:
            called = _base_call(context.frame, node.func, node.args[0].id)
            if called:
                bodies[context.frame.function].super_calls[called] = None

    def facts() -> Fields:
        return {"functions": tuple(sorted(functions, key=lambda function: function.scope))}

    enter: dict[type[ast.AST], Any] = {
        ast.FunctionDef: on_function,
        ast.AsyncFunctionDef: on_function,
        ast.Await: on_await,
        ast.AsyncFor: on_await,
        ast.AsyncWith: on_await,
        ast.Yield: on_yield,
        ast.YieldFrom: on_yield,
        ast.Raise: on_raise,
        ast.Attribute: on_attribute,
        ast.Call: on_call,
    }
    return Listening(facts, enter, {ast.FunctionDef: on_end, ast.AsyncFunctionDef: on_end})


def _function(node: Function, frame: Frame, body: _Body) -> FunctionFact:
    return FunctionFact(
        scope=frame.scope,
        parameters=_parameters(node.args),
        returns=spelled(node.returns) if node.returns is not None else "",
        decorators=body.decorators,
        is_generator=body.is_generator,
        statements=frame.statements,
        docstring=docstring_text(node),
        super_calls=tuple(body.super_calls),
        raises=tuple(body.raises),
        awaits=body.awaits,
        is_stub=all(_says_nothing(statement) for statement in without_docstring(node)),
    )


def _parameters(arguments: ast.arguments) -> tuple[Parameter, ...]:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults
    first_normal = len(arguments.posonlyargs)
    found = []
    for position, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        kind = ParameterKind.NORMAL if position >= first_normal else ParameterKind.POSITIONAL_ONLY
        found.append(_parameter(argument, kind, default))
    if arguments.vararg is not None:
        found.append(_parameter(arguments.vararg, ParameterKind.VAR_POSITIONAL, None))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(_parameter(argument, ParameterKind.KEYWORD_ONLY, default))
    if arguments.kwarg is not None:
        found.append(_parameter(arguments.kwarg, ParameterKind.VAR_KEYWORD, None))
    return tuple(found)


def _parameter(argument: ast.arg, kind: ParameterKind, default: ast.expr | None) -> Parameter:
    annotation = argument.annotation
    return Parameter(
        argument.arg,
        kind,
        spelled(default) if default is not None else "",
        spelled(annotation) if annotation is not None else "",
    )


def _base_call(frame: Frame, func: ast.Attribute, argument: str) -> str:
    """`Base.close` of `Base.close(self)` in a method: called by name, with the method's own first parameter."""
    node = frame.node
    if argument not in frame.owners or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    owner = dotted(func.value)
    if not owner or owner.partition(".")[0] in frame.owners or argument != first_parameter(node.args):
        return ""
    return f"{owner}.{func.attr}" if _names_a_class(frame, owner) else ""


def _names_a_class(frame: Frame, name: str) -> bool:
    """Whether a dotted name is a base of the method's class as written, or is spelled as classes are (PEP 8)."""
    outer = frame.outer
    last = name.rpartition(".")[2].lstrip("_")
    if last[:1].isupper():
        return True
    bases = outer.node.bases if outer is not None and isinstance(outer.node, ast.ClassDef) else []
    return any(dotted(base) == name for base in bases)


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise):
        return raised(statement) == "NotImplementedError"
    is_ellipsis = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_ellipsis or isinstance(statement, ast.Pass)


COLLECTOR = Collector(start)
