"""What is on its way out: in: the code base and its string literals; out: the rows of legacy.csv.

Folders, files, classes and functions by their names and twins, markers in comments and docstrings, deprecations that
the code announces, and sunset dates, also in files that are no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archgraph.analyses.ageing.callers import with_callers
from archgraph.analyses.ageing.dates import in_comments, in_constants, in_data, in_files, in_strings
from archgraph.analyses.ageing.deprecations import deprecations
from archgraph.analyses.ageing.names import is_legacy_folder, twin_names
from archgraph.analyses.ageing.twins import Twins
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts import Texts
from archgraph.model.results import LegacyItem, StringUse
from archgraph.model.settings import Settings


def legacy(codebase: Codebase, settings: Settings, strings: Iterable[StringUse] = ()) -> tuple[LegacyItem, ...]:
    """All items, sorted by path, line and kind."""
    twins = Twins(codebase)
    rows: set[LegacyItem] = {*_folders(codebase), *in_files(codebase.dated)}
    announced: dict[str, list[LegacyItem]] = {}
    for path, module in codebase.modules.items():
        announced[path] = [*_deprecations(codebase, module), *in_constants(module)]
        rows.update(announced[path], _file(module, twins), _definitions(module, twins))
    for path, section in codebase.facts.sections(Texts):
        module = codebase.modules[path]
        told = [*announced[path], *in_comments(module, section), *in_data(module, section.dated)]
        rows.update(told, in_strings(module, section, told))
    counted = with_callers(codebase, rows, strings)
    return tuple(sorted(counted, key=lambda row: (row.path, row.line, row.kind, row.name, row.sunset)))


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
        yield LegacyItem("file", module.module, module.path, 1, twin, "", None, module.zone, module.module)


def _definitions(module: Module, twins: Twins) -> Iterator[LegacyItem]:
    for index, scope in enumerate(module.outline.scopes):
        kind = scope.kind.value
        if not index or (kind == "function" and scope.name.endswith("_new")):
            continue
        sure, names = twin_names(scope.name)
        twin = twins.of_definition(module, index, names) if names else ""
        if twin or (sure and kind == "class"):
            name = symbol_of(module, index)
            yield LegacyItem(kind, name, module.path, scope.line, twin, "", None, module.zone, name)


def _deprecations(codebase: Codebase, module: Module) -> Iterator[LegacyItem]:
    for found in deprecations(codebase, module):
        what = (found.name, module.path, found.line, "", found.sunset, None, module.zone, found.name)
        yield LegacyItem("deprecation", *what)
