"""Where a module makes names that no statement shows: `globals()[name] = x`, `setattr(sys.modules[__name__], name, x)`, `exec`.

Of statements of the module alone: what its functions do is not known to happen. Reading `globals()` makes no name.
"""

from __future__ import annotations

import ast

from archgraph.extract.collector import Collector, Fields
from archgraph.extract.context import Context
from archgraph.extract.expressions import dotted

_WORDS = ("globals()", "vars()", "locals()", "modules[__name__]", "exec(")
_NAMESPACES = frozenset({"globals", "vars", "locals"})
_FILLING = frozenset({"update", "setdefault", "__setitem__"})
_READING = frozenset(
    {"all", "any", "dict", "dir", "enumerate", "eval", "filter", "getattr", "hasattr", "id", "isinstance", "iter"}
    | {"len", "list", "map", "print", "repr", "set", "sorted", "str", "tuple", "type", "zip"}
    | {"inspect.getmembers", "doctest.testmod"}
)
"""What a module's own namespace may be handed to without getting names by it."""


class _OwnNamespace:
    """The first place so far; hears nothing in files in which no such word stands."""

    __slots__ = ("_context", "_line", "is_deaf")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._line = 0
        self.is_deaf = not any(word in context.parsed.text for word in _WORDS)

    def on_statement(self, node: ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        if self._line or self._context.scope:
            return
        if _fills(node) or any(_opens(each) for each in ast.walk(node) if type(each) is ast.Call):
            self._line = node.lineno

    def facts(self) -> Fields:
        return {"opened": self._line}


def _fills(node: ast.stmt) -> bool:
    """Is the namespace given another name, or an item or attribute of it set?"""
    if isinstance(node, ast.Expr):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
    value: ast.expr | None = node.value  # type: ignore[attr-defined]
    held = [each.value for each in targets if isinstance(each, (ast.Subscript, ast.Attribute))]
    return (value is not None and _is_own(value)) or any(map(_is_own, held))


def _opens(call: ast.Call) -> bool:
    """Does the call run text, or get the namespace?"""
    called = dotted(call.func)
    if called == "exec":
        return True
    if type(call.func) is ast.Attribute and call.func.attr in _FILLING and _is_own(call.func.value):
        return True
    return called not in _READING and any(map(_is_own, (*call.args, *(word.value for word in call.keywords))))


def _is_own(node: ast.expr) -> bool:
    """`globals()`, `vars()`, `locals()`, `sys.modules[__name__]`, and the `__dict__` of that."""
    if type(node) is ast.Attribute and node.attr == "__dict__":
        node = node.value
    if type(node) is ast.Call:
        return not node.args and type(node.func) is ast.Name and node.func.id in _NAMESPACES
    if type(node) is not ast.Subscript or type(node.slice) is not ast.Name:
        return False
    return node.slice.id == "__name__" and dotted(node.value).rpartition(".")[2] == "modules"


COLLECTOR = Collector(
    _OwnNamespace,
    dict.fromkeys((ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign), _OwnNamespace.on_statement),
    deaf_to=(ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign),
)
