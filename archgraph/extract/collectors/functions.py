"""Functions and methods: signature, and what the body does without the functions and classes nested in it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context, Frame
from archgraph.extract.docstrings import shortened
from archgraph.extract.expressions import convert, dotted, raised, spelled
from archgraph.extract.nodes import CODE
from archgraph.extract.scopes import Function, first_parameter
from archgraph.model.expr import Expr
from archgraph.model.facts.bodies import FunctionFact, Parameter, ParameterKind

_NEVER_A_CLASS = ("self.", "cls.", "().", "[].")
_POSITIONAL_ONLY, _NORMAL, _KEYWORD_ONLY = (
    ParameterKind.POSITIONAL_ONLY,
    ParameterKind.NORMAL,
    ParameterKind.KEYWORD_ONLY,
)
_VAR_POSITIONAL, _VAR_KEYWORD = ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD
_ATTRIBUTE = bytes([CODE[ast.Attribute]])


class _Body:
    """What has been seen of an open function's body."""

    __slots__ = ("decorators", "is_generator", "raises", "super_calls")

    def __init__(self, decorators: tuple[Expr, ...]) -> None:
        self.decorators = decorators
        self.is_generator = False
        self.raises: dict[str, None] = {}
        self.super_calls: dict[str, None] = {}


class _Functions:
    """The functions that have ended, and the bodies of the open ones; what stands in no function goes to scope 0."""

    __slots__ = ("_bodies", "_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[FunctionFact] = []
        self._bodies: dict[int, _Body] = {0: _Body(())}

    def on_function(self, node: Function) -> None:
        decorators = tuple([convert(decorator) for decorator in node.decorator_list]) if node.decorator_list else ()
        self._bodies[self._context.opened] = _Body(decorators)

    def on_end(self, node: Function) -> None:
        frame = self._context.frame
        body = self._bodies[frame.scope]
        self._found.append(
            FunctionFact(
                frame.scope,
                _parameters(node.args),
                spelled(node.returns) if node.returns is not None else "",
                body.decorators,
                body.is_generator,
                frame.statements - frame.nested,
                shortened(frame.docstring) if frame.docstring else "",
                tuple(body.super_calls),
                tuple(body.raises),
                _is_stub(frame.body),
            )
        )

    def on_yield(self, node: ast.AST) -> None:
        self._bodies[self._context.frame.function].is_generator = True

    def on_raise(self, node: ast.Raise) -> None:
        name = raised(node)
        if name:
            self._bodies[self._context.frame.function].raises[name] = None

    def on_call(self, node: ast.Call) -> None:
        """`super().close`, or `Base.close(self)` in a method: the class named, the method's own first parameter given."""
        frame, called = self._context.frame, self._context.called
        if called == "super" and self._context.shape[-2:-1] == _ATTRIBUTE:
            # what is walked is an attribute of this call
            self._bodies[frame.function].super_calls[self._context.names[-1]] = None
        if not frame.owners or not node.args or type(node.args[0]) is not ast.Name or "." not in called:
            return
        function = frame.node
        given, owner = node.args[0].id, called.rpartition(".")[0]
        is_own = isinstance(function, Function) and given == first_parameter(function.args) and given in frame.owners
        if is_own and owner.partition(".")[0] not in frame.owners and _names_a_class(frame, owner):
            self._bodies[frame.function].super_calls[called] = None

    def facts(self) -> Fields:
        return {"functions": tuple(sorted(self._found, key=attrgetter("scope")))}


def _names_a_class(frame: Frame, name: str) -> bool:
    """Whether a dotted name is a base of the method's class as written, or is spelled as classes are (PEP 8)."""
    if name.rpartition(".")[2].lstrip("_")[:1].isupper():
        return True
    outer = frame.outer
    bases = outer.node.bases if outer is not None and isinstance(outer.node, ast.ClassDef) else []
    return any(dotted(base) == name for base in bases)


def _parameters(arguments: ast.arguments) -> tuple[Parameter, ...]:
    normal = arguments.args
    found: list[Parameter] = []
    if arguments.posonlyargs:
        given = _padded(arguments.defaults, len(arguments.posonlyargs) + len(normal))
        _add(found, arguments.posonlyargs, _POSITIONAL_ONLY, given)
        _add(found, normal, _NORMAL, given[len(arguments.posonlyargs) :])
    else:
        _add(found, normal, _NORMAL, _padded(arguments.defaults, len(normal)))
    if arguments.vararg is not None:
        _add(found, [arguments.vararg], _VAR_POSITIONAL, _NO_DEFAULT)
    if arguments.kwonlyargs:
        _add(found, arguments.kwonlyargs, _KEYWORD_ONLY, arguments.kw_defaults)
    if arguments.kwarg is not None:
        _add(found, [arguments.kwarg], _VAR_KEYWORD, _NO_DEFAULT)
    return tuple(found)


_NO_DEFAULT: list[ast.expr | None] = [None]


def _padded(defaults: list[ast.expr], length: int) -> list[ast.expr | None]:
    """The defaults of positional parameters from the first parameter on."""
    return [None] * (length - len(defaults)) + defaults


def _add(
    found: list[Parameter], arguments: list[ast.arg], kind: ParameterKind, defaults: list[ast.expr | None]
) -> None:
    for argument, default in zip(arguments, defaults, strict=False):
        annotation = argument.annotation
        found.append(
            Parameter(
                argument.arg,
                kind,
                spelled(default) if default is not None else "",
                spelled(annotation) if annotation is not None else "",
            )
        )


def _is_stub(body: Sequence[ast.stmt]) -> bool:
    """Whether the body is only a docstring, `pass`, `...` or `raise NotImplementedError`."""
    for statement in body:
        kind = type(statement)
        if kind is ast.Expr:
            if type(statement.value) is not ast.Constant:  # type: ignore[attr-defined]
                return False
        elif kind is not ast.Pass and (kind is not ast.Raise or raised(statement) != "NotImplementedError"):  # type: ignore[arg-type]
            return False
    return True


COLLECTOR = Collector(
    _Functions,
    enter={
        ast.FunctionDef: _Functions.on_function,
        ast.AsyncFunctionDef: _Functions.on_function,
        ast.Yield: _Functions.on_yield,
        ast.YieldFrom: _Functions.on_yield,
        ast.Raise: _Functions.on_raise,
        ast.Call: _Functions.on_call,
    },
    leave={ast.FunctionDef: _Functions.on_end, ast.AsyncFunctionDef: _Functions.on_end},
    calls=lambda called: called == "super" or ("." in called and not called.startswith(_NEVER_A_CLASS)),
)
