"""Import statements: what is taken from where, and when it is executed."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.model.facts.outline import Import, ImportKind

_RUNTIME, _TYPE_CHECKING = ImportKind.RUNTIME, ImportKind.TYPE_CHECKING
_LAZY, _GUARDED = ImportKind.LAZY, ImportKind.GUARDED


class _Imports:
    """The imports seen so far."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Import] = []

    def on_import(self, node: ast.Import) -> None:
        self._add("", 0, node, plain=True)

    def on_import_from(self, node: ast.ImportFrom) -> None:
        self._add(node.module or "", node.level or 0, node, plain=False)

    def facts(self) -> Fields:
        return {"imports": tuple(self._found)}

    def _add(self, module: str, level: int, node: ast.Import | ast.ImportFrom, *, plain: bool) -> None:
        context = self._context
        names = tuple([(alias.name, alias.asname or "") for alias in node.names])
        kind, branch = _kind(context), context.branch()
        self._found.append(Import(module, level, names, plain, kind, node.lineno, context.scope, branch))


def _kind(context: Context) -> ImportKind:
    """Type checking wins over lazy (it never runs), lazy over guarded (it does not run when the module is imported)."""
    if context.type_checking:
        return _TYPE_CHECKING
    if context.frame.function:
        return _LAZY
    return _GUARDED if context.guarded else _RUNTIME


COLLECTOR = Collector(_Imports, {ast.Import: _Imports.on_import, ast.ImportFrom: _Imports.on_import_from})
