"""Accesses to the process environment: candidates by spelling; whether a name really is os.environ is decided later.

A parent tells what is done to the mapping (`os.environ["X"]`, `env.get("X")`) and claims it; a mapping that nobody claimed
is passed on. Only files that spell "env" anywhere are looked at.
"""

from __future__ import annotations

import ast
from operator import attrgetter

from msgspec.structs import replace

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.environ import (
    FIXTURE,
    FIXTURE_ITEM,
    FUNCTIONS,
    HEARD,
    ITEM,
    MAPPINGS,
    METHODS,
    OS,
    PATCHES,
    WATCHED,
    WHOLE,
    WITH_DEFAULT,
    WITHOUT_KEY,
    argument,
    assigned_names,
    imports_its_like,
    is_text,
    names_it,
    sounds_like_it,
    spells_it,
    written_keys,
)
from archgraph.extract.expressions import brief, dotted, spelled
from archgraph.extract.hearing import Method
from archgraph.extract.scopes import Function
from archgraph.extract.standins import StandIns
from archgraph.model.expr import Expr
from archgraph.model.facts import Access


class _Environment:
    """The accesses found so far in one file, and the names that may stand for the environment or its functions."""

    __slots__ = (
        "_accesses",
        "_aliases",
        "_claims",
        "_context",
        "_functions",
        "_imported",
        "_imports",
        "_names",
        "_on_self",
        "_stand_ins",
        "is_deaf",
    )

    def __init__(self, context: Context) -> None:
        text = context.parsed.text
        is_spelled = spells_it(text)
        self.is_deaf = not is_spelled and not imports_its_like(context.parsed.tree, text)
        self._context = context
        self._accesses: list[Access] = []
        self._claims: set[ast.AST] = set()
        self._aliases = assigned_names(text) if is_spelled else frozenset()
        self._stand_ins = StandIns(context)
        self._names = dict.fromkeys(self._aliases, "alias")
        """Name → surface, for names that may be the mapping."""
        self._imported: set[str] = set()
        """Imported names that sound like it: counted where they are used as a mapping, not where they are passed."""
        self._imports: set[str] = set()
        """Names of what is imported: an attribute of it that has "env" in it may be the mapping."""
        self._functions: dict[str, str] = {}
        """Name → operation, for names that may be os.getenv and the like."""
        self._on_self: dict[int, tuple[int, str]] = {}
        """Number of an access → class scope and attribute of self that it goes through."""
        context.watched |= self._aliases

    def facts(self) -> Fields:
        for number, (class_, attribute) in self._on_self.items():
            meaning = self._stand_ins.attribute(class_, attribute)
            if meaning:
                self._accesses[number] = replace(self._accesses[number], origin=meaning)
        return {"accesses": tuple(sorted(self._accesses, key=attrgetter("line")))}

    # --- names

    def on_plain_import(self, node: ast.Import) -> None:
        self._imports.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)

    def on_assign(self, node: ast.Assign) -> None:
        if self._aliases:
            for target in node.targets:
                self._stand_ins.assign(target, node.value)

    def on_annotated(self, node: ast.AnnAssign | ast.NamedExpr) -> None:
        if self._aliases and node.value is not None:
            self._stand_ins.assign(node.target, node.value)

    def on_import(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            name, surface = alias.asname or alias.name, "alias" if alias.asname else "direct"
            self._imports.add(name)
            if alias.name in FUNCTIONS:
                self._functions[name] = FUNCTIONS[alias.name]
            elif node.module in OS and alias.name in MAPPINGS:
                self._names[name] = surface
            elif sounds_like_it(alias, self._context.parsed.text):
                self._names[name] = "alias"
                self._imported.add(name)
            else:
                continue
            self._context.watched.add(name)

    def on_function(self, node: Function) -> None:
        """`def load(env=os.environ)` makes the parameter an alias."""
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
        pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
        for parameter, default in pairs:
            if self._surface(default) and parameter.arg not in self._names:
                self._names[parameter.arg] = "alias"
                self._context.watched.add(parameter.arg)
            if self._surface(default):
                self._stand_ins.bind(self._context.opened, parameter.arg, spelled(default))

    def _surface(self, node: ast.AST) -> str:
        """How an expression that may be the mapping reaches it; "" when it can not be."""
        if type(node) is ast.Name:
            return self._names.get(node.id, "")
        if type(node) is ast.Attribute:
            if node.attr in MAPPINGS:
                return "direct" if type(node.value) is ast.Name and node.value.id in OS else "alias"
            return "alias" if node.attr in self._aliases or self._is_of_import(node) else ""
        return self._surface(node.target) and "alias" if type(node) is ast.NamedExpr else ""

    def _is_of_import(self, node: ast.Attribute) -> bool:
        name = node.attr
        if name in FUNCTIONS:
            return False
        return ("env" in name or "ENV" in name) and type(node.value) is ast.Name and node.value.id in self._imports

    # --- expressions

    def on_attribute(self, node: ast.Attribute) -> None:
        if node.attr not in WATCHED and node.attr not in self._aliases:
            return
        if node in self._claims or self._context.annotating:
            return
        if node.attr in MAPPINGS or (node.attr in self._aliases and type(node.ctx) is ast.Load):
            self._add(node, WHOLE[type(node.ctx)])
        elif node.attr in FUNCTIONS and type(node.ctx) is ast.Load:
            self._add(node, "pass")

    def on_name(self, node: ast.Name) -> None:
        is_alias = node.id in self._names or node.id in self._functions
        if not is_alias or node in self._claims or self._context.annotating:
            return
        if type(node.ctx) is ast.Load and node.id not in self._imported:
            self._add(node, "pass")

    def on_subscript(self, node: ast.Subscript) -> None:
        if self._surface(node.value):
            self._add(node.value, ITEM[type(node.ctx)], brief(node.slice))

    def on_compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if type(operator) in (ast.In, ast.NotIn) and self._surface(operand):
                self._add(operand, "contains", brief(left))
            left = operand

    def on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        if self._surface(node.iter):
            self._add(node.iter, "iterate")

    def on_augmented(self, node: ast.AugAssign) -> None:
        if self._surface(node.target):
            self._add(node.target, "update", written_keys([node.value], []))

    def on_call(self, node: ast.Call) -> None:
        func = node.func
        if type(func) is ast.Attribute:
            if func.attr in HEARD:
                self._on_method(node, func)
        elif type(func) is ast.Name:
            if func.id in self._functions:
                self._apply(node, func, self._functions[func.id])
            elif func.id in self._imported or func.id in self._aliases:
                self._on_stand_in(node, func)
            elif func.id == "patch":
                self._on_patch(node)

    def _on_stand_in(self, node: ast.Call, func: ast.Name) -> None:
        """`ask("X")`, where ask may be os.getenv."""
        meaning = self._stand_ins.name(func.id).rpartition(".")[2]
        if meaning in FUNCTIONS or (not meaning and node.args and is_text(node.args[0])):
            self._apply(node, func, FUNCTIONS.get(meaning, "getenv"))

    def _on_method(self, node: ast.Call, func: ast.Attribute) -> None:
        name = func.attr
        if name in FUNCTIONS:
            self._apply(node, func, FUNCTIONS[name])
        elif name in METHODS and self._surface(func.value):
            self._apply(node, func.value, METHODS[name])
        elif name in FIXTURE:
            self._add(func, FIXTURE[name], argument(node, 0, "name"), surface="test")
        elif name in FIXTURE_ITEM:
            self._on_item_fixture(node, FIXTURE_ITEM[name])
        elif name in PATCHES and "patch" in self._context.called:
            self._on_patch(node)

    def _apply(self, node: ast.Call, reached: ast.expr, operation: str) -> None:
        """A method of the mapping, or one of os's functions, was called."""
        key: Expr | None = None
        if operation == "update":
            key = written_keys(node.args, node.keywords)
        elif operation not in WITHOUT_KEY:
            key = argument(node, 0, "key")
        default = argument(node, 1, "default") if operation in WITH_DEFAULT else None
        self._add(reached, operation, key, default)

    def _on_item_fixture(self, node: ast.Call, operation: str) -> None:
        """`monkeypatch.setitem(os.environ, "X", "1")`."""
        if node.args and self._surface(node.args[0]):
            self._add(node.args[0], operation, argument(node, 1, "name"), surface="test")

    def _on_patch(self, node: ast.Call) -> None:
        """`patch.dict(os.environ, X="1")`, `patch("os.getenv")`, `monkeypatch.setattr(os, "environ", {})`."""
        if not node.args:
            return
        target = node.args[0]
        if self._surface(target) or names_it(target):
            is_mapping = self._context.called.endswith("dict")
            self._add(
                target, "patch", written_keys(node.args[1:2], node.keywords) if is_mapping else None, surface="test"
            )
        elif dotted(target).rpartition(".")[2] in OS and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and (name.value in MAPPINGS or name.value in FUNCTIONS):
                self._add(name, "patch", surface="test")

    def _add(
        self, node: ast.expr, operation: str, key: Expr | None = None, default: Expr | None = None, surface: str = ""
    ) -> None:
        """An access through `node`, on the line of its last name."""
        self._claims.add(node)
        line = node.end_lineno if isinstance(node, ast.Attribute) else node.lineno
        through = node.value if isinstance(node, ast.Constant) else spelled(node)
        how = surface or self._surface(node) or self._function_surface(node)
        origin = ""
        if isinstance(node, ast.Name):
            origin = self._stand_ins.name(node.id) if self._aliases or self._names else ""
        elif isinstance(node, ast.NamedExpr):
            through, origin = node.target.id, spelled(node.value)
        elif isinstance(node, ast.Attribute) and type(node.value) is ast.Name and node.value.id in ("self", "cls"):
            self._on_self[len(self._accesses)] = (self._context.frame.class_, node.attr)
        self._accesses.append(
            Access(str(through), operation, key, default, line or node.lineno, self._context.scope, how, origin)
        )

    def _function_surface(self, node: ast.expr) -> str:
        root = node.value if isinstance(node, ast.Attribute) else node
        plain = type(root) is ast.Name and (root.id in OS or root.id in FUNCTIONS)
        return "direct" if plain else "alias"


_ENTER: dict[type[ast.AST], Method] = {
    ast.Import: _Environment.on_plain_import,
    ast.ImportFrom: _Environment.on_import,
    ast.Assign: _Environment.on_assign,
    ast.AnnAssign: _Environment.on_annotated,
    ast.NamedExpr: _Environment.on_annotated,
    ast.FunctionDef: _Environment.on_function,
    ast.AsyncFunctionDef: _Environment.on_function,
    ast.Attribute: _Environment.on_attribute,
    ast.Name: _Environment.on_name,
    ast.Subscript: _Environment.on_subscript,
    ast.Call: _Environment.on_call,
    ast.Compare: _Environment.on_compare,
    ast.For: _Environment.on_loop,
    ast.AsyncFor: _Environment.on_loop,
    ast.comprehension: _Environment.on_loop,
    ast.AugAssign: _Environment.on_augmented,
}

COLLECTOR = Collector(
    _Environment, _ENTER, deaf_to=_ENTER, calls=lambda called: "." not in called or called.rpartition(".")[2] in HEARD
)
