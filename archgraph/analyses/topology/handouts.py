"""What registries hand out: in: their registrations; out: places of production that make an instance of it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archgraph.analyses.places import scope_at, symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.results.registrations import Registration
from archgraph.model.source import Zone


def made_by_hand(codebase: Codebase, rows: Iterable[Registration]) -> Iterator[Registration]:
    """A `bypass` row for each: `method` is the class's name with brackets, `registered` its dotted name."""
    handed_out = _handed_out(codebase, rows)
    names = {last_name(key.class_) for key in handed_out}
    homes = {key.path for key in handed_out} | {row.path for found in handed_out.values() for row in found}
    for module in codebase.modules.values():
        if module.zone is not Zone.PRODUCTION or module.path in homes:
            continue
        taken = {alias or name for each in module.outline.imports for name, alias in each.names if name in names}
        if taken:
            for call in codebase.facts.section(module.path, Uses).calls:
                key = _class_of(codebase, module, call, taken | names)
                if key is not None:
                    yield from (_bypass(row.registry, key, module, call) for row in handed_out.get(key, ()))


def _handed_out(codebase: Codebase, rows: Iterable[Registration]) -> Mapping[ClassKey, list[Registration]]:
    """Class → the registrations of production that hand it over as a class; the first of each registry."""
    found: dict[ClassKey, dict[str, Registration]] = {}
    for row in sorted(rows, key=lambda row: (row.registry, row.path, row.line)):
        if row.operation == "register" and row.registered and row.zone is Zone.PRODUCTION:
            scope = scope_at(codebase.modules[row.path], row.line)
            target = codebase.names.resolve(row.path, scope, row.registered)
            if target.kind == "class" and target.key in codebase.classes and target.key is not None:
                found.setdefault(target.key, {}).setdefault(row.registry, row)
    return {key: list(by_registry.values()) for key, by_registry in found.items()}


def _class_of(codebase: Codebase, module: Module, call: CallFact, names: set[str]) -> ClassKey | None:
    if last_name(call.func) not in names or call.decorator:
        return None
    target = codebase.names.resolve(module.path, call.scope, call.func)
    return target.key if target.kind == "class" else None


def _bypass(registry: str, key: ClassKey, module: Module, call: CallFact) -> Registration:
    method = f"{last_name(key.class_)}()"
    symbol = symbol_of(module, call.scope)
    return Registration(registry, "bypass", method, "", key.class_, "", module.zone, module.path, call.line, symbol, "")
