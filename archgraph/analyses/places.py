"""Where facts stand: in: a module and scope numbers, out: dotted names and the classes and methods around a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.facts.scopes import Scope, ScopeKind, qualified_name

_CHANGED_GLOBAL = {BindingKind.GLOBAL, BindingKind.AUGMENT}


def symbol_of(module: Module, scope: int) -> str:
    """The dotted name of a scope: `module.Outer.method`; the module's own name for scope 0."""
    if not scope:
        return module.module
    return f"{module.module}.{qualified_name(module.outline.scopes, scope)}"


def function_of(module: Module, scope: int) -> str:
    """The qualified name of a scope inside its module, "" for the module itself."""
    return qualified_name(module.outline.scopes, scope) if scope else ""


def classes_by_scope(codebase: Codebase) -> Mapping[tuple[str, int], ClassKey]:
    """(path, scope) → class for all class statements of the code base."""
    return {(record.path, record.scope): key for key, record in codebase.classes.items()}


def children(module: Module) -> Mapping[int, tuple[int, ...]]:
    """Scope → the scopes that stand directly in it, in source order."""
    found: dict[int, list[int]] = {}
    for index, scope in enumerate(module.outline.scopes):
        if index:
            found.setdefault(scope.parent, []).append(index)
    return {parent: tuple(inside) for parent, inside in found.items()}


def enclosing_classes(scopes: tuple[Scope, ...], index: int) -> Iterator[int]:
    """The class scopes around a scope, innermost first, the scope itself included."""
    while index:
        if scopes[index].kind is ScopeKind.CLASS:
            yield index
        index = scopes[index].parent


def named_in(module: Module, scope: int, name: str) -> int:
    """The scope whose name is meant: the module where a function says `global` of it and binds it to nothing else."""
    if not scope or "." in name:
        return scope
    kinds = {each.kind for each in module.outline.bindings if each.scope == scope and each.name == name}
    return 0 if kinds == _CHANGED_GLOBAL else scope


def scope_at(module: Module, line: int) -> int:
    """The innermost scope around a line: scopes are in source order, so it is the last that reaches there."""
    reaching = (index for index, scope in enumerate(module.outline.scopes) if scope.line <= line <= scope.end_line)
    return max(reaching, default=0)
