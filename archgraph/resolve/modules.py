"""Modules by dotted name: in: the inventory and the environment, out: units, from the code base or from outside.

Names of the code base win over installed ones; the standard library wins over a loose file of the same name, except
for modules that start from the same folder as that file, as `sys.path[0]` would have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from archgraph.model.codebase import Origin
from archgraph.model.facts.outline import Import, Outline, Status
from archgraph.model.source import Inventory, SourceFile, claim
from archgraph.resolve import distutils_shim
from archgraph.resolve.external import Finder, Found, source_path
from archgraph.resolve.six_moves import MODULES, below_moves
from archgraph.resolve.unit import Bodies, Unit
from archgraph.resolve.values import ModuleValue

_EMPTY = Outline(Status.FAILED, 0)
_NAMES = {"_collections_abc": "collections.abc"}
"""Modules that give themselves another `__name__`, by which their classes go."""


class Modules:
    """All modules that names can lead to: those of the code base from the start, others loaded when reached."""

    def __init__(
        self,
        inventory: Inventory,
        outlines: Mapping[str, Outline],
        finder: Finder,
        load: Callable[[Path], Outline | None],
        bodies: Bodies,
    ) -> None:
        self.finder = finder
        self._load = load
        self._bodies = bodies
        self.by_path = {file.path: _unit(file, outlines.get(file.path, _EMPTY), bodies) for file in inventory.files}
        self.by_name = winners(inventory.files)
        self.namespaces = frozenset(inventory.namespaces)
        self._in_root = _clashes(self.by_path.values(), self.by_name)
        self._tops = _tops(inventory.files)
        self._values: dict[str, ModuleValue | None] = {}
        self._decided: dict[tuple[str, str | None], bool] = {}
        self._patched: bool | None = None
        self.unread: set[str] = set()

    # ------------------------------------------------------------------------------------------- code base

    def is_internal(self, name: str, importer: Unit) -> bool:
        """Does an absolute import of `name` in `importer` mean the code base (whether or not the module exists)?"""
        top = name.partition(".")[0]
        if top not in self._tops:
            return False
        key = (top, importer.root if importer.internal else None)
        known = self._decided.get(key)
        if known is None:
            known = self._decided[key] = self._decide(top, key[1])
        return known

    def _decide(self, top: str, root: str | None) -> bool:
        roots = self._tops[top]
        if root in roots:
            return top not in ("sys", "builtins")
        if self.finder.is_stdlib(top):
            return False
        return any(roots.values()) or self.finder.find(top) is None

    def internal(self, name: str, importer: Unit | None = None) -> Unit | None:
        """The module of the code base with that dotted name, that of the importer's own root first."""
        if importer is not None and self._in_root:
            path = self._in_root.get((importer.root, name))
            if path is not None:
                return self.by_path[path]
        path = self.by_name.get(name)
        return self.by_path[path] if path is not None else None

    def has_internal(self, name: str) -> bool:
        """Is this a module or namespace folder of the code base?"""
        return name in self.by_name or name in self.namespaces

    def has_top(self, name: str) -> bool:
        """Is this the top level of a module of the code base?"""
        return name in self._tops

    # --------------------------------------------------------------------------------------------- any module

    def value(self, name: str, importer: Unit) -> ModuleValue | None:
        """The module that an absolute import of `name` in `importer` gives; None when it cannot be found."""
        if self.is_internal(name, importer):
            unit = self.internal(name, importer)
            if unit is not None:
                return ModuleValue(name, unit)
            if name in self.namespaces:
                return ModuleValue(name, None, "namespace")
        return self.external(name) or self._moved(name)

    def _moved(self, name: str) -> ModuleValue | None:
        """A module below `six.moves`."""
        rest = below_moves(name)
        if rest is None:
            return None
        return self.external(MODULES[rest]) if rest in MODULES else (None if rest else ModuleValue(name, None, "moves"))

    def exists(self, name: str, importer: Unit) -> bool | None:
        """Can `importer` import it? None when the environment is not known."""
        if self.value(name, importer) is not None:
            return True
        return False if self.is_internal(name, importer) else self.finder.exists(name)

    def external(self, name: str) -> ModuleValue | None:
        """A module from outside the code base."""
        name = self.finder.renamed(name)
        if distutils_shim.is_below(name) and self.has_internal(distutils_shim.COPY):
            unit = self.internal(distutils_shim.copied(name))  # the code base is setuptools itself
            return ModuleValue(unit.name, unit) if unit is not None else None
        if name not in self._values:
            found = self.finder.find(name)
            self._values[name] = None if found is None else self._read(name, found)
        return self._values[name]

    def _read(self, name: str, found: Found) -> ModuleValue:
        if found.how != "source":
            return ModuleValue(name, None, found.how)
        outline = self._load(source_path(found))
        if outline is None or outline.status is Status.FAILED:
            self.unread.add(found.path)
            return ModuleValue(name, None, "unreadable")
        unit = Unit(
            _NAMES.get(name, name), found.path, outline, self._bodies, is_package=found.is_package, internal=False
        )
        unit.stdlib = found.stdlib
        return ModuleValue(name, unit)

    def setuptools_patches(self) -> bool:
        """Is setuptools, which changes distutils when it is imported, imported by the code base or part of it?"""
        if self._patched is None:
            self._patched = "setuptools" in self._tops or any(
                statement.module.partition(".")[0] == "setuptools" or ("setuptools", "") in statement.names
                for unit in self.by_path.values()
                for statement in unit.outline.imports
            )
        return self._patched

    def submodule(self, package: ModuleValue, name: str) -> ModuleValue | None:
        """The module `name` inside a package."""
        dotted = f"{package.name}.{name}"
        unit = package.unit
        if unit is not None and not unit.is_package:
            return None
        if (unit is not None and unit.internal) or package.name in self.namespaces:
            found = self.internal(dotted, unit)
            if found is not None:
                return ModuleValue(dotted, found)
            if dotted in self.namespaces:
                return ModuleValue(dotted, None, "namespace")
        if unit is None or not unit.internal:
            return self.external(dotted)
        beside = self.finder.find(dotted) if self.finder.knows_site else None
        return ModuleValue(dotted, None, "compiled") if beside is not None and beside.how == "compiled" else None

    def origin(self, name: str) -> Origin:
        """Where a module that is not of the code base comes from."""
        return Origin.STDLIB if self.finder.is_stdlib(name) else Origin.EXTERNAL


def absolute(unit: Unit, statement: Import) -> str | None:
    """The absolute name of the module in `from <module> import ...` (PEP 328); None beyond the top-level package."""
    if not statement.level:
        return statement.module
    parts = unit.name.split(".")
    keep = len(parts) - statement.level + unit.is_package
    if keep < 1:
        return None
    package = ".".join(parts[:keep])
    return f"{package}.{statement.module}" if statement.module else package


def winners(files: Iterable[SourceFile]) -> dict[str, str]:
    """Dotted name → path of the file that has the first claim to it."""
    found: dict[str, str] = {}
    for file in files:
        other = found.setdefault(file.module, file.path)
        if other is not file.path and claim(file.path) < claim(other):
            found[file.module] = file.path
    return found


def _unit(file: SourceFile, outline: Outline, bodies: Bodies) -> Unit:
    return Unit(file.module, file.path, outline, bodies, is_package=file.is_package, internal=True, root=file.root)


def _tops(files: Iterable[SourceFile]) -> dict[str, dict[str, bool]]:
    """Top-level name → roots that have it, and whether it is a package there."""
    tops: dict[str, dict[str, bool]] = {}
    for file in files:
        top, _, rest = file.module.partition(".")
        roots = tops.setdefault(top, {})
        roots[file.root] = roots.get(file.root, False) or bool(rest) or file.is_package
    return tops


def _clashes(units: Iterable[Unit], by_name: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """(root, name) → path, for names that files of several roots claim."""
    units = list(units)
    several = {unit.name for unit in units if by_name[unit.name] != unit.path}
    paths: dict[tuple[str, str], str] = {}
    for unit in sorted((unit for unit in units if unit.name in several), key=lambda unit: claim(unit.path)):
        paths.setdefault((unit.root, unit.name), unit.path)
    return paths
