"""Import statements: what is taken from where, and when it is executed."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.model.facts import Import, ImportKind


def start(context: Context) -> Listening:
    """Listen to import statements."""
    imports: list[Import] = []

    def on_import(node: ast.Import) -> None:
        imports.append(_import(context, node, "", 0, plain=True))

    def on_import_from(node: ast.ImportFrom) -> None:
        imports.append(_import(context, node, node.module or "", node.level or 0, plain=False))

    def facts() -> Fields:
        return {"imports": tuple(imports)}

    return Listening(facts, {ast.Import: on_import, ast.ImportFrom: on_import_from})


def _import(context: Context, node: ast.Import | ast.ImportFrom, module: str, level: int, *, plain: bool) -> Import:
    names = tuple([(alias.name, alias.asname or "") for alias in node.names])
    return Import(module, level, names, plain, _kind(context), node.lineno, context.scope, context.branch())


def _kind(context: Context) -> ImportKind:
    """Type checking wins over lazy (it never runs), lazy over guarded (it does not run when the module is imported)."""
    if context.type_checking:
        return ImportKind.TYPE_CHECKING
    if context.frame.function:
        return ImportKind.LAZY
    return ImportKind.GUARDED if context.guarded else ImportKind.RUNTIME


COLLECTOR = Collector(start)
