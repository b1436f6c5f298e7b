"""What a name has to do with given classes: in: a name and its place; out: the class it means, is of, or gives."""

from __future__ import annotations

from archgraph.analyses.use.reach import Worth
from archgraph.model.codebase import ClassKey, Codebase, Module, Target
from archgraph.model.expr import Expr
from archgraph.model.facts.uses import CallFact


class Meanings:
    """Follows names to the classes in question; what functions return is remembered."""

    def __init__(self, codebase: Codebase, targets: frozenset[ClassKey], reach: Worth) -> None:
        self._codebase = codebase
        self._targets = targets
        self._resolve = codebase.names.resolve
        self._everywhere = reach.everywhere
        self._returned: dict[tuple[str, str], ClassKey | None] = {}

    def of(self, module: Module, scope: int, name: Expr) -> ClassKey | None:
        """The class that a name means, is an instance of, or returns as a function."""
        return self._of_target(self._resolve(module.path, scope, name))

    def called(self, module: Module, call: CallFact) -> tuple[ClassKey | None, str]:
        """The class that a call instantiates, or calls by a method or by a function that gives it; and which."""
        owner, _, called = call.func.rpartition(".")
        given = None
        if not owner or called in self._everywhere:  # most methods neither are a class nor give one
            target = self._resolve(module.path, call.scope, call.func)
            if target.kind == "class":
                if target.key in self._targets:
                    return target.key, "instantiate"
            elif target.kind == "function":
                given = self._given(target)
        key = self._of_target(self._resolve(module.path, call.scope, owner)) if owner else None
        return key or given, "call"

    def patched(self, dotted: str) -> ClassKey | None:
        """The class that a text like `package.module.Manager.method` leads to."""
        parts = dotted.split(".")
        if self._everywhere.isdisjoint(parts):
            return None
        for cut in range(len(parts) - 1, 0, -1):
            path = self._codebase.by_name.get(".".join(parts[:cut]))
            if path is not None:
                return self._longest(self._codebase.modules[path], parts[cut:])
        return None

    def _longest(self, module: Module, parts: list[str]) -> ClassKey | None:
        """The class that the longest beginning of a dotted name leads to."""
        names = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((key for name in names if (key := self.of(module, 0, name)) is not None), None)

    def _of_target(self, target: Target) -> ClassKey | None:
        if target.kind in ("class", "instance"):
            return target.key if target.key in self._targets else None
        return self._given(target) if target.kind == "function" else None

    def _given(self, target: Target) -> ClassKey | None:
        """The class of what a function returns."""
        module_name, _, function = target.name.rpartition(".")
        path = self._codebase.by_name.get(module_name)
        if path is None or function not in self._everywhere:
            return None
        place = (path, function)
        if place not in self._returned:
            self._returned[place] = None  # while it is looked at: a function that returns its own call
            self._returned[place] = self._return_of(path, function)
        return self._returned[place]

    def _return_of(self, path: str, function: str) -> ClassKey | None:
        outline = self._codebase.modules[path].outline
        for returned in outline.returns:
            scope = outline.scopes[returned.scope]
            if scope.name == function and not scope.parent:
                key = self._of_target(self._resolve(path, returned.scope, returned.value))
                if key is not None:
                    return key
        return None
