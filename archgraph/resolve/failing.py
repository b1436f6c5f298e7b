"""Modules whose import certainly fails: in: a module's name, out: whether it, or one it needs, is missing.

A module needs what its unguarded top-level imports name. Of installed packages only the modules of the same top level
are followed: whether their dependencies are there is seen by name alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.facts.outline import Import, ImportKind
from archgraph.model.facts.scopes import ScopeKind
from archgraph.resolve.branches import branch_chain
from archgraph.resolve.machine import Machine
from archgraph.resolve.modules import absolute
from archgraph.resolve.unit import Unit
from archgraph.resolve.values import ModuleValue

_FINDS = ("find_spec", "find_module")
_FOLLOWED = 2000
"""Modules that are followed from one import before it counts as good."""


class FailingImports:
    """Remembers which modules fail and which do not."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._known: dict[Unit, bool] = {}

    def fail(self, name: str, importer: Unit) -> bool:
        """Does `import name` in `importer` certainly fail?"""
        modules = self._machine.modules
        if modules.exists(name, importer) is False:
            return not self._may_be_made(name, importer)
        found = modules.value(name, importer)
        return found is not None and found.unit is not None and self._unit_fails(found.unit, importer)

    def submodule_fails(self, package: str, name: str, importer: Unit) -> bool:
        """Does `from package import name` fail because `name` is a module that does?"""
        found = self._machine.modules.value(package, importer)
        if found is None or found.unit is None or name in found.unit.table(0):
            return False
        submodule = self._machine.modules.submodule(found, name)
        return submodule is not None and submodule.unit is not None and self._unit_fails(submodule.unit, importer)

    def _may_be_made(self, name: str, importer: Unit) -> bool:
        """Does a package around a module declare an import finder (PEP 302, 451), as those with vendored copies do? Then
        the module may come from elsewhere than its name says."""
        package = name.rpartition(".")[0]
        while package:
            found = self._machine.modules.value(package, importer)
            if found is not None and found.unit is not None and self._finds(found.unit):
                return True
            package = package.rpartition(".")[0]
        return False

    def _finds(self, package: Unit) -> bool:
        """Does the package's own file, or a module of the package that it imports, declare a finder?"""
        if has_finder(package):
            return True
        own = ModuleValue(package.name, package)
        taken = {name for statement in package.outline.imports if statement.level == 1 for name, _ in statement.names}
        near = (self._machine.modules.submodule(own, name) for name in sorted(taken))
        return any(each is not None and each.unit is not None and has_finder(each.unit) for each in near)

    def _unit_fails(self, start: Unit, importer: Unit) -> bool:
        if start is importer or start.stdlib:
            return False
        if start not in self._known:
            seen = self._reached(start)
            failed = seen is None
            self._known[start] = failed
            if seen is not None:
                self._known.update(dict.fromkeys(seen, False))
        return self._known[start]

    def _reached(self, start: Unit) -> set[Unit] | None:
        """The modules that importing `start` imports, None when one of them is missing."""
        seen, todo = {start}, [start]
        while todo and len(seen) < _FOLLOWED:
            unit = todo.pop()
            if self._known.get(unit):
                return None
            for name in self._needed(unit):
                found = self._machine.modules.value(name, unit)
                if found is None:
                    if self._machine.modules.exists(name, unit) is False and not self._may_be_made(name, unit):
                        return None
                elif found.unit is not None and found.unit not in seen and _is_followed(found, unit):
                    seen.add(found.unit)
                    if found.unit not in self._known or self._known[found.unit]:  # what it needs is known to be there
                        todo.append(found.unit)
        return seen

    def _needed(self, unit: Unit) -> Iterator[str]:
        for statement in unit.outline.imports:
            if statement.scope == 0 and statement.kind is ImportKind.RUNTIME and self._is_certain(unit, statement):
                module = absolute(unit, statement)
                if statement.plain:
                    yield from (name for name, _ in statement.names)
                elif module is not None:
                    yield module
                    yield from self._submodules(unit, module, statement)

    def _submodules(self, unit: Unit, module: str, statement: Import) -> Iterator[str]:
        """The modules among the names of `from module import names`."""
        found = self._machine.modules.value(module, unit)
        if found is None or found.unit is None or not found.unit.is_package or not _is_followed(found, unit):
            return
        table = found.unit.table(0)
        for name, _ in statement.names:
            if name not in table and self._machine.modules.submodule(found, name) is not None:
                yield f"{module}.{name}"

    def _is_certain(self, unit: Unit, statement: Import) -> bool:
        if not statement.branch:
            return True
        if any(unit.outline.branches[branch].kind == "try" for branch in branch_chain(unit.outline, statement.branch)):
            return False
        return self._machine.live(unit, statement, None) is True


def has_finder(unit: Unit) -> bool:
    """Does a class of the module have a method by which Python finds modules?"""
    scopes = unit.outline.scopes
    return any(scope.name in _FINDS and scopes[scope.parent].kind is ScopeKind.CLASS for scope in scopes)


def _is_followed(found: ModuleValue, unit: Unit) -> bool:
    other = found.unit
    if other is None or other.stdlib or unit.stdlib:
        return False
    return other.internal or other.name.partition(".")[0] == unit.name.partition(".")[0]
