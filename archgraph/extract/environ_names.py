"""Names that may stand for the environment in one file: in, imports and defaults as the walk meets them; out, how an expression
reaches it.
"""

from __future__ import annotations

import ast

from archgraph.extract.context import Context
from archgraph.extract.environ import (
    FUNCTIONS,
    MAPPINGS,
    OS,
    WATCHED,
    asked_by_name,
    chosen,
    module_of,
    reached_by,
    sounds_like_it,
)
from archgraph.extract.expressions import spelled
from archgraph.extract.scopes import Function
from archgraph.extract.standins import StandIns


class EnvironmentNames:
    """The names met so far; what a name was given where, only `StandIns` know."""

    __slots__ = ("_aliases", "_context", "_stand_ins", "functions", "imported", "imports", "mappings")

    def __init__(self, context: Context, aliases: frozenset[str], stand_ins: StandIns) -> None:
        """`aliases`: names to which the text assigns it anywhere."""
        self._context, self._aliases, self._stand_ins = context, aliases, stand_ins
        self.mappings = dict.fromkeys(aliases, "alias")
        """Name → surface, for names that may be the mapping."""
        self.functions: dict[str, str] = {}
        """Name → operation, for names that may be os.getenv and the like."""
        self.imports: set[str] = set()
        """Names of what is imported: an attribute of it that has "env" in it may be the mapping."""
        self.imported: set[str] = set()
        """Imported names that sound like it: counted where they are used as a mapping, not where they are passed."""

    def take(self, node: ast.ImportFrom) -> None:
        """`from os import environ as e`."""
        for alias in node.names:
            name, surface = alias.asname or alias.name, "alias" if alias.asname else "direct"
            if name == "*" and node.module in OS:
                self._on_all(node.module)
            elif alias.name in FUNCTIONS:
                self.functions[name] = FUNCTIONS[alias.name]
            elif node.module in OS and alias.name in MAPPINGS:
                self.mappings[name] = surface
            elif sounds_like_it(alias, self._context.parsed.text):
                self.mappings[name] = "alias"
                self.imported.add(name)
            else:
                continue
            self._context.watched.add(name)

    def _on_all(self, module: str) -> None:
        """`from os import *`."""
        self.mappings |= dict.fromkeys(MAPPINGS, "direct")
        self.functions |= FUNCTIONS
        self._context.watched |= WATCHED
        for name in WATCHED:
            self._stand_ins.bind(self._context.scope, name, f"{module}.{name}")

    def take_defaults(self, node: Function) -> None:
        """`def load(env=os.environ)` makes the parameter an alias."""
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
        pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
        for parameter, default in pairs:
            if not self.surface(default):
                continue
            if parameter.arg not in self.mappings:
                self.mappings[parameter.arg] = "alias"
                self._context.watched.add(parameter.arg)
            self._stand_ins.bind(self._context.opened, parameter.arg, spelled(default))

    def surface(self, node: ast.AST) -> str:
        """How an expression that may be the mapping reaches it; "" when it can not be."""
        if type(node) is ast.Name:
            return self.mappings.get(node.id, "")
        if type(node) is ast.Attribute:
            if node.attr in MAPPINGS:
                return "direct" if module_of(node.value) in OS else "alias"
            return "alias" if node.attr in self._aliases or self._is_of_import(node) else ""
        if type(node) is ast.Call:
            return "direct" if asked_by_name(node) in MAPPINGS else ""
        return self.surface(node.target) and "alias" if type(node) is ast.NamedExpr else ""

    def mapping(self, node: ast.expr) -> ast.expr | None:
        """The part of an expression that may be the mapping; None when there is none."""
        return next((each for each in chosen(node) if self.surface(each)), None)

    def _is_of_import(self, node: ast.Attribute) -> bool:
        name = node.attr
        if name in FUNCTIONS:
            return False
        return ("env" in name or "ENV" in name) and type(node.value) is ast.Name and node.value.id in self.imports

    def how(self, node: ast.expr) -> str:
        """The surface of the mapping, or of one of the functions."""
        if surface := self.surface(node):
            return surface
        root = reached_by(node).partition(".")[0]
        return "direct" if root in OS or root in FUNCTIONS else "alias"
