"""What classifiers look at: in: the code base and its MROs; out: one Subject per class statement, in key order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from archgraph.analyses.roles.classifier import Subject, World
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts.outline import ClassFact
from archgraph.model.facts.scopes import Scope, ScopeKind
from archgraph.model.results.mro import Ancestor, Mro
from archgraph.model.source import Zone


def subjects(world: World, of: AbstractSet[ClassKey]) -> Iterator[Subject]:
    """One Subject for each of these classes that is of the code base."""
    codebase = world.codebase
    for path, records in _by_path(codebase, of).items():
        module = codebase.modules[path]
        facts = {fact.scope: fact for fact in module.outline.classes}
        methods = _methods(module.outline.scopes, facts)
        for key, record in records:
            fact = facts[record.scope]
            ancestors = _ancestors(world.mros.get(key))
            yield Subject(
                record=record,
                module=module,
                fact=fact,
                methods=tuple(methods[record.scope]),
                ancestors=ancestors,
                bases=tuple([base.base for base in record.resolved]),
                decorators=_decorators(codebase, module, fact) if fact.decorators else (),
                world=world,
                foreign=tuple([(last_name(a.name), a.name) for a in ancestors if a.key not in codebase.classes]),
            )


def _by_path(codebase: Codebase, of: AbstractSet[ClassKey]) -> Mapping[str, list[tuple[ClassKey, ClassRecord]]]:
    found: dict[str, list[tuple[ClassKey, ClassRecord]]] = {}
    for key in sorted(of & codebase.classes.keys()):
        record = codebase.classes[key]
        found.setdefault(record.path, []).append((key, record))
    return found


def _methods(scopes: tuple[Scope, ...], classes: Iterable[int]) -> Mapping[int, list[tuple[int, Scope]]]:
    """Class → (index, scope) of the functions that stand directly in it, in source order."""
    found: dict[int, list[tuple[int, Scope]]] = {index: [] for index in classes}
    for index, scope in enumerate(scopes):
        if scope.parent in found and scope.kind is ScopeKind.FUNCTION:
            found[scope.parent].append((index, scope))
    return found


def _ancestors(mro: Mro | None) -> tuple[Ancestor, ...]:
    if mro is None:
        return ()
    return tuple([ancestor for ancestor in mro.ancestors[1:] if ancestor.name != "builtins.object"])


def _decorators(codebase: Codebase, module: Module, fact: ClassFact) -> tuple[str, ...]:
    scope = module.outline.scopes[fact.scope]
    return tuple(_decorator(codebase, module, scope, decorator) for decorator in fact.decorators)


def _decorator(codebase: Codebase, module: Module, scope: Scope, decorator: Expr) -> str:
    expr = decorator.func if isinstance(decorator, Call) else decorator
    if not isinstance(expr, str):
        return ""
    return codebase.names.resolve(module.path, scope.parent, expr).name or expr


def production_names(codebase: Codebase) -> Mapping[str, ClassKey]:
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
