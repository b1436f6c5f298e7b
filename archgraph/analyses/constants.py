"""Names that stand for texts: in: the outlines; out: the text that a constant or an enum member stands for at a place."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.places import enclosing_classes
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Expr, Literal
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.scopes import ScopeKind

_VALUED = (BindingKind.ASSIGN, BindingKind.ANNOTATE)


class Constants:
    """Texts by the file, scope and name that they are bound to; imports are followed."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._bound: dict[str, dict[tuple[int, str], str]] = {}
        self._imported: dict[str, dict[str, tuple[str, str]]] = {}
        self._memo: dict[tuple[str, int, str], str] = {}

    def text(self, module: Module, scope: int, name: Expr) -> str:
        """The text that a literal or a dotted name gives, "" when it is not known."""
        if isinstance(name, Literal):
            return name.value if isinstance(name.value, str) else ""
        if not isinstance(name, str):
            return ""
        key = (module.path, scope, name)
        if key not in self._memo:
            self._memo[key] = self._of(module, scope, name)
        return self._memo[key]

    def bound_in(self, module: Module) -> dict[tuple[int, str], str]:
        """(scope, name) → text for what the module and its classes bind to a text, once."""
        if module.path not in self._bound:
            self._bound[module.path] = dict(_bound(module))
        return self._bound[module.path]

    def _of(self, module: Module, scope: int, name: str) -> str:
        owner, _, last = name.removesuffix(".value").rpartition(".")
        if not owner:
            return self._of_module(module, last, depth=0)
        if owner in ("self", "cls"):
            inside = self.bound_in(module)
            around = enclosing_classes(module.outline.scopes, scope)
            return next((inside[place, last] for place in around if (place, last) in inside), "")
        target = self._codebase.names.resolve(module.path, scope, owner)
        if target.kind in ("class", "instance") and target.key is not None:
            record = self._codebase.classes.get(target.key)
            home = self._codebase.modules.get(record.path) if record else None
            return self.bound_in(home).get((record.scope, last), "") if record and home else ""
        path = self._codebase.by_name.get(target.name) if target.kind == "module" else None
        return self._of_module(self._codebase.modules[path], last, depth=0) if path else ""

    def _of_module(self, module: Module, name: str, depth: int) -> str:
        """The text of a name of the module's top level, through at most a handful of imports."""
        found = self.bound_in(module).get((0, name))
        if found is not None or depth > 4:
            return found or ""
        source = self._imports(module).get(name)
        path = self._codebase.by_name.get(source[0]) if source else None
        return self._of_module(self._codebase.modules[path], source[1], depth + 1) if source and path else ""

    def _imports(self, module: Module) -> dict[str, tuple[str, str]]:
        """Name → (module, name there) of what the module takes from others."""
        if module.path not in self._imported:
            self._imported[module.path] = {
                alias or name: (_absolute(module, statement.module, statement.level), name)
                for statement in module.outline.imports
                if not statement.plain
                for name, alias in statement.names
            }
        return self._imported[module.path]


def _bound(module: Module) -> Iterator[tuple[tuple[int, str], str]]:
    scopes = module.outline.scopes
    for binding in module.outline.bindings:
        if scopes[binding.scope].kind is not ScopeKind.FUNCTION and (text := _text(binding)):
            yield (binding.scope, binding.name), text


def _text(binding: Binding) -> str:
    value = binding.value.value if isinstance(binding.value, Literal) else None
    return value if isinstance(value, str) and binding.kind in _VALUED else ""


def _absolute(module: Module, named: str, level: int) -> str:
    if not level:
        return named
    package = module.module.split(".")
    package = package[: len(package) - level + module.is_package]
    return ".".join([*package, named] if named else package)
