"""Class statements: bases, keywords and decorators as written, type parameters, docstring."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.docstrings import docstring_text
from archgraph.extract.expressions import convert, keywords
from archgraph.model.facts import ClassFact


def start(context: Context) -> Listening:
    """Listen to class statements, and to the module for its docstring."""
    classes: list[ClassFact] = []

    def on_class(node: ast.ClassDef) -> None:
        classes.append(
            ClassFact(
                scope=context.opened,
                bases=tuple([convert(base) for base in node.bases]),
                keywords=keywords(node),
                decorators=tuple([convert(decorator) for decorator in node.decorator_list]),
                type_params=tuple([parameter.name for parameter in getattr(node, "type_params", ())]),
                docstring=docstring_text(node),
            )
        )

    def facts() -> Fields:
        return {"classes": tuple(classes), "docstring": docstring_text(context.parsed.tree)}

    return Listening(facts, {ast.ClassDef: on_class})


COLLECTOR = Collector(start)
