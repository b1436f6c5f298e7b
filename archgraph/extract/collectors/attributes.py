"""Attributes of classes: set in the class body, or on `self` and `cls` in methods."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.expressions import convert, spelled
from archgraph.model.expr import MAX_DEPTH, Expr, Opaque
from archgraph.model.facts import AttributeFact

_DEPTH = MAX_DEPTH - 2
"""Values are kept two levels deep: a call with its arguments."""


def start(context: Context) -> Listening:
    """Listen to assignments; of several to one attribute in one body the first counts."""
    attributes: dict[tuple[int, str, int], AttributeFact] = {}

    def on_assign(node: ast.Assign) -> None:
        if context.frame.class_:
            for target in node.targets:
                for single, value in _singles(target, node.value):
                    add(single, value, "")

    def on_annotated(node: ast.AnnAssign) -> None:
        if context.frame.class_:
            add(node.target, node.value, spelled(node.annotation))

    def add(target: ast.expr, value: ast.expr | None, annotation: str) -> None:
        frame = context.frame
        if frame.is_function:
            owned = type(target) is ast.Attribute and type(target.value) is ast.Name and target.value.id in frame.owners
            name, method = target.attr if owned else "", frame.scope  # type: ignore[attr-defined]
        else:
            name, method = target.id if type(target) is ast.Name else "", 0
        key = (frame.class_, name, method)
        if name and key not in attributes:
            given: Expr = convert(value, _DEPTH, texts=False) if value is not None else Opaque("none")
            attributes[key] = AttributeFact(frame.class_, name, target.lineno, method, given, annotation)

    def facts() -> Fields:
        return {"attributes": tuple(attributes.values())}

    return Listening(facts, {ast.Assign: on_assign, ast.AnnAssign: on_annotated})


def _singles(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The targets of an assignment one by one, each with its value; an unpacked value stays whole."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
        return
    paired = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
    for position, item in enumerate(target.elts):
        yield from _singles(item, value.elts[position] if paired else value)  # type: ignore[attr-defined]


COLLECTOR = Collector(start)
