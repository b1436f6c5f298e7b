"""Calls: in: a function's value and arguments, out: what it returns, as far as the facts of its body show.

A function of the read sources is walked with its parameters bound: live `return` statements, in order, until one is
certain. Classes give instances, or classes where they are metaclasses. What has a meaning by its name alone is in
`known_calls`.
"""

from __future__ import annotations

from archgraph.model.expr import Attribute, Call, Expr, Operation, Subscript
from archgraph.model.facts.bindings import Return
from archgraph.model.facts.scopes import BranchKind
from archgraph.resolve.known import Known
from archgraph.resolve.known_calls import KNOWN
from archgraph.resolve.machine import MAX_CALLS, MAX_DEPTH, Arguments, Machine
from archgraph.resolve.unit import Unit, is_class
from archgraph.resolve.values import (
    NONE,
    ClassValue,
    Constant,
    Form,
    Frame,
    FunctionValue,
    Items,
    Keywords,
    LambdaValue,
    MadeClass,
    NativeClass,
    NativeFunction,
    Place,
    Super,
    Unknown,
    Value,
    certain,
    doubt_of,
    doubtful,
)


class Calls:
    """Evaluates calls; their depth and, per question, their number are bounded."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._depth = 0
        self.patience = MAX_CALLS
        """Calls that are followed for one question."""
        self._steps = 0
        self._memo: dict[tuple[FunctionValue, Arguments], Value] = {}

    def function(self, place: Place, expr: Expr) -> Value:
        """The value of a called expression."""
        if expr == "super":
            return NativeFunction("builtins.super")
        if isinstance(expr, Attribute) and isinstance(expr.value, Call) and expr.value.func == "super":
            owner = self.super_of(place)
            found = self._machine.attribute(owner, expr.attr) if owner is not None else None
            return found if found is not None else Unknown(f"super().{expr.attr} is not known")
        return self._machine.evaluate(place, expr)

    def super_of(self, place: Place) -> Super | None:
        """`super()` at a place inside a method."""
        scopes = place.unit.outline.scopes
        for scope in place.unit.scope_chain(place.scope):
            parent = scopes[scope].parent
            if scope and not is_class(scopes[scope]) and is_class(scopes[parent]):
                frame = place.frame.of(scope) if place.frame is not None else None
                first = next(iter(place.unit.function(scope).parameters), "")
                bound = frame.names.get(first) if frame is not None else None
                outer = frame.outer if frame is not None else None
                return Super(ClassValue(place.unit, parent, outer), bound)
        return None

    def call(self, function: Value, arguments: Arguments, place: Place) -> Value:
        """What the call returns."""
        if isinstance(function, Unknown) or self._depth > MAX_DEPTH:
            return Unknown(doubt_of(function) or "calls too deep to follow")
        known = KNOWN.get(self._called_name(function)) or KNOWN.get(self._short_name(function))
        if known is not None:
            value = known(Known(self._machine, place, function, arguments))
            if value is not None:
                return value
        if isinstance(function, FunctionValue):
            return self.run(function, arguments)
        if isinstance(function, LambdaValue):
            return self._machine.evaluate(function.place, function.body)
        if isinstance(function, (ClassValue, NativeClass, MadeClass)):
            return self._machine.instantiated(function, arguments, place)
        return Unknown(f"what {self._called_name(function) or 'a call'} returns is not known")

    def _called_name(self, function: Value) -> str:
        if isinstance(function, FunctionValue):
            return f"{function.unit.name}.{function.unit.qualname(function.scope)}"
        if isinstance(function, (ClassValue, NativeClass, MadeClass)):
            return self._machine.name_of(function)
        return function.name if isinstance(function, (NativeFunction, Form)) else ""

    def _short_name(self, function: Value) -> str:
        """Of a module-level function, `*.name`: some are copied from project to project."""
        if isinstance(function, FunctionValue) and not function.unit.outline.scopes[function.scope].parent:
            return f"*.{function.unit.outline.scopes[function.scope].name}"
        return ""

    # ------------------------------------------------------------------------------------------------ bodies

    def run(self, function: FunctionValue, arguments: Arguments) -> Value:
        """What the function returns for these arguments; remembered unless it depends on an outer call's names."""
        scope = function.unit.outline.scopes[function.scope]
        if not self._depth:
            self._steps = 0
        self._steps += 1
        if scope.is_async or self._depth > MAX_DEPTH or self._steps > self.patience:
            return Unknown(f"what {scope.name} returns is not known")
        if function.frame is not None:
            return self._executed(function, arguments)
        key = (function, arguments)
        found = self._memo.get(key)
        if found is None:
            found = self._executed(function, arguments)
            # with too little patience it was told too early
            if self._steps <= self.patience and self._depth < MAX_DEPTH // 2:
                self._memo[key] = found
        return found

    def _executed(self, function: FunctionValue, arguments: Arguments) -> Value:
        frame = Frame(function.scope, self._bound(function, arguments), function.frame)
        self._depth += 1
        try:
            return self._returned(function, frame)
        finally:
            self._depth -= 1

    def _bound(self, function: FunctionValue, arguments: Arguments) -> dict[str, Value]:
        """Parameter → value."""
        positional = list(arguments.positional)
        if function.bound is not None:
            positional.insert(0, function.bound)
        keywords = dict(arguments.keywords)
        names: dict[str, Value] = {}
        scope = function.unit.function(function.scope)
        keyword_only = False
        for parameter in scope.parameters:
            name = parameter.lstrip("*")
            if parameter == "/":
                continue
            if parameter.startswith("**"):
                names[name] = _keywords(function, name, arguments, keywords)
            elif parameter.startswith("*"):
                keyword_only = True
                if name:
                    names[name] = Items(tuple(positional), doubt="" if arguments.complete else "arguments not known")
                    positional = []
            elif positional and not keyword_only:
                names[name] = positional.pop(0)
            elif name in keywords:
                names[name] = keywords.pop(name)
        return self._with_defaults(function, names, arguments.complete)

    def _with_defaults(self, function: FunctionValue, names: dict[str, Value], complete: bool) -> dict[str, Value]:
        scope = function.unit.function(function.scope)
        place = Place(function.unit, scope.parent, scope.line, function.frame)
        for name, default in scope.defaults:
            if name not in names:
                value = self._machine.evaluate(place, default)
                names[name] = value if complete else doubtful(value, "arguments not known")
        for parameter in function.unit.parameters(function.scope):
            names.setdefault(parameter, Unknown(f"parameter {parameter} of {scope.name}", parameter))
        return names

    def _returned(self, function: FunctionValue, frame: Frame) -> Value:
        candidates: list[Value] = []
        for statement in function.unit.returns_of(function.scope):
            state = self._machine.reached(function.unit, statement.branch, statement.line, function.scope, frame)
            if state is False or remembers(function.unit, statement):
                continue
            place = Place(function.unit, function.scope, statement.line, frame)
            candidates.append(self._machine.evaluate(place, statement.value))
            if state:
                break
        else:
            candidates.append(NONE)
        return _one_of(candidates, function.unit.outline.scopes[function.scope].name)


def _keywords(function: FunctionValue, name: str, arguments: Arguments, left: dict[str, Value]) -> Value:
    """The value of `**name`: known where the function is nothing but `return other(*items, **name)`, right below its head."""
    scope = function.unit.outline.scopes[function.scope]
    statements = function.unit.returns_of(function.scope)
    hands_on = len(statements) == 1 and statements[0].line <= scope.line + 1
    return Keywords(tuple(left.items())) if hands_on and arguments.complete else Unknown("further keywords", name)


def remembers(unit: Unit, statement: Return) -> bool:
    """Does it return what an earlier call has left in a mapping: `try: return made[key]` with a handler for KeyError, or
    `if key in made: return made[key]`? Then the other returns say what that was."""
    if not statement.branch or not isinstance(statement.value, Subscript):
        return False
    branch = unit.outline.branches[statement.branch]
    if branch.kind is BranchKind.TRY:
        handlers = [unit.outline.branches[arm].test for arm in unit.arms_of(branch.group)[1:]]
        return not handlers or "KeyError" in handlers  # a handler that only says `pass` is not among the facts
    test = branch.test
    if branch.kind is not BranchKind.IF or not isinstance(test, Operation) or test.op != "in":
        return False
    return test.operands == (statement.value.index, statement.value.value)


def _one_of(candidates: list[Value], name: str) -> Value:
    """The value that all returns agree on; None beside others stands for a path that is not taken."""
    values = [value for value in candidates if value != Constant(None)]
    if not values:
        return Unknown(f"{name} returns nothing that is known")
    if all(certain(value) == certain(values[0]) for value in values):
        return values[0]
    known = [value for value in values if not isinstance(value, Unknown)]
    return doubtful(known[0], f"{name} returns different things") if known else values[0]
