"""How functions touch the state around them: attributes of self, cls and their class, and names of the module.

A parent decides how its child is touched (`self._items.append(x)`, `key in self._items`): it claims the child before that is
walked; a child that nobody claimed is read, written or deleted as its own context says.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.scopes import Function
from archgraph.model.facts import Touch

_HOW: dict[type[ast.AST], str] = {ast.Load: "read", ast.Store: "write", ast.Del: "delete"}
_ITEM_HOW: dict[type[ast.AST], str] = {ast.Load: "item_read", ast.Store: "item_write", ast.Del: "item_delete"}
_CHANGES = frozenset({"write", "item_write", "item_delete", "delete"})
_CHANGING = frozenset(
    "add append appendleft clear difference_update discard extend extendleft insert intersection_update move_to_end pop "
    "popitem popleft put put_nowait remove reverse rotate setdefault sort symmetric_difference_update update".split()
)
_IMMUTABLE = (ast.Name, ast.Attribute, ast.JoinedStr, ast.BinOp, ast.Tuple, ast.Lambda)


def start(context: Context) -> Listening:
    """Listen to expressions that reach state."""
    touches: dict[tuple[int, str, str, str, str], Touch] = {}
    claims: dict[int, str] = {}
    local: set[tuple[int, str]] = set()
    shared: set[str] = set()
    watched = context.watched
    own: set[str] = set()
    """Names of the module that are watched for their state."""

    def touch(owner: str, attribute: str, how: str, line: int) -> None:
        key = (context.frame.function, owner, attribute, how, context.guard)
        if key not in touches:
            touches[key] = Touch(key[0], owner, attribute, how, line, context.guard)

    def claim(node: ast.AST, how: str) -> None:
        kind = type(node)
        if kind is ast.Attribute or kind is ast.Name:
            claims.setdefault(id(node), how)

    def on_attribute(node: ast.Attribute) -> None:
        how = claims.pop(id(node), "") if claims else ""
        owner = _owner(node.value, context.frame.owners)
        if owner:
            touch(owner, node.attr, how or _HOW[type(node.ctx)], node.end_lineno or node.lineno)

    def on_name(node: ast.Name) -> None:
        how = claims.pop(id(node), "") or _HOW[type(node.ctx)]
        function = context.frame.function
        if node.id not in own or context.annotating:
            return
        if how == "write" and function and node.id not in shared:
            local.add((function, node.id))
        elif function or how not in ("read", "write"):
            touch("", node.id, how, node.lineno)

    def on_call(node: ast.Call) -> None:
        func = node.func
        if type(func) is not ast.Attribute:
            return
        inner = func.value
        if type(inner) is ast.Name:
            if inner.id in context.frame.owners:
                claims[id(func)] = "call:__call__"
            elif inner.id in own:
                claims[id(inner)] = f"call:{func.attr}"
        elif type(inner) is ast.Attribute:
            claims[id(inner)] = f"call:{func.attr}"

    def on_subscript(node: ast.Subscript) -> None:
        how = _ITEM_HOW[type(node.ctx)]
        inner = node.value
        while type(inner) is ast.Subscript and how != "item_read":  # self._data[user][key] = x changes _data
            inner = inner.value
        claim(inner, how)

    def on_compare(node: ast.Compare) -> None:
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if type(operator) in (ast.In, ast.NotIn):
                claim(operand, "contains")

    def on_loop(node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        claim(node.iter, "iterate")

    def on_return(node: ast.Return) -> None:
        if node.value is not None:
            claim(node.value, "return")

    def on_global(node: ast.Global) -> None:
        watched.update(node.names)
        own.update(node.names)
        shared.update(node.names)

    def on_function(node: Function) -> None:
        for parameter in context.scopes[context.opened].parameters:
            if parameter.lstrip("*") in own:
                local.add((context.opened, parameter.lstrip("*")))

    def on_module(node: ast.Module) -> None:
        own.update(_state(node.body))
        watched.update(own)

    def facts() -> Fields:
        changed = shared | {each.attribute for each in touches.values() if not each.owner and _changes(each.how)}
        kept = [each for each in touches.values() if each.owner or (each.attribute in changed and not hidden(each))]
        return {"touches": tuple(sorted(kept, key=lambda each: (each.function, each.line)))}

    def hidden(each: Touch) -> bool:
        """Whether a function around the place has a local variable of that name."""
        scope = each.function
        while scope:
            if (scope, each.attribute) in local:
                return True
            scope = context.scopes[scope].parent
        return False

    enter: dict[type[ast.AST], Any] = {
        ast.Module: on_module,
        ast.Attribute: on_attribute,
        ast.Name: on_name,
        ast.Call: on_call,
        ast.Subscript: on_subscript,
        ast.Compare: on_compare,
        ast.For: on_loop,
        ast.AsyncFor: on_loop,
        ast.comprehension: on_loop,
        ast.Return: on_return,
        ast.Global: on_global,
        ast.FunctionDef: on_function,
        ast.AsyncFunctionDef: on_function,
    }
    return Listening(facts, enter)


def _owner(node: ast.expr, owners: dict[str, str]) -> str:
    """Whose attribute it is: `self`, `cls`, the class's name; `type(self)` and `self.__class__` are cls."""
    if not owners:
        return ""
    kind = type(node)
    if kind is ast.Name:
        return owners.get(node.id, "")  # type: ignore[attr-defined]
    inner: Any = None
    if kind is ast.Attribute and node.attr == "__class__":  # type: ignore[attr-defined]
        inner = node.value  # type: ignore[attr-defined]
    elif isinstance(node, ast.Call) and type(node.func) is ast.Name and node.func.id == "type" and len(node.args) == 1:
        inner = node.args[0]
    return "cls" if type(inner) is ast.Name and owners.get(inner.id) == "self" else ""


def _state(body: list[ast.stmt]) -> Iterator[str]:
    """Names that a module's statements give a value that may be changed later."""
    for statement in body:
        if isinstance(statement, ast.Assign) and not _is_fixed(statement.value):
            yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if statement.value is not None and not _is_fixed(statement.value):
                yield statement.target.id
        elif isinstance(statement, ast.If | ast.Try):
            for part in (statement.body, statement.orelse, getattr(statement, "handlers", ())):
                for each in part:
                    yield from _state(each.body if isinstance(each, ast.ExceptHandler) else [each])


def _is_fixed(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is not None
    return isinstance(value, _IMMUTABLE)


def _changes(how: str) -> bool:
    return how in _CHANGES or how.removeprefix("call:") in _CHANGING


COLLECTOR = Collector(start)
