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
    FUNCTIONS,
    HEARD,
    ITEM,
    MAPPINGS,
    METHODS,
    PARTIAL,
    WATCHED,
    WHOLE,
    WITH_DEFAULT,
    WITHOUT_KEY,
    asked_by_name,
    assigned_names,
    imports_its_like,
    is_text,
    reached_by,
    spells_it,
)
from archgraph.extract.environ_calls import called_later, set_by_name
from archgraph.extract.environ_keys import argument, key_of, matched_keys, written_keys
from archgraph.extract.environ_names import EnvironmentNames
from archgraph.extract.environ_patches import patched
from archgraph.extract.expressions import brief, spelled
from archgraph.extract.hearing import Method
from archgraph.extract.scopes import Function
from archgraph.extract.standins import StandIns
from archgraph.model.expr import Expr
from archgraph.model.facts.accesses import Access


class _Environment:
    """The accesses found so far in one file, and the names that may stand for the environment or its functions."""

    __slots__ = (
        "_accesses",
        "_aliases",
        "_claims",
        "_context",
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
        self._names = EnvironmentNames(context, self._aliases, self._stand_ins)
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
        self._names.imports.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)

    def on_assign(self, node: ast.Assign) -> None:
        if self._aliases:
            for target in node.targets:
                self._stand_ins.assign(target, node.value)

    def on_annotated(self, node: ast.AnnAssign | ast.NamedExpr) -> None:
        if self._aliases and node.value is not None:
            self._stand_ins.assign(node.target, node.value)

    def on_import(self, node: ast.ImportFrom) -> None:
        self._names.imports.update([alias.asname or alias.name for alias in node.names])
        self._names.take(node)

    def on_function(self, node: Function) -> None:
        self._names.take_defaults(node)

    # --- expressions

    def on_attribute(self, node: ast.Attribute) -> None:
        """Each part of a dotted name, the whole first."""
        part: ast.expr = node
        while type(part) is ast.Attribute:
            if part.attr in WATCHED or part.attr in self._aliases:
                self._on_part(part)
            part = part.value

    def _on_part(self, node: ast.Attribute) -> None:
        if node in self._claims or self._context.annotating:
            return
        if node.attr in MAPPINGS or (node.attr in self._aliases and type(node.ctx) is ast.Load):
            self._add(node, WHOLE[type(node.ctx)])
        elif node.attr in FUNCTIONS and type(node.ctx) is ast.Load:
            self._add(node, "pass")

    def on_name(self, node: ast.Name) -> None:
        is_alias = node.id in self._names.mappings or node.id in self._names.functions
        if not is_alias or node in self._claims or self._context.annotating:
            return
        if type(node.ctx) is ast.Load and node.id not in self._names.imported:
            self._add(node, "pass")

    def on_subscript(self, node: ast.Subscript) -> None:
        if mapping := self._names.mapping(node.value):
            self._add(mapping, ITEM[type(node.ctx)], key_of(node.slice))

    def on_compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            is_asked = type(operator) is ast.In or type(operator) is ast.NotIn
            if is_asked and (mapping := self._names.mapping(operand)):
                self._add(mapping, "contains", key_of(left))
            left = operand

    def on_loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        if mapping := self._names.mapping(node.iter):
            self._add(mapping, "iterate")

    def on_match(self, node: ast.Match) -> None:
        """`case {"X": value}` asks for the key."""
        keys = matched_keys(node.cases)
        if keys is not None and (mapping := self._names.mapping(node.subject)):
            self._add(mapping, "get", keys)

    def on_augmented(self, node: ast.AugAssign) -> None:
        if self._names.surface(node.target):
            self._add(node.target, "update", written_keys([node.value], []))

    def on_call(self, node: ast.Call) -> None:
        func = node.func
        if type(func) is ast.Attribute:
            if func.attr in HEARD:
                self._on_method(node, func)
            self.on_attribute(func)
        elif type(func) is ast.Name:
            if func.id in self._names.functions:
                self._apply(node, func, self._names.functions[func.id])
            elif func.id in self._names.imported or func.id in self._aliases:
                self._on_stand_in(node, func)
            elif func.id in _BUILT_IN:
                _BUILT_IN[func.id](self, node)
        elif (name := asked_by_name(func)) in FUNCTIONS:
            self._apply(node, func, FUNCTIONS[name])

    def _on_getattr(self, node: ast.Call) -> None:
        """`getattr(os, "environ")`, of which nobody knows what it is for."""
        if node not in self._claims and asked_by_name(node):
            self._add(node, "pass")

    def _on_setattr(self, node: ast.Call) -> None:
        """`setattr(os, "environ", {})`."""
        if target := set_by_name(node):
            self._add(target, "write" if self._context.called == "setattr" else "delete")

    def _on_partial(self, node: ast.Call) -> None:
        """`partial(os.getenv, "X")` is a call that comes later."""
        later = called_later(node)
        if later is None:
            return
        func = later.func
        if type(func) is ast.Name and func.id in self._names.functions:
            self._apply(later, func, self._names.functions[func.id])
        elif type(func) is ast.Attribute and (func.attr in FUNCTIONS or func.attr in METHODS):
            self._on_method(later, func)

    def _on_stand_in(self, node: ast.Call, func: ast.Name) -> None:
        """`ask("X")`, where ask may be os.getenv."""
        meaning = self._stand_ins.name(func.id).rpartition(".")[2]
        if meaning in FUNCTIONS or (not meaning and node.args and is_text(node.args[0])):
            self._apply(node, func, FUNCTIONS.get(meaning, "getenv"))

    def _on_method(self, node: ast.Call, func: ast.Attribute) -> None:
        name = func.attr
        if name in FUNCTIONS:
            self._apply(node, func, FUNCTIONS[name])
        elif name in METHODS and (mapping := self._names.mapping(func.value)):
            self._apply(node, mapping, METHODS[name])
        elif name == PARTIAL:
            self._on_partial(node)
        else:
            self._on_patch(node)

    def _on_patch(self, node: ast.Call) -> None:
        """`monkeypatch.setenv("X", "1")`, `patch.dict(os.environ)`, `patch("os.getenv")`."""
        if patch := patched(node, self._context.called, self._names):
            self._add(patch.reached, patch.operation, patch.key, surface="test")

    def _apply(self, node: ast.Call, reached: ast.expr, operation: str) -> None:
        """A method of the mapping, or one of os's functions, was called."""
        key: Expr | None = None
        if operation == "update":
            key = written_keys(node.args, node.keywords)
        elif operation not in WITHOUT_KEY:
            asked = argument(node, 0, "key")
            key = None if asked is None else key_of(asked)
        default = argument(node, 1, "default") if operation in WITH_DEFAULT else None
        self._add(reached, operation, key, None if default is None else brief(default))

    def _add(
        self, node: ast.expr, operation: str, key: Expr | None = None, default: Expr | None = None, surface: str = ""
    ) -> None:
        """An access through `node`, on the line of its last name."""
        self._claims.add(node)
        line = node.end_lineno if isinstance(node, ast.Attribute) else node.lineno
        if isinstance(node, ast.Call):
            line = node.args[1].lineno
        through = reached_by(node)
        how = surface or self._names.how(node)
        origin = ""
        if isinstance(node, ast.Name):
            origin = self._stand_ins.name(node.id) if self._names.mappings else ""
        elif isinstance(node, ast.NamedExpr):
            through, origin = node.target.id, spelled(node.value)
        elif isinstance(node, ast.Attribute) and type(node.value) is ast.Name and node.value.id in ("self", "cls"):
            self._on_self[len(self._accesses)] = (self._context.frame.class_, node.attr)
        self._accesses.append(
            Access(through, operation, key, default, line or node.lineno, self._context.scope, how, origin)
        )


_BUILT_IN: dict[str, Method] = {
    "getattr": _Environment._on_getattr,
    "setattr": _Environment._on_setattr,
    "delattr": _Environment._on_setattr,
    PARTIAL: _Environment._on_partial,
    "patch": _Environment._on_patch,
}
"""Function → what its call may say of the environment."""

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
    ast.Match: _Environment.on_match,
}

COLLECTOR = Collector(
    _Environment,
    _ENTER,
    deaf_to=_ENTER.keys(),
)
