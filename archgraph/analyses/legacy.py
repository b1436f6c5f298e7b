"""What is on its way out: in: the code base; out: the rows of legacy.csv.

Folders, files, classes and functions by their names and twins, markers in comments and docstrings, deprecations that
the code announces, and sunset dates. `callers` are the modules that import it by name; None when that does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from archgraph.analyses.ageing.deprecations import deprecations
from archgraph.analyses.ageing.names import is_legacy_folder, twin_names
from archgraph.analyses.ageing.sunset import date_in, sunset_in
from archgraph.analyses.ageing.twins import Twins
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Literal
from archgraph.model.facts import Marker, Texts
from archgraph.model.results import LegacyItem
from archgraph.model.settings import Settings

_LONGEST_DATE = 25
"""Characters of a constant that is a date, with a time and a zone at most."""
_NAMED = frozenset({"file", "class", "function", "deprecation"})
_MARKERS = frozenset({"legacy", "deprecated", "sunset", "remove", "backward_compatibility"})


def legacy(codebase: Codebase, settings: Settings) -> tuple[LegacyItem, ...]:
    """All items, sorted by path, line and kind."""
    twins = Twins(codebase)
    rows: set[LegacyItem] = set(_folders(codebase))
    for module in codebase.modules.values():
        rows.update(_file(module, twins))
        rows.update(_definitions(module, twins))
        rows.update(_deprecations(codebase, module))
    for path, section in codebase.facts.sections(Texts):
        rows.update(_marked(codebase.modules[path], section))
        rows.update(_dated(codebase.modules[path], section))
    counted = _with_callers(codebase, rows)
    return tuple(sorted(counted, key=lambda row: (row.path, row.line, row.kind, row.name, row.sunset)))


def _with_callers(codebase: Codebase, rows: set[LegacyItem]) -> Iterator[LegacyItem]:
    """The rows, those of importable names with the number of modules that import them."""
    named = {row.name for row in rows if row.kind in _NAMED and _is_importable(codebase, row.name)}
    found: dict[str, set[str]] = {name: set() for name in named}
    for edge in codebase.imports:
        if edge.imported in found:
            found[edge.imported].add(edge.path)
        for name in edge.names:
            if (dotted := f"{edge.imported}.{name}") in found:
                found[dotted].add(edge.path)
    for row in rows:
        is_counted = row.kind in _NAMED and row.name in found
        yield msgspec.structs.replace(row, callers=len(found[row.name])) if is_counted else row


def _is_importable(codebase: Codebase, name: str) -> bool:
    return name in codebase.by_name or name.rpartition(".")[0] in codebase.by_name


def _folders(codebase: Codebase) -> Iterator[LegacyItem]:
    seen: set[str] = set()
    for module in codebase.modules.values():
        parts = module.path.split("/")[:-1]
        for depth, part in enumerate(parts, 1):
            folder = "/".join(parts[:depth])
            if folder not in seen and is_legacy_folder(part):
                yield LegacyItem("folder", folder, folder, 0, "", "", None, module.zone)
            seen.add(folder)


def _file(module: Module, twins: Twins) -> Iterator[LegacyItem]:
    sure, names = twin_names(last_name(module.module))
    twin = twins.of_file(module, names)
    if sure or twin:
        yield LegacyItem("file", module.module, module.path, 1, twin, "", None, module.zone)


def _definitions(module: Module, twins: Twins) -> Iterator[LegacyItem]:
    for index, scope in enumerate(module.outline.scopes):
        kind = scope.kind.value
        if not index or (kind == "function" and scope.name.endswith("_new")):
            continue
        sure, names = twin_names(scope.name)
        twin = twins.of_definition(module, index, names) if names else ""
        if twin or (sure and kind == "class"):
            yield LegacyItem(kind, symbol_of(module, index), module.path, scope.line, twin, "", None, module.zone)


def _deprecations(codebase: Codebase, module: Module) -> Iterator[LegacyItem]:
    for found in deprecations(codebase, module):
        yield LegacyItem("deprecation", found.name, module.path, found.line, "", found.sunset, None, module.zone)


def _dated(module: Module, section: Texts) -> Iterator[LegacyItem]:
    """Dates in data, by the name of what they are said of; and constants such as SUNSET_DATE."""
    for marker in section.dated:
        name, _, date = marker.text.rpartition(": ")
        yield LegacyItem("sunset", name, module.path, marker.line, "", date[-10:], None, module.zone)
    for binding in module.outline.bindings:
        value = binding.value.value if isinstance(binding.value, Literal) else None
        if not isinstance(value, str) or len(value) > _LONGEST_DATE or not date_in(value):
            continue
        sunset = sunset_in(f"{binding.name.replace('_', ' ')} {value}")
        if sunset:
            name = f"{symbol_of(module, binding.scope)}.{binding.name}"
            yield LegacyItem("sunset", name, module.path, binding.line, "", sunset, None, module.zone)


def _marked(module: Module, section: Texts) -> Iterator[LegacyItem]:
    for marker in section.markers:
        sunset = sunset_in(marker.text)
        if sunset or marker.kind in _MARKERS:
            yield _marker(module, marker, sunset)


def _marker(module: Module, marker: Marker, sunset: str) -> LegacyItem:
    kind = "sunset" if sunset else "marker"
    return LegacyItem(kind, marker.text[:200], module.path, marker.line, "", sunset, None, module.zone)
