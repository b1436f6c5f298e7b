"""What classifiers look at: in: the code base and its MROs; out: one Subject per class statement, in key order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.places import children
from archgraph.analyses.roles.classifier import Subject, World
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts import ClassFact, Scope, ScopeKind
from archgraph.model.results import Ancestor, Mro
from archgraph.model.source import Zone


def subjects(codebase: Codebase, mros: Mapping[ClassKey, Mro]) -> Iterator[Subject]:
    """One Subject per class of the code base."""
    world = World(codebase, mros, _production_names(codebase))
    for path, records in _by_path(codebase).items():
        module = codebase.modules[path]
        facts = {fact.scope: fact for fact in module.outline.classes}
        inside = children(module)
        for record in records:
            fact = facts[record.scope]
            methods = _functions(module.outline.scopes, inside.get(record.scope, ()))
            yield Subject(
                record=record,
                module=module,
                fact=fact,
                methods=methods,
                ancestors=_ancestors(mros.get(record.key)),
                bases=tuple(base.base for base in record.resolved),
                decorators=_decorators(codebase, module, fact),
                world=world,
            )


def _by_path(codebase: Codebase) -> Mapping[str, list[ClassRecord]]:
    found: dict[str, list[ClassRecord]] = {}
    for record in codebase.classes.values():
        found.setdefault(record.path, []).append(record)
    return found


def _functions(scopes: tuple[Scope, ...], inside: tuple[int, ...]) -> tuple[tuple[int, Scope], ...]:
    return tuple((index, scopes[index]) for index in inside if scopes[index].kind is ScopeKind.FUNCTION)


def _ancestors(mro: Mro | None) -> tuple[Ancestor, ...]:
    if mro is None:
        return ()
    return tuple(ancestor for ancestor in mro.ancestors[1:] if ancestor.name != "builtins.object")


def _decorators(codebase: Codebase, module: Module, fact: ClassFact) -> tuple[str, ...]:
    scope = module.outline.scopes[fact.scope]
    return tuple(_decorator(codebase, module, scope, decorator) for decorator in fact.decorators)


def _decorator(codebase: Codebase, module: Module, scope: Scope, decorator: Expr) -> str:
    expr = decorator.func if isinstance(decorator, Call) else decorator
    if not isinstance(expr, str):
        return ""
    return codebase.names.resolve(module.path, scope.parent, expr).name or expr


def _production_names(codebase: Codebase) -> Mapping[str, ClassKey]:
    """Module-level production classes by name, and module-level names that are bound to one."""
    names: dict[str, ClassKey] = {}
    for key, record in codebase.classes.items():
        if record.zone is Zone.PRODUCTION and record.class_ == f"{record.module}.{record.name}":
            names.setdefault(record.name, key)
    return names | {alias: names[name] for alias, name in _renamed(codebase) if name in names and alias not in names}


def _renamed(codebase: Codebase) -> Iterator[tuple[str, str]]:
    for module in codebase.modules.values():
        if module.zone is not Zone.PRODUCTION:
            continue
        for binding in module.outline.bindings:
            if not binding.scope and isinstance(binding.value, str) and binding.name != binding.value:
                yield binding.name, binding.value.rpartition(".")[2]
