"""Class statements: bases, keywords and decorators as written, type parameters, docstring."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.docstrings import docstring_text
from archgraph.extract.expressions import convert, keywords
from archgraph.model.facts.outline import ClassFact


class _Classes:
    """The classes seen so far."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[ClassFact] = []

    def on_class(self, node: ast.ClassDef) -> None:
        self._found.append(
            ClassFact(
                scope=self._context.opened,
                bases=tuple([convert(base) for base in node.bases]),
                keywords=keywords(node),
                decorators=tuple([convert(decorator) for decorator in node.decorator_list]),
                type_params=tuple([parameter.name for parameter in getattr(node, "type_params", ())]),
                docstring=docstring_text(node),
            )
        )

    def facts(self) -> Fields:
        return {"classes": tuple(self._found), "docstring": docstring_text(self._context.parsed.tree)}


COLLECTOR = Collector(_Classes, {ast.ClassDef: _Classes.on_class})
