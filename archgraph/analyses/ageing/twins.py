"""Twins of legacy code: in: the code base and the names a twin can have; out: the counterpart, the nearest first."""

from __future__ import annotations

from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.scopes import ScopeKind


class Twins:
    """Looks for counterparts: in the same scope, and of classes in the same folder and the same service."""

    def __init__(self, codebase: Codebase) -> None:
        self._modules = codebase.modules
        self._in_folder: dict[tuple[str, str], str] = {}
        self._in_service: dict[tuple[str, str], str] = {}
        for record in codebase.classes.values():
            if record.class_ == f"{record.module}.{record.name}":
                self._in_folder.setdefault((_folder(record.path), record.name), record.class_)
                self._in_service.setdefault((record.service, record.name), record.class_)

    def of_file(self, module: Module, names: tuple[str, ...]) -> str:
        """The module beside it that is called the same without the telling word, dotted; "" when there is none."""
        folder = _folder(module.path)
        for name in names:
            path = f"{folder}/{name}.py" if folder else f"{name}.py"
            if path in self._modules and path != module.path:
                return self._modules[path].module
        return ""

    def of_definition(self, module: Module, index: int, names: tuple[str, ...]) -> str:
        """The counterpart of a class or function, dotted; "" when there is none."""
        scopes = module.outline.scopes
        kind, parent, name = scopes[index].kind, scopes[index].parent, scopes[index].name
        for beside, scope in enumerate(scopes):
            if scope.parent == parent and scope.name in names and scope.kind is kind and scope.name != name and beside:
                return symbol_of(module, beside)
        return self._class_elsewhere(module, names) if kind is ScopeKind.CLASS and not parent else ""

    def _class_elsewhere(self, module: Module, names: tuple[str, ...]) -> str:
        for name in names:
            found = self._in_folder.get((_folder(module.path), name)) or self._in_service.get((module.service, name))
            if found:
                return found
        return ""


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
