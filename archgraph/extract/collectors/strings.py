"""String literals that are no docstrings, in source order."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.expressions import MAX_TEXT
from archgraph.model.facts import Text


def start(context: Context) -> Listening:
    """Listen to strings; those in annotations are no values, and the empty one says nothing."""
    texts: list[Text] = []

    def on_string(node: ast.Constant) -> None:
        if node.value and not context.annotating:
            texts.append(Text(node.value[:MAX_TEXT], node.lineno, context.scope))  # type: ignore[index]

    def facts() -> Fields:
        return {"strings": tuple(texts)}

    return Listening(facts, {ast.Constant: on_string})


COLLECTOR = Collector(start)
