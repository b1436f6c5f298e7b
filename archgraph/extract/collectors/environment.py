"""Accesses to the process environment: candidates by spelling; whether a name really is os.environ is decided later.

A parent tells what is done to the mapping (`os.environ["X"]`, `env.get("X")`) and claims it; a mapping that nobody claimed
is passed on. Only files that spell "env" anywhere are looked at.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.expressions import brief, dotted, spelled
from archgraph.extract.scopes import Function
from archgraph.model.expr import Expr, Sequence
from archgraph.model.facts import Access

_OS = frozenset({"os", "posix", "nt"})
_MAPPINGS = frozenset({"environ", "environb"})
_FUNCTIONS = {"getenv": "getenv", "getenvb": "getenv", "putenv": "putenv", "unsetenv": "unsetenv"}
_METHODS = {
    "get": "get", "setdefault": "setdefault", "update": "update", "copy": "copy", "pop": "pop", "popitem": "pop",
    "items": "items", "keys": "keys", "values": "items", "clear": "clear", "__getitem__": "subscript",
    "__setitem__": "write", "__delitem__": "delete", "__contains__": "contains", "__iter__": "iterate",
}  # fmt: skip
_WITHOUT_KEY = frozenset({"copy", "items", "keys", "clear", "iterate"})
_WITH_DEFAULT = frozenset({"get", "getenv", "pop", "setdefault"})
_ITEM: dict[type[ast.AST], str] = {ast.Load: "subscript", ast.Store: "write", ast.Del: "delete"}
_WHOLE: dict[type[ast.AST], str] = {ast.Load: "pass", ast.Store: "write", ast.Del: "delete"}
_FIXTURE = {"setenv": "setenv", "delenv": "delenv"}
_FIXTURE_ITEM = {"setitem": "setenv", "delitem": "delenv"}
_PATCHES = frozenset({"patch", "dict", "object", "multiple", "setattr", "delattr"})

_ALIAS = re.compile(r"^[ \t]*(?:\w+\.)*(\w+)[ \t]*(?::[^=\n]+)?=[ \t]*(?:\w+\.)*environb?[ \t]*(?:#.*)?$", re.MULTILINE)
_TARGET = re.compile(r"(?:\w+\.)*(?:environb?|getenvb?|putenv|unsetenv)(?:\.\w+)?")


def start(context: Context) -> Listening:
    """Listen to what can reach the environment, when the file spells it at all."""
    text = context.parsed.text
    if "env" not in text and "ENV" not in text:
        return Listening(dict)
    return _Search(context, frozenset(_ALIAS.findall(text))).listening()


class _Search:
    """The accesses found so far in one file, and the names that may stand for the environment or its functions."""

    __slots__ = ("_accesses", "_aliases", "_claims", "_context", "_functions", "_imported", "_names")

    def __init__(self, context: Context, aliases: frozenset[str]) -> None:
        self._context = context
        self._accesses: list[Access] = []
        self._claims: set[int] = set()
        self._aliases = aliases
        self._names = dict.fromkeys(aliases, "alias")
        """Name → surface, for names that may be the mapping."""
        self._imported: set[str] = set()
        """Imported names that sound like it: counted where they are used as a mapping, not where they are passed."""
        self._functions: dict[str, str] = {}
        """Name → operation, for names that may be os.getenv and the like."""
        context.watched |= aliases

    def listening(self) -> Listening:
        """What is heard of the file."""
        enter: dict[type[ast.AST], Any] = {
            ast.ImportFrom: self._on_import,
            ast.FunctionDef: self._on_function,
            ast.AsyncFunctionDef: self._on_function,
            ast.Attribute: self._on_attribute,
            ast.Name: self._on_name,
            ast.Subscript: self._on_subscript,
            ast.Call: self._on_call,
            ast.Compare: self._on_compare,
            ast.For: self._on_loop,
            ast.AsyncFor: self._on_loop,
            ast.comprehension: self._on_loop,
            ast.AugAssign: self._on_augmented,
        }
        return Listening(lambda: {"accesses": tuple(sorted(self._accesses, key=lambda each: each.line))}, enter)

    # --- names

    def _on_import(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            name, surface = alias.asname or alias.name, "alias" if alias.asname else "direct"
            if alias.name in _FUNCTIONS:
                self._functions[name] = _FUNCTIONS[alias.name]
            elif node.module in _OS and alias.name in _MAPPINGS:
                self._names[name] = surface
            elif "env" in name.lower():
                self._names[name] = "alias"
                self._imported.add(name)
            else:
                continue
            self._context.watched.add(name)

    def _on_function(self, node: Function) -> None:
        """`def load(env=os.environ)` makes the parameter an alias."""
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
        pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
        for argument, default in pairs:
            if self._surface(default) and argument.arg not in self._names:
                self._names[argument.arg] = "alias"
                self._context.watched.add(argument.arg)

    def _surface(self, node: ast.AST) -> str:
        """How an expression that may be the mapping reaches it; "" when it can not be."""
        if type(node) is ast.Name:
            return self._names.get(node.id, "")
        if type(node) is ast.Attribute:
            if node.attr in _MAPPINGS:
                return "direct" if type(node.value) is ast.Name and node.value.id in _OS else "alias"
            return "alias" if node.attr in self._aliases else ""
        return ""

    # --- expressions

    def _on_attribute(self, node: ast.Attribute) -> None:
        if id(node) in self._claims or self._context.annotating:
            return
        if node.attr in _MAPPINGS or (node.attr in self._aliases and type(node.ctx) is ast.Load):
            self._add(node, _WHOLE[type(node.ctx)])
        elif node.attr in _FUNCTIONS and type(node.ctx) is ast.Load:
            self._add(node, "pass")

    def _on_name(self, node: ast.Name) -> None:
        is_alias = node.id in self._names or node.id in self._functions
        if not is_alias or id(node) in self._claims or self._context.annotating:
            return
        if type(node.ctx) is ast.Load and node.id not in self._imported:
            self._add(node, "pass")

    def _on_subscript(self, node: ast.Subscript) -> None:
        if self._surface(node.value):
            self._add(node.value, _ITEM[type(node.ctx)], brief(node.slice))

    def _on_compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if type(operator) in (ast.In, ast.NotIn) and self._surface(operand):
                self._add(operand, "contains", brief(left))
            left = operand

    def _on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        if self._surface(node.iter):
            self._add(node.iter, "iterate")

    def _on_augmented(self, node: ast.AugAssign) -> None:
        if self._surface(node.target):
            self._add(node.target, "update", _keys([node.value], []))

    def _on_call(self, node: ast.Call) -> None:
        func = node.func
        if type(func) is ast.Name:
            if func.id in self._functions:
                self._apply(node, func, self._functions[func.id])
            elif func.id == "patch":
                self._on_patch(node)
        elif type(func) is ast.Attribute:
            if func.attr in _FUNCTIONS:
                self._apply(node, func, _FUNCTIONS[func.attr])
            elif func.attr in _METHODS and self._surface(func.value):
                self._apply(node, func.value, _METHODS[func.attr])
            elif func.attr in _FIXTURE:
                self._add(func, _FIXTURE[func.attr], _argument(node, 0, "name"), surface="test")
            elif func.attr in _FIXTURE_ITEM:
                self._on_item_fixture(node, _FIXTURE_ITEM[func.attr])
            elif func.attr in _PATCHES and "patch" in dotted(func):
                self._on_patch(node)

    def _apply(self, node: ast.Call, reached: ast.expr, operation: str) -> None:
        """A method of the mapping, or one of os's functions, was called."""
        key: Expr | None = None
        if operation == "update":
            key = _keys(node.args, node.keywords)
        elif operation not in _WITHOUT_KEY:
            key = _argument(node, 0, "key")
        default = _argument(node, 1, "default") if operation in _WITH_DEFAULT else None
        self._add(reached, operation, key, default)

    def _on_item_fixture(self, node: ast.Call, operation: str) -> None:
        """`monkeypatch.setitem(os.environ, "X", "1")`."""
        if node.args and self._surface(node.args[0]):
            self._add(node.args[0], operation, _argument(node, 1, "name"), surface="test")

    def _on_patch(self, node: ast.Call) -> None:
        """`patch.dict(os.environ, X="1")`, `patch("os.getenv")`, `monkeypatch.setattr(os, "environ", {})`."""
        if not node.args:
            return
        target = node.args[0]
        if self._surface(target):
            self._add(target, "patch", _keys(node.args[1:2], node.keywords), surface="test")
        elif isinstance(target, ast.Constant) and isinstance(target.value, str) and _TARGET.fullmatch(target.value):
            self._add(target, "patch", _keys(node.args[1:2], node.keywords), surface="test")
        elif dotted(target).rpartition(".")[2] in _OS and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and (name.value in _MAPPINGS or name.value in _FUNCTIONS):
                self._add(name, "patch", surface="test")

    def _add(
        self, node: ast.expr, operation: str, key: Expr | None = None, default: Expr | None = None, surface: str = ""
    ) -> None:
        """An access through `node`, on the line of its last name."""
        self._claims.add(id(node))
        line = node.end_lineno if isinstance(node, ast.Attribute) else node.lineno
        through = node.value if isinstance(node, ast.Constant) else spelled(node)
        how = surface or self._surface(node) or self._function_surface(node)
        self._accesses.append(
            Access(str(through), operation, key, default, line or node.lineno, self._context.scope, how)
        )

    def _function_surface(self, node: ast.expr) -> str:
        root = node.value if isinstance(node, ast.Attribute) else node
        plain = type(root) is ast.Name and (root.id in _OS or root.id in _FUNCTIONS)
        return "direct" if plain else "alias"


def _argument(node: ast.Call, position: int, keyword: str) -> Expr | None:
    if position < len(node.args):
        return brief(node.args[position])
    return next((brief(word.value) for word in node.keywords if word.arg == keyword), None)


def _keys(values: list[ast.expr], keywords: list[ast.keyword]) -> Expr | None:
    """The keys that are written at once: one, a tuple of several, or None when they cannot be told."""
    found: list[Expr] = [word.arg for word in keywords if word.arg and word.arg not in ("values", "clear")]
    found = [brief(ast.Constant(name)) for name in found]
    given = values or [word.value for word in keywords if word.arg == "values"]
    for value in given:
        if isinstance(value, ast.Dict):
            found += [brief(key) for key in value.keys if key is not None]
    if len(found) < 2:
        return found[0] if found else None
    return Sequence(tuple(found))


COLLECTOR = Collector(start)
