"""Names that stand in annotations and in the texts that tests patch by."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from typing import Any

from archgraph.extract.collector import Collector, Fields, Listening
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted
from archgraph.model.facts import Mention

_TYPING = frozenset({"typing", "typing_extensions", "collections.abc"})
_BUILTINS = frozenset(dir(builtins))
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_PATCHING = frozenset({"patch", "setattr", "delattr", "multiple", "dict", "object"})


def start(context: Context) -> Listening:
    """Listen to annotations, to calls that patch, and to imports of typing, whose names are mentioned everywhere."""
    mentions: list[Mention] = []
    ignored = set(_BUILTINS)

    def on_import(node: ast.ImportFrom) -> None:
        if node.module in _TYPING:
            ignored.update([alias.asname or alias.name for alias in node.names])

    def on_annotation(node: ast.expr) -> None:
        for name, line in _annotated(node):
            if name not in ignored:
                mentions.append(Mention(name, "annotate", line, context.scope))

    def on_call(node: ast.Call) -> None:
        if node.args and type(node.args[0]) is ast.Constant and _patches(node.func):
            text = node.args[0].value
            if isinstance(text, str) and "." in text and _NAME.fullmatch(text):
                mentions.append(Mention(text, "patch", node.args[0].lineno, context.scope))

    def facts() -> Fields:
        return {"mentions": tuple(sorted(mentions, key=lambda mention: mention.line))}

    enter: dict[type[ast.AST], Any] = {ast.ImportFrom: on_import, ast.arg: on_annotation, ast.Call: on_call}
    return Listening(facts, enter)


def _patches(func: ast.expr) -> bool:
    """Whether a call is `patch(...)`, `mock.patch.object(...)`, `monkeypatch.setattr(...)` or the like."""
    if type(func) is ast.Name:
        return func.id == "patch"
    return type(func) is ast.Attribute and func.attr in _PATCHING and "patch" in dotted(func)


def _annotated(root: ast.expr) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of every name in an annotation, quoted ones too; texts in `Literal[...]` are no names."""
    stack: list[ast.AST] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield dotted(node), node.lineno
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and "Literal[" not in node.value:
                yield from ((name, node.lineno) for name in _NAME.findall(node.value))
        elif isinstance(node, ast.Subscript):
            last = dotted(node.value).rpartition(".")[2]
            if last != "Literal":
                stack.append(_first(node.slice) if last == "Annotated" else node.slice)
            stack.append(node.value)
        elif not isinstance(node, ast.Call):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _first(node: ast.expr) -> ast.expr:
    return node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node


COLLECTOR = Collector(start)
