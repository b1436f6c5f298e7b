"""Attributes of classes: set in the class body, or on `self` and `cls` in methods."""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import convert, spelled
from archgraph.model.expr import MAX_DEPTH, Expr, Opaque
from archgraph.model.facts.bodies import AttributeFact

_DEPTH = MAX_DEPTH - 2
"""Values are kept two levels deep: a call with its arguments."""


class _Attributes:
    """The attributes seen so far; of several assignments to one attribute in one body the first counts."""

    __slots__ = ("_context", "_found")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[tuple[int, str, int], AttributeFact] = {}

    def on_assign(self, node: ast.Assign) -> None:
        frame = self._context.frame
        if not frame.class_:
            return
        for target in node.targets:
            kind = type(target)
            if kind is ast.Tuple or kind is ast.List:
                self._assign(target, node.value)
            elif kind is (ast.Attribute if frame.is_function else ast.Name):
                self._add(target, node.value, None)

    def on_annotated(self, node: ast.AnnAssign) -> None:
        if self._context.frame.class_:
            self._add(node.target, node.value, node.annotation)

    def facts(self) -> Fields:
        return {"attributes": tuple(self._found.values())}

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        """One target, or those of an unpacking, each with its value; a value that cannot be taken apart stays whole."""
        if not isinstance(target, (ast.Tuple, ast.List)):
            self._add(target, value, None)
            return
        paired = (
            value.elts if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts) else None
        )
        for position, item in enumerate(target.elts):
            self._assign(item, paired[position] if paired else value)

    def _add(self, target: ast.expr, value: ast.expr | None, annotation: ast.expr | None) -> None:
        frame = self._context.frame
        if frame.is_function:
            if type(target) is not ast.Attribute or type(target.value) is not ast.Name:
                return
            if target.value.id not in frame.owners:
                return
            key = frame.class_, target.attr, frame.scope
        elif type(target) is ast.Name:
            key = frame.class_, target.id, 0
        else:
            return
        if key not in self._found:
            given: Expr = convert(value, _DEPTH, texts=False) if value is not None else Opaque("none")
            text = spelled(annotation) if annotation is not None else ""
            self._found[key] = AttributeFact(key[0], key[1], target.lineno, key[2], given, text)


COLLECTOR = Collector(_Attributes, {ast.Assign: _Attributes.on_assign, ast.AnnAssign: _Attributes.on_annotated})
