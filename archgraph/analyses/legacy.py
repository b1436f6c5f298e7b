"""What is on its way out: in: the code base and its string literals; out: the rows of legacy.csv.

Folders, files, classes and functions by their names and twins, markers in comments and docstrings, deprecations that
the code announces, and sunset dates, also in files that are no code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from archgraph.analyses.ageing.callers import with_callers
from archgraph.analyses.ageing.dates import in_comments, in_constants, in_data, in_files, in_strings
from archgraph.analyses.ageing.deprecations import deprecations, silenced
from archgraph.analyses.ageing.names import is_legacy_folder, twin_names
from archgraph.analyses.ageing.twins import Twins
from archgraph.analyses.places import symbol_of
from archgraph.analyses.words import last_name
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.texts import Marker, Texts
from archgraph.model.memory import ByFile, Work, afresh
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings


def legacy(
    codebase: Codebase, settings: Settings, strings: Iterable[StringUse] = (), by_file: ByFile | None = None
) -> tuple[LegacyItem, ...]:
    """All items, sorted by path, line and kind."""
    by_file = by_file or afresh(codebase)
    classes = [(key.class_, key.path) for key in codebase.classes]
    in_code = by_file(Work("legacy", LegacyItem, partial(_in_files, codebase), rests_on=classes))
    rows: set[LegacyItem] = {*_folders(codebase), *in_files(codebase.dated), *in_code}
    rows.update(_undated(rows))
    counted = with_callers(codebase, rows, strings, by_file)
    return tuple(sorted(counted, key=lambda row: (row.path, row.line, row.kind, row.name, row.sunset)))


def _in_files(codebase: Codebase, paths: Collection[str]) -> Iterator[tuple[str, LegacyItem]]:
    """What stands in these files."""
    twins = Twins(codebase)
    for path, section in codebase.facts.sections(Texts, paths):
        module = codebase.modules[path]
        rows = {*_file(module, twins), *_definitions(module, twins), *_deprecations(codebase, module, section.dated)}
        told = [*in_constants(module), *in_comments(module, section), *in_data(module, section.dated)]
        said = {*told, *in_strings(module, section, told)}
        hushed = silenced(codebase, module) if any(row.sunset for row in said) else frozenset()
        rows.update(row for row in said if row.line not in hushed)
        yield from ((path, row) for row in rows)


def _folders(codebase: Codebase) -> Iterator[LegacyItem]:
    seen: set[str] = set()
    for module in codebase.modules.values():
        parts = module.path.split("/")[:-1]
        for depth, part in enumerate(parts, 1):
            folder = "/".join(parts[:depth])
            if folder not in seen and is_legacy_folder(part):
                yield LegacyItem("folder", folder, folder, 0, "", "", None, module.zone)
            seen.add(folder)


def _undated(rows: Iterable[LegacyItem]) -> list[LegacyItem]:
    """Sunsets of deprecations whose date no other row gives a line to: a date is counted once, as a sunset."""
    given = {(row.path, row.subject, row.sunset) for row in rows if row.kind == "sunset"}
    dated = [row for row in rows if row.kind == "deprecation" and row.sunset]
    return [replace(row, kind="sunset") for row in dated if (row.path, row.subject, row.sunset) not in given]


def _file(module: Module, twins: Twins) -> Iterator[LegacyItem]:
    sure, names = twin_names(last_name(module.module))
    twin = twins.of_file(module, names)
    if sure or twin:
        yield LegacyItem("file", module.module, module.path, 1, twin, "", None, module.zone, module.module)


def _definitions(module: Module, twins: Twins) -> Iterator[LegacyItem]:
    for index, scope in enumerate(module.outline.scopes):
        sure, names = twin_names(scope.name)
        if not names or not index:
            continue
        kind = scope.kind.value
        if kind == "function" and scope.name.endswith("_new"):
            continue
        twin = twins.of_definition(module, index, names)
        if twin or (sure and kind == "class"):
            name = symbol_of(module, index)
            yield LegacyItem(kind, name, module.path, scope.line, twin, "", None, module.zone, name)


def _deprecations(codebase: Codebase, module: Module, dated: Iterable[Marker]) -> Iterator[LegacyItem]:
    messages = {marker.line: marker.text[-10:] for marker in dated if marker.source == "message"}
    for found in deprecations(codebase, module, messages):
        what = (found.name, module.path, found.line, "", found.sunset, None, module.zone)
        yield LegacyItem("deprecation", *what, found.name.removesuffix(".__init__"))
