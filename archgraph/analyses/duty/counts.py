"""Who uses a class how often: in: usages; out: importers and instantiations by zone, and instances at module level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from archgraph.analyses.duty.lifetime import Instance
from archgraph.model.codebase import Codebase
from archgraph.model.expr import Call
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone

_TAKING = frozenset({"import", "instantiate", "call", "subclass", "annotate", "register"})
"""Usages for which a module must have imported the class, or a module or an instance to reach it by."""


class Counts:
    """Counts by the dotted name of a class; an alias, an instance, and what gives one count for their class."""

    def __init__(self, codebase: Codebase, usages: Iterable[Usage]) -> None:
        self._importers: Counter[tuple[str, Zone]] = Counter()
        self._made: Counter[tuple[str, Zone]] = Counter()
        self._instances: dict[str, list[Instance]] = {}
        made_at: dict[str, dict[int, str]] = {}
        for target, path, zone in sorted({(u.target, u.path, u.zone) for u in usages if u.what in _TAKING}):
            if codebase.by_name.get(target.rpartition(".")[0]) != path:
                self._importers[target, zone] += 1
        for usage in usages:
            if usage.what == "instantiate":
                self._made[usage.target, usage.zone] += 1
                made_at.setdefault(usage.path, {})[usage.line] = usage.target
        for path, lines in made_at.items():
            self._find_instances(codebase, path, lines)

    def importers(self, target: str, *zones: Zone) -> int:
        """Modules of these zones that import the class, or use it through a module that they import (`cache.Manager()`)."""
        return sum(self._importers[target, zone] for zone in zones)

    def instantiations(self, target: str, *zones: Zone) -> int:
        """Places in these zones that call the class."""
        return sum(self._made[target, zone] for zone in zones)

    def instances(self, target: str) -> tuple[Instance, ...]:
        """Its instances that a module holds, set when it is imported or by a function that declares the name global."""
        return tuple(self._instances.get(target, ()))

    def _find_instances(self, codebase: Codebase, path: str, lines: Mapping[int, str]) -> None:
        module = codebase.modules[path]
        bindings = module.outline.bindings
        declared = {(binding.scope, binding.name) for binding in bindings if binding.kind is BindingKind.GLOBAL}
        for binding in bindings:
            is_global = not binding.scope or (binding.scope, binding.name) in declared
            if is_global and binding.line in lines and isinstance(binding.value, Call):
                instance = Instance(f"{module.module}.{binding.name}", path, binding.line, module.zone)
                self._instances.setdefault(lines[binding.line], []).append(instance)
