"""String literals that are no docstrings, in source order."""

from __future__ import annotations

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import MAX_TEXT
from archgraph.model.facts.texts import Text


class _Strings:
    """The strings that the walk has met; those in annotations are no values, and an empty one says nothing."""

    __slots__ = ("_context",)

    def __init__(self, context: Context) -> None:
        self._context = context

    def facts(self) -> Fields:
        found = [
            Text(value[:MAX_TEXT], node.lineno, scope)  # type: ignore[index, arg-type]  # all are texts
            for node, scope in self._context.strings
            if scope >= 0 and (value := node.value)
        ]
        return {"strings": tuple(found)}


COLLECTOR = Collector(_Strings)
