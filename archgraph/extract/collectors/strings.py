"""String literals that are no docstrings, in source order."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import MAX_TEXT
from archgraph.model.facts.texts import Text


class _Strings:
    """The strings seen so far; those in annotations are no values, and an empty one says nothing."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Text] = []

    def on_string(self, node: ast.Constant) -> None:
        context, value = self._context, node.value
        if value and not context.annotating:
            self._found.append(Text(value[:MAX_TEXT], node.lineno, context.scope))  # type: ignore[index, arg-type]

    def facts(self) -> Fields:
        return {"strings": tuple(self._found)}


COLLECTOR = Collector(_Strings, {ast.Constant: _Strings.on_string})
