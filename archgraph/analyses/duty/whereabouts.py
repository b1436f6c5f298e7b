"""Where any class is made: in: the code base and a class; out: what modules hold of it, and the calls that make it.

Usages follow classes with a role alone. Of the classes that hold such ones only a few are asked for: their names are
looked up in the files that import them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from archgraph.analyses.duty.lifetime import Instance
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts.bindings import Binding, BindingKind
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.source import Zone


class Places:
    """Looks in production only; the indexes are made when first asked for."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase

    def instances(self, key: ClassKey) -> Iterator[Instance]:
        """What modules hold of a class, by assignments at module level or to a name declared global."""
        for path, binding in self._lasting.get(last_name(key.class_), ()):
            module = self._codebase.modules[path]
            if isinstance(binding.value, Call) and self._means(path, binding.scope, binding.value.func, key):
                yield Instance(f"{module.module}.{binding.name}", path, binding.line, module.zone)

    def calls(self, key: ClassKey) -> Iterator[tuple[Module, CallFact]]:
        """The calls that make an instance, in the class's own file and in those that import its name."""
        name = last_name(key.class_)
        for path in sorted({key.path, *self._takers.get(name, ())}):
            module = self._codebase.modules[path]
            for call in self._codebase.facts.section(path, Uses).calls if module.zone is Zone.PRODUCTION else ():
                if last_name(call.func) == name and self._means(path, call.scope, call.func, key):
                    yield module, call

    def _means(self, path: str, scope: int, written: Expr, key: ClassKey) -> bool:
        target = self._codebase.names.resolve(path, scope, written)
        return target.kind == "class" and target.key == key and not target.reason

    @cached_property
    def _takers(self) -> Mapping[str, set[str]]:
        """Name → the files that import it from a module of the code base."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for edge in self._codebase.imports:
            if edge.imported in self._codebase.by_name:
                for name in edge.names:
                    found[name].add(edge.path)
        return found

    @cached_property
    def _lasting(self) -> Mapping[str, list[tuple[str, Binding]]]:
        """Last name of what is called → the bindings of production that outlive a function."""
        found: defaultdict[str, list[tuple[str, Binding]]] = defaultdict(list)
        for path, module in self._codebase.modules.items():
            if module.zone is not Zone.PRODUCTION:
                continue
            bindings = module.outline.bindings
            declared = {(binding.scope, binding.name) for binding in bindings if binding.kind is BindingKind.GLOBAL}
            for binding in bindings:
                value = binding.value
                lasts = not binding.scope or (binding.scope, binding.name) in declared
                if lasts and isinstance(value, Call) and isinstance(value.func, str):
                    found[last_name(value.func)].append((path, binding))
        return found
