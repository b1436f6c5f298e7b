"""Names that stand in annotations and in the texts that tests patch by."""

from __future__ import annotations

import ast
import builtins
import re
from operator import attrgetter
from typing import Any

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted
from archgraph.model.facts.uses import Mention

_TYPING = frozenset({"typing", "typing_extensions", "collections.abc"})
_BUILTINS = frozenset(dir(builtins))
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_PATCHING = frozenset({"patch", "setattr", "delattr", "multiple", "dict", "object"})


class _Mentions:
    """The mentions seen so far; names of typing are everywhere and mention nothing."""

    __slots__ = ("_context", "_found", "_ignored", "is_deaf")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[Mention] = []
        self._ignored = _BUILTINS
        self.is_deaf = "patch" not in context.parsed.text

    def on_import(self, node: ast.ImportFrom) -> None:
        if node.module in _TYPING:
            self._ignored = self._ignored.union([alias.asname or alias.name for alias in node.names])

    def on_annotation(self, node: ast.expr) -> None:
        if type(node) is ast.Name:
            if node.id not in self._ignored:
                self._found.append(Mention(node.id, "annotate", node.lineno, self._context.scope))
            return
        for name, line in _annotated(node):
            if name not in self._ignored:
                self._found.append(Mention(name, "annotate", line, self._context.scope))

    def on_call(self, node: ast.Call) -> None:
        """`patch("a.b.C")`, `mocker.patch.object("a.b", ...)`, `monkeypatch.setattr("a.b.C", ...)`."""
        if not node.args:
            return
        target = node.args[0]
        text = target.value if type(target) is ast.Constant else None
        if isinstance(text, str) and "." in text and _NAME.fullmatch(text):
            self._found.append(Mention(text, "patch", target.lineno, self._context.scope))

    def facts(self) -> Fields:
        return {"mentions": tuple(sorted(self._found, key=attrgetter("line")))}


def _annotated(annotation: ast.expr) -> list[tuple[str, int]]:
    """(dotted name, line) of every name in an annotation, quoted ones too; texts in `Literal[...]` are no names."""
    found: list[tuple[str, int]] = []
    waiting: list[Any] = [annotation]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is ast.Name:
            found.append((node.id, node.lineno))
        elif kind is ast.Attribute:
            found.append((dotted(node), node.lineno))
        elif kind is ast.Subscript:
            last = dotted(node.value).rpartition(".")[2]
            if last != "Literal":
                waiting.append(_first(node.slice) if last == "Annotated" else node.slice)
            waiting.append(node.value)
        elif kind is ast.Constant:
            if type(node.value) is str and "Literal[" not in node.value:
                found += [(name, node.lineno) for name in _NAME.findall(node.value)]
        elif kind is ast.Tuple or kind is ast.List:
            waiting += reversed(node.elts)
        elif kind is ast.BinOp:
            waiting += (node.right, node.left)
    return found


def _first(node: ast.expr) -> ast.expr:
    return node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node


COLLECTOR = Collector(
    _Mentions,
    {ast.ImportFrom: _Mentions.on_import, ast.arg: _Mentions.on_annotation, ast.Call: _Mentions.on_call},
    deaf_to=(ast.Call,),
    calls=lambda called: "patch" in called and called.rpartition(".")[2] in _PATCHING,
)
