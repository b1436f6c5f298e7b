"""What is taken out of imported names, as out of a mapping: one of them may be the environment under another name.

Whether it is, is known only when the module that it comes from was read (`store = os.environ`). What calls of methods,
assignments and returns say of such a name stands among other facts.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from operator import attrgetter

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.environ import ITEM, MAPPINGS, chosen
from archgraph.extract.environ_keys import key_of, matched_keys, written_keys
from archgraph.extract.expressions import dotted
from archgraph.model.expr import Expr
from archgraph.model.facts.accesses import Access

_KEYS = frozenset({ast.Name, ast.Attribute, ast.Call, ast.JoinedStr, ast.BinOp, ast.NamedExpr, ast.IfExp, ast.BoolOp})
"""What a key may be that is no literal: positions and slices are none."""

_ASKING = frozenset({ast.In, ast.NotIn})
_WHOLE = frozenset(
    {"dict", "len", "list", "tuple", "set", "frozenset", "sorted", "iter", "bool", "str", "repr", "print", "enumerate"}
    | {"map", "filter", "zip"}
)
"""Builtins that are given a mapping."""
_TEXTS = (ast.Constant, ast.JoinedStr)


class _Taken:
    """The names imported so far, with other names for them, and what is done with them as with a mapping."""

    __slots__ = ("_claims", "_context", "_found", "_imports")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._claims: set[ast.expr] = set()
        """What the expression around it has told of already."""
        self._imports: set[str] = set()
        self._found: list[Access] = []

    def on_import(self, node: ast.Import) -> None:
        self._imports.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)

    def on_from(self, node: ast.ImportFrom) -> None:
        self._imports.update([alias.asname or alias.name for alias in node.names])

    def on_assign(self, node: ast.Assign) -> None:
        """`kept = store` at the top of a module."""
        if not self._context.scope and self._reached(node.value):
            self._imports.update(target.id for target in node.targets if type(target) is ast.Name)

    def on_subscript(self, node: ast.Subscript) -> None:
        value = node.value
        if type(value) is ast.Name and value.id not in self._imports and "*" not in self._imports:
            return  # most
        if _is_key(node.slice) and (reached := self._reached(value)) and not self._context.annotating:
            self._add(reached, ITEM[type(node.ctx)], key_of(node.slice))

    def on_compare(self, node: ast.Compare) -> None:
        if len(node.ops) == 1 and type(node.ops[0]) not in _ASKING:
            return
        left = node.left
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if type(operator) in _ASKING and _is_key(left) and (reached := self._reached(operand)):
                self._add(reached, "contains", key_of(left))
            left = operand

    def on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        self._add(self._reached(node.iter), "iterate")

    def on_call(self, node: ast.Call) -> None:
        """`dict(store)` and `store.update({"X": "1"})`, of which the calls say nothing or less."""
        if type(node.func) is ast.Attribute:
            if reached := self._reached(node.func.value):
                self._add(reached, "update", written_keys(node.args, node.keywords))
            return
        for value in node.args:
            self._add(self._reached(value), "pass")
        for word in node.keywords:
            self._add(self._reached(word.value), "pass")

    def on_dict(self, node: ast.Dict) -> None:
        """`{**store}`."""
        if None in node.keys:
            for key, value in zip(node.keys, node.values, strict=True):
                if key is None:
                    self._add(self._reached(value), "pass")

    def on_augmented(self, node: ast.AugAssign) -> None:
        """`store |= {"X": "1"}`."""
        if type(node.op) is ast.BitOr:
            self._add(self._reached(node.target), "update", written_keys([node.value], []))

    def on_operation(self, node: ast.BinOp) -> None:
        """`store | {"X": "1"}`, `{"X": "1"} | store` and `"%(X)s" % store`."""
        operator = type(node.op)
        if operator is ast.BitOr and not self._context.annotating:
            self._add(self._reached(node.left), "pass")
            self._add(self._reached(node.right), "pass")
        elif operator is ast.Mod and type(node.left) in _TEXTS:
            self._add(self._reached(node.right), "pass")

    def on_choice(self, node: ast.BoolOp | ast.IfExp) -> None:
        """`own or store`, of which the expression around it did not tell."""
        for each in node.values if type(node) is ast.BoolOp else (node.body, node.orelse):  # type: ignore[union-attr]
            kind = type(each)
            if (kind is ast.Name or kind is ast.Attribute) and each not in self._claims:
                self._add(self._reached(each), "pass")

    def on_starred(self, node: ast.Starred) -> None:
        """`[*store]`, `call(*store)`."""
        self._add(self._reached(node.value), "pass")

    def on_match(self, node: ast.Match) -> None:
        """`case {"X": value}` asks for the key."""
        keys = matched_keys(node.cases)
        self._add(self._reached(node.subject), "pass" if keys is None else "get", keys)

    def _reached(self, node: ast.expr) -> Sequence[ast.expr]:
        """The imported names that an expression may give: nearly always none, and that is told quickly."""
        kind = type(node)
        if kind is ast.Name or kind is ast.Attribute:
            return (node,) if _is_mapping(node, self._imports) else ()
        if kind is ast.BoolOp or kind is ast.IfExp:
            return [each for each in chosen(node) if self._reached(each)]
        return ()

    def _add(self, reached: Sequence[ast.expr], operation: str, key: Expr | None = None) -> None:
        for node in reached:
            self._claims.add(node)
            line = node.end_lineno or node.lineno
            self._found.append(Access(dotted(node), operation, key, None, line, self._context.scope, "alias"))

    def facts(self) -> Fields:
        return {"items": tuple(sorted(self._found, key=attrgetter("line")))}


def _is_key(node: ast.expr) -> bool:
    return type(node.value) in (str, bytes) if type(node) is ast.Constant else type(node) in _KEYS


def _is_mapping(node: ast.expr, imports: set[str]) -> bool:
    """Whether it is the dotted name of something imported; no class (`List[item]`), and not spelled like the environment."""
    root = node
    while type(root) is ast.Attribute:
        root = root.value
    if type(root) is not ast.Name or not (root.id in imports or "*" in imports):
        return False
    last = node.attr if type(node) is ast.Attribute else root.id
    is_class = last[:1].isupper() and not last.isupper()
    return not is_class and last not in MAPPINGS


COLLECTOR = Collector(
    _Taken,
    {
        ast.Import: _Taken.on_import,
        ast.ImportFrom: _Taken.on_from,
        ast.Assign: _Taken.on_assign,
        ast.Subscript: _Taken.on_subscript,
        ast.Compare: _Taken.on_compare,
        ast.For: _Taken.on_loop,
        ast.AsyncFor: _Taken.on_loop,
        ast.comprehension: _Taken.on_loop,
        ast.Call: _Taken.on_call,
        ast.AugAssign: _Taken.on_augmented,
        ast.BinOp: _Taken.on_operation,
        ast.BoolOp: _Taken.on_choice,
        ast.IfExp: _Taken.on_choice,
        ast.Starred: _Taken.on_starred,
        ast.Match: _Taken.on_match,
        ast.Dict: _Taken.on_dict,
    },
    calls=lambda called: called in _WHOLE or called.endswith(".update"),
)
