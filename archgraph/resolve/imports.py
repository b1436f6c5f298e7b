"""Import statements to rows: in: the modules and their outlines, out: one ImportEdge per statement and imported module.

`from pkg import mod, Name` gives pkg.mod and pkg. Most statements of a large tree stand in many of its files: what
one means is looked up once per root and remembered.
"""

from __future__ import annotations

from archgraph.model.codebase import ImportEdge, Origin
from archgraph.model.facts.outline import Import
from archgraph.resolve.modules import Modules, absolute
from archgraph.resolve.tables import STAR
from archgraph.resolve.unit import Unit


def import_edges(modules: Modules) -> tuple[ImportEdge, ...]:
    """All import rows, by file in the order of the inventory, then by line."""
    edges: list[ImportEdge] = []
    resolver = _Resolver(modules)
    for unit in modules.by_path.values():
        importer, path = unit.name, unit.path
        for statement in unit.outline.imports:  # tens of thousands: what repeats is looked up outside of the inner loop
            line, kind = statement.line, statement.kind
            for name, origin, names in resolver.imported(unit, statement):
                edges.append(ImportEdge(importer, name, line, kind, origin, names, path))
    return tuple(edges)


Taken = tuple[tuple[str, Origin, tuple[str, ...]], ...]
"""What one statement imports: module, where it comes from, and the names taken."""


class _Resolver:
    """Remembers, per importing root, where a dotted name and where a whole statement leads."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._origins: dict[tuple[str, str], Origin] = {}
        self._statements: dict[tuple[str, str, bool, tuple[tuple[str, str], ...]], Taken] = {}

    def imported(self, unit: Unit, statement: Import) -> Taken:
        """The modules that a statement imports, in the order of its names."""
        module = absolute(unit, statement) if statement.level else statement.module
        if module is None:
            names = tuple(name for name, _ in statement.names)
            return (("." * statement.level + statement.module, Origin.UNRESOLVED, names),)
        key = (unit.root, module, statement.level > 0, statement.names)
        found = self._statements.get(key)
        if found is None:
            found = self._plain(unit, statement) if statement.plain else self._taken(unit, statement, module)
            self._statements[key] = found
        return found

    def _plain(self, unit: Unit, statement: Import) -> Taken:
        names = dict.fromkeys(name for name, _ in statement.names)
        return tuple((name, self._origin(unit, name), ()) for name in names)

    def _taken(self, unit: Unit, statement: Import, module: str) -> Taken:
        origin = self._origin(unit, module, relative=statement.level > 0)
        rows: dict[str, list[str]] = {}
        for name, _ in statement.names:
            rows.setdefault(self._module_of(module, name, origin), []).append(name)
        return tuple((name, self._below(name, module, origin), tuple(names)) for name, names in rows.items())

    def _origin(self, unit: Unit, name: str, relative: bool = False) -> Origin:
        key = (unit.root, name)
        origin = self._origins.get(key)
        if origin is None:
            origin = self._origins[key] = self._decide(unit, name, relative)
        return origin

    def _decide(self, unit: Unit, name: str, relative: bool) -> Origin:
        modules = self._modules
        if relative or modules.is_internal(name, unit):
            if modules.has_internal(name):
                return Origin.INTERNAL
            return modules.origin(name) if not relative and modules.finder.find(name) else Origin.UNRESOLVED
        return modules.origin(name)

    def _module_of(self, module: str, name: str, origin: Origin) -> str:
        """The module that `from module import name` imports."""
        if name == STAR or origin is Origin.UNRESOLVED:
            return module
        dotted = f"{module}.{name}"
        if origin is Origin.INTERNAL:
            names_nothing = module in self._modules.namespaces and module not in self._modules.by_name
            return dotted if names_nothing or self._modules.has_internal(dotted) else module
        return dotted if self._is_outside_module(module, dotted) else module

    def _is_outside_module(self, module: str, dotted: str) -> bool:
        found = self._modules.finder.find(module)
        return found is not None and found.is_package and self._modules.finder.find(dotted) is not None

    def _below(self, name: str, module: str, origin: Origin) -> Origin:
        if origin is Origin.INTERNAL and name != module and not self._modules.has_internal(name):
            return Origin.UNRESOLVED
        return origin
