"""What is on its way out: in: the code base; out: the rows of legacy.csv.

Folders, files, classes and functions by their names and twins, markers in comments and docstrings, deprecations that
the code announces, and sunset dates. `callers` are the modules that import it by name; None when that does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.analyses.ageing.deprecations import deprecations
from archgraph.analyses.ageing.names import is_legacy_folder, twin_names
from archgraph.analyses.ageing.sunset import sunset_in
from archgraph.analyses.ageing.twins import Twins
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts import Marker, ScopeKind, Texts
from archgraph.model.results import LegacyItem
from archgraph.model.settings import Settings

_MARKERS = frozenset({"legacy", "deprecated", "sunset", "remove", "backward_compatibility"})


def legacy(codebase: Codebase, settings: Settings) -> tuple[LegacyItem, ...]:
    """All items, sorted by path, line and kind."""
    twins = Twins(codebase)
    importers = _importers(codebase)
    rows: set[LegacyItem] = set(_folders(codebase))
    for module in codebase.modules.values():
        rows.update(_file(module, twins, importers))
        rows.update(_definitions(module, twins, importers))
        rows.update(_deprecations(codebase, module, importers))
    for path, section in codebase.facts.sections(Texts):
        rows.update(_marked(codebase.modules[path], section))
    return tuple(sorted(rows, key=lambda row: (row.path, row.line, row.kind, row.name, row.sunset)))


def _importers(codebase: Codebase) -> Mapping[str, int]:
    """Dotted name of a module or of a name in it → how many modules import it."""
    found: dict[str, set[str]] = {}
    for edge in codebase.imports:
        found.setdefault(edge.imported, set()).add(edge.path)
        for name in edge.names:
            found.setdefault(f"{edge.imported}.{name}", set()).add(edge.path)
    return {name: len(paths) for name, paths in found.items()}


def _folders(codebase: Codebase) -> Iterator[LegacyItem]:
    seen: set[str] = set()
    for module in codebase.modules.values():
        parts = module.path.split("/")[:-1]
        for depth, part in enumerate(parts, 1):
            folder = "/".join(parts[:depth])
            if folder not in seen and is_legacy_folder(part):
                yield LegacyItem("folder", folder, folder, 0, "", "", None, module.zone)
            seen.add(folder)


def _file(module: Module, twins: Twins, importers: Mapping[str, int]) -> Iterator[LegacyItem]:
    sure, names = twin_names(last_name(module.module))
    twin = twins.of_file(module, names)
    if sure or twin:
        callers = importers.get(module.module, 0)
        yield LegacyItem("file", module.module, module.path, 1, twin, "", callers, module.zone)


def _definitions(module: Module, twins: Twins, importers: Mapping[str, int]) -> Iterator[LegacyItem]:
    for index, scope in enumerate(module.outline.scopes):
        if scope.kind is ScopeKind.MODULE:
            continue
        is_class = scope.kind is ScopeKind.CLASS
        sure, names = twin_names(scope.name)
        twin = twins.of_definition(module, index, names) if names else ""
        if twin or (sure and is_class):
            name = symbol_of(module, index)
            callers = None if scope.parent else importers.get(name, 0)
            yield LegacyItem(
                "class" if is_class else "function", name, module.path, scope.line, twin, "", callers, module.zone
            )


def _deprecations(codebase: Codebase, module: Module, importers: Mapping[str, int]) -> Iterator[LegacyItem]:
    for found in deprecations(codebase, module):
        callers = importers.get(found.name)
        yield LegacyItem("deprecation", found.name, module.path, found.line, "", found.sunset, callers, module.zone)


def _marked(module: Module, section: Texts) -> Iterator[LegacyItem]:
    for marker in section.markers:
        sunset = sunset_in(marker.text)
        if sunset or marker.kind in _MARKERS:
            yield _marker(module, marker, sunset)


def _marker(module: Module, marker: Marker, sunset: str) -> LegacyItem:
    kind = "sunset" if sunset else "marker"
    return LegacyItem(kind, marker.text[:200], module.path, marker.line, "", sunset, None, module.zone)
