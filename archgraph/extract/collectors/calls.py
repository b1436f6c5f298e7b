"""Calls of dotted names, with the beginning of their arguments and what becomes of the result."""

from __future__ import annotations

import ast
import builtins
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import brief, dotted
from archgraph.extract.scopes import Definition
from archgraph.model.facts.bindings import THIS_MODULE
from archgraph.model.facts.uses import CallFact

_BUILTINS = frozenset({*dir(builtins), ""}) - {"input", "exec", "globals", "setattr"}
"""Calls that say nothing of a code base; one that waits for somebody does, and those by which a module makes names."""
_ITEM_METHODS: dict[type[ast.expr_context], str] = {ast.Store: "__setitem__", ast.Del: "__delitem__"}
_OWN = frozenset({"self", "cls"})
_MOST_ARGS, _MOST_KEYWORDS = 3, 6


class _Calls:
    """The calls seen so far, and what the statements around the next ones said of them."""

    __slots__ = ("_context", "_decorators", "_found", "_targets")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[CallFact] = []
        self._decorators: set[ast.AST] = set()
        self._targets: dict[ast.AST, str] = {}

    def on_call(self, node: ast.Call) -> None:
        context = self._context
        args, keywords, targets = node.args, node.keywords, self._targets
        if context.called == "setattr" and not _is_of_another(args):
            return
        self._found.append(
            CallFact(
                context.called,
                node.lineno,
                context.scope,
                tuple(map(brief, args[:_MOST_ARGS])) if args else (),
                tuple([(word.arg or "", brief(word.value)) for word in keywords[:_MOST_KEYWORDS]]) if keywords else (),
                node is context.awaited,
                node is context.discarded,
                node in self._decorators,
                targets.pop(node, "") if targets else "",
            )
        )

    def on_subscript(self, node: ast.Subscript) -> None:
        """`registry._items[key] = value` is `registry._items.__setitem__(key)`; `del` of an item likewise."""
        method = _ITEM_METHODS.get(type(node.ctx))
        holder = node.value
        if type(holder) is not ast.Attribute:
            return
        if holder.attr == "modules":
            self._on_module(node, method)
        if method is None or not holder.attr.startswith("_"):
            return
        owner = dotted(holder.value)
        if owner and owner not in _OWN and not holder.attr.startswith("__"):
            func = f"{owner}.{holder.attr}.{method}"
            place = node.lineno, self._context.scope
            self._found.append(
                CallFact(func, *place, (brief(node.slice),), (), False, True, decorator=False, target="")
            )

    def _on_module(self, node: ast.Subscript, method: str | None) -> None:
        """`sys.modules[__name__]`, and `sys.modules["a.b"] = module`."""
        place = node.lineno, self._context.scope
        if type(node.slice) is ast.Name and node.slice.id == "__name__":
            self._found.append(CallFact(THIS_MODULE, *place, (), (), False, False, decorator=False, target=""))
        elif method is not None and type(node.slice) is ast.Constant and dotted(node.value) == "sys.modules":
            key = (brief(node.slice),)
            self._found.append(
                CallFact(f"sys.modules.{method}", *place, key, (), False, True, decorator=False, target="")
            )

    def on_assign(self, node: ast.Assign) -> None:
        value, target = node.value, node.targets[0]
        if type(value) is ast.Await:
            value = value.value
        if type(value) is ast.Call:
            self._targets[value] = target.id if type(target) is ast.Name else _called_after(target)

    def on_single(self, node: ast.AnnAssign | ast.NamedExpr) -> None:
        self._take(node.value, node.target)

    def on_with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._take(item.context_expr, item.optional_vars)

    def on_definition(self, node: Definition) -> None:
        for decorator in node.decorator_list:
            if type(decorator) is ast.Call:
                self._decorators.add(decorator)
            elif (func := dotted(decorator)) not in _BUILTINS:
                place = decorator.lineno, self._context.scope
                self._found.append(CallFact(func, *place, (), (), False, False, decorator=True, target=""))

    def facts(self) -> Fields:
        return {"calls": tuple(sorted(self._found, key=attrgetter("line")))}

    def _take(self, value: ast.expr | None, target: ast.expr | None) -> None:
        """Remember that the result of `value`, if it is a call, goes to `target`."""
        if type(value) is ast.Await:
            value = value.value
        if type(value) is ast.Call and target is not None:
            self._targets[value] = _called_after(target)


def _is_of_another(args: list[ast.expr]) -> bool:
    """Does `setattr(holder, name, value)` compute the name of something else than the own object's attributes?"""
    if len(args) != 3 or type(args[1]) is ast.Constant:
        return False
    holder = dotted(args[0])
    return bool(holder) and holder.partition(".")[0] not in _OWN


def _called_after(target: ast.expr) -> str:
    """What a target is called; an item by what it is in."""
    return f"{dotted(target.value)}[]" if type(target) is ast.Subscript else dotted(target)


COLLECTOR = Collector(
    _Calls,
    {
        ast.Call: _Calls.on_call,
        ast.Subscript: _Calls.on_subscript,
        ast.Assign: _Calls.on_assign,
        ast.AnnAssign: _Calls.on_single,
        ast.NamedExpr: _Calls.on_single,
        ast.With: _Calls.on_with,
        ast.AsyncWith: _Calls.on_with,
        ast.FunctionDef: _Calls.on_definition,
        ast.AsyncFunctionDef: _Calls.on_definition,
        ast.ClassDef: _Calls.on_definition,
    },
    calls=lambda called: called not in _BUILTINS,
)
