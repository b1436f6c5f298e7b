"""Names that stand for texts: in: the outlines; out: the text that a constant or an enum member stands for at a place, the
text of a sum of such, and the texts of a constant that is a sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from archgraph.analyses.places import enclosing_classes
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Call, Expr, Literal, Operation, Sequence, Starred
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.scopes import ScopeKind

Value = TypeVar("Value")
Place = tuple[int, str]
"""Scope and name."""

_VALUED = (BindingKind.ASSIGN, BindingKind.ANNOTATE)
_SEQUENCES = frozenset({"tuple", "list", "set", "frozenset"})


class Constants:
    """Texts by the file, scope and name that they are bound to; imports are followed."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._bound: dict[str, dict[tuple[int, str], str]] = {}
        self._imported: dict[str, dict[str, tuple[str, str]]] = {}
        self._memo: dict[tuple[str, int, str], str] = {}
        self._listed: dict[str, dict[Place, tuple[Module, Sequence]]] = {}

    def text(self, module: Module, scope: int, name: Expr) -> str:
        """The text that a literal or a dotted name gives, "" when it is not known."""
        if isinstance(name, Literal):
            return name.value if isinstance(name.value, str) else ""
        if not isinstance(name, str):
            return ""
        key = (module.path, scope, name)
        if key not in self._memo:
            self._memo[key] = self._of(module, scope, name, self.bound_in) or ""
        return self._memo[key]

    def texts(self, module: Module, scope: int, named: Expr) -> tuple[str, ...]:
        """The texts of a name, of a sum of names (`PREFIX + "_started"`), or of each item of a constant or member of an enum
        (`Starred`); those that are known."""
        if isinstance(named, Operation):
            pieces = [self.text(module, scope, piece) for piece in named.operands if named.op == "+"]
            return ("".join(pieces),) if pieces and all(pieces) else ()
        if isinstance(named, Starred) and isinstance(named.value, str):
            found = self._of(module, scope, named.value, self._lists_in)
            if found is None:
                return self._members(module, scope, named.value)
            return tuple(text for item in found[1].items for text in self.texts(found[0], 0, item))
        text = self.text(module, scope, named)
        return (text,) if text else ()

    def _members(self, module: Module, scope: int, name: str) -> tuple[str, ...]:
        """The texts of the members of an enum: no other class is gone through."""
        target = self._codebase.names.resolve(module.path, scope, name)
        record = self._codebase.classes.get(target.key) if target.kind == "class" and target.key is not None else None
        if record is None or record.path not in self._codebase.modules:
            return ()
        bound = self.bound_in(self._codebase.modules[record.path])
        return tuple(text for (place, member), text in bound.items() if place == record.scope and member[:1] != "_")

    def _lists_in(self, module: Module) -> Mapping[Place, tuple[Module, Sequence]]:
        """(scope, name) → where what the module and its classes bind to a sequence stands, and the sequence."""
        if module.path not in self._listed:
            self._listed[module.path] = {
                (binding.scope, binding.name): (module, items)
                for binding in _constant(module)
                if (items := _items(binding.value)) is not None
            }
        return self._listed[module.path]

    def bound_in(self, module: Module) -> dict[Place, str]:
        """(scope, name) → text for what the module and its classes bind to a text, once."""
        if module.path not in self._bound:
            self._bound[module.path] = dict(_bound(module))
        return self._bound[module.path]

    def _of(
        self, module: Module, scope: int, name: str, table: Callable[[Module], Mapping[Place, Value]]
    ) -> Value | None:
        """What the table of the module that binds the name has for it; imports are followed."""
        owner, _, last = name.removesuffix(".value").rpartition(".")
        if not owner:
            return self._of_module(module, last, table, depth=0)
        if owner in ("self", "cls"):
            inside = table(module)
            around = enclosing_classes(module.outline.scopes, scope)
            return next((inside[place, last] for place in around if (place, last) in inside), None)
        target = self._codebase.names.resolve(module.path, scope, owner)
        if target.kind in ("class", "instance") and target.key is not None:
            record = self._codebase.classes.get(target.key)
            home = self._codebase.modules.get(record.path) if record else None
            return table(home).get((record.scope, last)) if record and home else None
        path = self._codebase.by_name.get(target.name) if target.kind == "module" else None
        return self._of_module(self._codebase.modules[path], last, table, depth=0) if path else None

    def _of_module(
        self, module: Module, name: str, table: Callable[[Module], Mapping[Place, Value]], depth: int
    ) -> Value | None:
        """What is bound to a name of the module's top level, through at most a handful of imports."""
        found = table(module).get((0, name))
        if found is not None or depth > 4:
            return found
        source = self._imports(module).get(name)
        path = self._codebase.by_name.get(source[0]) if source else None
        return self._of_module(self._codebase.modules[path], source[1], table, depth + 1) if source and path else None

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


def _constant(module: Module) -> Iterator[Binding]:
    """What is bound outside of functions."""
    scopes = module.outline.scopes
    return (each for each in module.outline.bindings if scopes[each.scope].kind is not ScopeKind.FUNCTION)


def _bound(module: Module) -> Iterator[tuple[Place, str]]:
    for binding in _constant(module):
        if text := _text(binding):
            yield (binding.scope, binding.name), text


def _items(value: Expr) -> Sequence | None:
    """A display, also inside `frozenset(...)`."""
    if isinstance(value, Call) and value.func in _SEQUENCES and len(value.args) == 1:
        value = value.args[0]
    return value if isinstance(value, Sequence) else None


def _text(binding: Binding) -> str:
    value = binding.value.value if isinstance(binding.value, Literal) else None
    return value if isinstance(value, str) and binding.kind in _VALUED else ""


def _absolute(module: Module, named: str, level: int) -> str:
    if not level:
        return named
    package = module.module.split(".")
    package = package[: len(package) - level + module.is_package]
    return ".".join([*package, named] if named else package)
