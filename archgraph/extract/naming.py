"""Takes the functions of a file as they are opened and says which of them make classes or stand for names.

In these every assignment and return matters to what a name means; in other functions hardly any does.
"""

from __future__ import annotations

import re

from archgraph.extract.context import Context, Frame
from archgraph.extract.scopes import Function
from archgraph.model.facts import ScopeKind

_METHODS = frozenset({"__new__", "__mro_entries__", "__getattr__", "__class_getitem__"})
_PARAMETER = re.compile(r"\**(?:bases?$|meta)")


class Naming:
    """Which scopes keep all their bindings."""

    __slots__ = ("_all", "_context", "_globals")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._all: set[int] = set()
        self._globals: dict[int, set[str]] = {}

    def open(self, node: Function) -> None:
        """A function statement was met; its scope is `context.opened`."""
        scope = self._context.scopes[self._context.opened]
        if node.name in _METHODS or any(map(_PARAMETER.match, scope.parameters)):
            self._all.add(self._context.opened)

    def hold_class(self) -> None:
        """A class statement was met: the functions around it make classes."""
        frame: Frame | None = self._context.frame
        while frame is not None:
            if frame.is_function:
                self._all.add(frame.scope)
            frame = frame.outer

    def declare_global(self, name: str) -> None:
        """The open scope declared a name global or nonlocal."""
        self._globals.setdefault(self._context.scope, set()).add(name)

    def keeps_all(self, scope: int) -> bool:
        """Whether every binding and return in the scope is a fact."""
        return scope in self._all or self._context.scopes[scope].kind is not ScopeKind.FUNCTION

    def is_outside(self, scope: int, name: str) -> bool:
        """Whether a name that a function binds is one of its parameters or declared global."""
        return name in self._context.scopes[scope].parameters or name in self._globals.get(scope, ())
