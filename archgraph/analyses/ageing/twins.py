"""Twins of legacy code: in: the code base and the names a twin can have; out: the counterpart, the nearest first."""

from __future__ import annotations

from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts import ScopeKind


class Twins:
    """Looks for counterparts: in the same scope, in the same folder, and of classes in the same service."""

    def __init__(self, codebase: Codebase) -> None:
        self._paths = codebase.modules
        self._scoped: dict[tuple[str, int, str], int] = {}
        self._in_folder: dict[tuple[str, str], str] = {}
        self._in_service: dict[tuple[str, str], str] = {}
        for path, module in codebase.modules.items():
            for index, scope in enumerate(module.outline.scopes):
                if index:
                    self._scoped.setdefault((path, scope.parent, scope.name), index)
                if index and not scope.parent and scope.kind is ScopeKind.CLASS:
                    symbol = symbol_of(module, index)
                    self._in_folder.setdefault((_folder(path), scope.name), symbol)
                    self._in_service.setdefault((module.service, scope.name), symbol)

    def of_file(self, module: Module, names: tuple[str, ...]) -> str:
        """The module beside it that is called the same without the telling word, dotted; "" when there is none."""
        folder, _, suffix = _folder(module.path), *module.path.rpartition(".")[1:]
        for name in names:
            path = f"{folder}/{name}.{suffix}" if folder else f"{name}.{suffix}"
            if path in self._paths and path != module.path:
                return self._paths[path].module
        return ""

    def of_definition(self, module: Module, index: int, names: tuple[str, ...]) -> str:
        """The counterpart of a class or function, dotted; "" when there is none."""
        scope = module.outline.scopes[index]
        for name in names:
            beside = self._scoped.get((module.path, scope.parent, name))
            if beside is not None and module.outline.scopes[beside].kind is scope.kind:
                return symbol_of(module, beside)
            if scope.kind is ScopeKind.CLASS and not scope.parent:
                found = self._in_folder.get((_folder(module.path), name)) or self._in_service.get(
                    (module.service, name)
                )
                if found:
                    return found
        return ""


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
