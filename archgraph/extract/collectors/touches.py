"""How functions touch the state around them: attributes of self, cls and their class, and names of the module.

A parent decides how its child is touched (`self._items.append(x)`, `key in self._items`): it claims the child before that
is walked; a child that nobody claimed is read, written or deleted as its own context says.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.scopes import Function
from archgraph.model.facts.bodies import Touch

_HOW: dict[type[ast.AST], str] = {ast.Load: "read", ast.Store: "write", ast.Del: "delete"}
_ITEM_HOW: dict[type[ast.AST], str] = {ast.Load: "item_read", ast.Store: "item_write", ast.Del: "item_delete"}
_CHANGES = frozenset({"write", "item_write", "item_delete", "delete"})
_CHANGING = frozenset(
    {"add", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft", "insert"}
    | {"intersection_update", "move_to_end", "pop", "popitem", "popleft", "put", "put_nowait", "remove", "reverse"}
    | {"rotate", "setdefault", "sort", "symmetric_difference_update", "update"}
)
_ARMED = (ast.If, ast.Try)
_FIXED = (ast.Name, ast.Attribute, ast.JoinedStr, ast.BinOp, ast.Tuple, ast.Lambda)


class _Touches:
    """The touches seen so far, and the claims on nodes that come next."""

    __slots__ = ("_claims", "_context", "_found", "_local", "_shared", "_state")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[tuple[int, str, str, str, str], Touch] = {}
        self._claims: dict[ast.AST, str] = {}
        self._state = set(_state(context.parsed.tree.body))
        """Names of the module that are watched."""
        self._shared: set[str] = set()
        """Names that a function declares global."""
        self._local: set[tuple[int, str]] = set()
        """(function, name) where a function has a variable of its own of that name."""
        context.watched |= self._state

    # --- parents

    def on_call(self, node: ast.Call) -> None:
        func = node.func
        if type(func) is not ast.Attribute:
            return
        inner, owners = func.value, self._context.frame.owners
        if type(inner) is ast.Attribute:
            if owners:
                self._claims[inner] = f"call:{func.attr}"
        elif type(inner) is ast.Name:
            if inner.id in owners:
                self._claims[func] = "call:__call__"
            elif inner.id in self._state:
                self._claims[inner] = f"call:{func.attr}"
        if owners:
            self._along(func, owners)

    def on_subscript(self, node: ast.Subscript) -> None:
        how = _ITEM_HOW[type(node.ctx)]
        inner = node.value
        while type(inner) is ast.Subscript and how != "item_read":  # self._data[user][key] = x changes _data
            inner = inner.value
        if inner not in self._claims:
            self._claims[inner] = how

    def on_compare(self, node: ast.Compare) -> None:
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            kind = type(operator)
            if kind is ast.In or kind is ast.NotIn:
                self._claims[operand] = "contains"

    def on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        self._claims[node.iter] = "iterate"

    def on_return(self, node: ast.Return) -> None:
        if node.value is not None:
            self._claims[node.value] = "return"

    # --- what is touched

    def on_attribute(self, node: ast.Attribute) -> None:
        if owners := self._context.frame.owners:
            self._along(node, owners)

    def on_name(self, node: ast.Name) -> None:
        context = self._context
        if node.id not in self._state or context.annotating:
            return
        how = self._claims.get(node) or _HOW[type(node.ctx)]
        function = context.frame.function
        if how == "write" and function and node.id not in self._shared:
            self._local.add((function, node.id))
        elif function or how not in ("read", "write"):
            self._touch("", node.id, how, node.lineno)

    def on_global(self, node: ast.Global) -> None:
        self._shared.update(node.names)
        self._state.update(node.names)
        self._context.watched.update(node.names)

    def on_function(self, node: Function) -> None:
        if self._state:
            opened = self._context.opened
            parameters = self._state.intersection(self._context.scopes[opened].parameters)
            self._local.update([(opened, parameter) for parameter in parameters])

    def facts(self) -> Fields:
        touches = self._found.values()
        changed = self._shared | {each.attribute for each in touches if not each.owner and _changes(each.how)}
        kept = [each for each in touches if each.owner or (each.attribute in changed and not self._is_local(each))]
        return {"touches": tuple(sorted(kept, key=attrgetter("function", "line")))}

    def _along(self, node: ast.Attribute, owners: Mapping[str, str]) -> None:
        """The parts of a dotted name, the whole first."""
        value: Any = node
        while type(value) is ast.Attribute:
            node, value = value, value.value
            kind = type(value)
            if kind is ast.Name:
                owner = owners.get(value.id)
            elif kind is ast.Call or (kind is ast.Attribute and value.attr == "__class__"):
                owner = _class_of(value, owners)
            else:
                continue
            if owner:
                how = self._claims.get(node) or _HOW[type(node.ctx)]
                self._touch(owner, node.attr, how, node.end_lineno or node.lineno)

    def _touch(self, owner: str, attribute: str, how: str, line: int) -> None:
        context = self._context
        guard = context.guard.text if context.guard is not None else ""
        key = (context.frame.function, owner, attribute, how, guard)
        if key not in self._found:
            self._found[key] = Touch(key[0], owner, attribute, how, line, guard)

    def _is_local(self, each: Touch) -> bool:
        """Whether a function around the place has a variable of its own of that name."""
        scope = each.function
        while scope:
            if (scope, each.attribute) in self._local:
                return True
            scope = self._context.scopes[scope].parent
        return False


def _class_of(node: ast.expr, owners: Mapping[str, str]) -> str:
    """ "cls" for `self.__class__` and `type(self)`."""
    inner: Any = None
    if type(node) is ast.Attribute:
        inner = node.value if node.attr == "__class__" else None
    elif type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "type" and len(node.args) == 1:
        inner = node.args[0]
    return "cls" if type(inner) is ast.Name and owners.get(inner.id) == "self" else ""


def _state(body: list[ast.stmt]) -> Iterator[str]:
    """Names to which a module's statements give a value that may be changed later."""
    waiting = body[::-1]
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.Assign):
            if not _is_fixed(statement.value):
                yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
        elif isinstance(statement, ast.AnnAssign):
            if isinstance(statement.target, ast.Name) and statement.value and not _is_fixed(statement.value):
                yield statement.target.id
        elif isinstance(statement, _ARMED):
            waiting += statement.body + statement.orelse
            for handler in getattr(statement, "handlers", ()):
                waiting += handler.body


def _is_fixed(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is not None
    return isinstance(value, _FIXED)


def _changes(how: str) -> bool:
    return how in _CHANGES or how.removeprefix("call:") in _CHANGING


COLLECTOR = Collector(
    _Touches,
    {
        ast.Call: _Touches.on_call,
        ast.Subscript: _Touches.on_subscript,
        ast.Compare: _Touches.on_compare,
        ast.For: _Touches.on_loop,
        ast.AsyncFor: _Touches.on_loop,
        ast.comprehension: _Touches.on_loop,
        ast.Return: _Touches.on_return,
        ast.Attribute: _Touches.on_attribute,
        ast.Name: _Touches.on_name,
        ast.Global: _Touches.on_global,
        ast.FunctionDef: _Touches.on_function,
        ast.AsyncFunctionDef: _Touches.on_function,
    },
    calls=lambda called: "." in called,
)
