"""Tables of modules and the import graph: modules, packages, imports, cycles."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Module
from archgraph.report.cells import Cell, figure, listed
from archgraph.report.table import Table, integer, number, text, texts, yes_no


def _modules(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    metrics = {item.path: item for item in analysis.graph.modules}
    for module in sorted(analysis.codebase.modules.values(), key=lambda item: (item.module, item.path)):
        metric = metrics.get(module.path)
        graph: tuple[Cell, ...] = ("",) * 5
        if metric:
            instability, rank = figure(metric.instability), figure(metric.page_rank)
            graph = (metric.depth, metric.ca, metric.ce, instability, rank)
        place = (module.module, module.path, module.root, module.service, module.kind, module.zone)
        yield (*place, module.lines, module.status, error_text(module), *graph)


def error_text(module: Module) -> str:
    """What was wrong with a file, with the line; empty for a file that parsed."""
    if not module.error:
        return ""
    return f"line {module.error_line}: {module.error}" if module.error_line else module.error


def _packages(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.graph.packages:
        size = (item.package, item.service, item.modules, item.lines, item.classes, item.ca, item.ce)
        yield (*size, figure(item.instability), figure(item.abstractness), figure(item.distance))


def _imports(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    for edge in analysis.codebase.imports:
        place = (edge.path, services.get(edge.path, ""))
        yield (edge.importer, edge.imported, edge.line, edge.kind, edge.scope, listed(edge.names), *place)


def _cycles(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    for edge in analysis.graph.cycles:
        ends = (edge.importer, edge.imported, edge.path, edge.line)
        yield (edge.cycle, edge.size, *ends, int(edge.breaker), int(edge.weak), services.get(edge.path, ""))


MODULES = Table(
    "modules",
    "Every Python file that was read, with how it was read and its place in the import graph.",
    ("module", "path"),
    (
        text("module", "dotted name, from the module's root"),
        text("path", "file, relative to the analysed PATH"),
        text("root", "folder that dotted names start from, relative to PATH"),
        text("service", "top-level package, or as configured"),
        text("kind", "source, test, script or notebook"),
        text("zone", "production, test, testinfra (helpers that tests import) or tooling"),
        integer("lines", "lines of the file; of a notebook those of its code cells"),
        text(
            "status", "parsed; recovered: it has a syntax error and what can be read was read; failed: nothing was read"
        ),
        text("error", "what was wrong and in which line; empty when the file parsed"),
        integer("depth", "longest chain of internal imports below it; the members of a cycle count once"),
        integer("ca", "afferent coupling: internal modules that import it"),
        integer("ce", "efferent coupling: internal modules that it imports"),
        number("instability", "ce / (ca + ce); empty when it has no internal imports in either direction"),
        number("page_rank", "PageRank over internal imports: how much the rest rests on it"),
    ),
    _modules,
    lambda analysis: len(analysis.codebase.modules),
)

PACKAGES = Table(
    "packages",
    "Martin's metrics of every package, its subpackages included.",
    ("package",),
    (
        text("package", "dotted name"),
        text("service", "top-level package, or as configured"),
        integer("modules", "modules in it"),
        integer("lines", "lines in them"),
        integer("classes", "classes in them"),
        integer("ca", "afferent coupling: internal modules outside that import it"),
        integer("ce", "efferent coupling: internal modules outside that it imports"),
        number("instability", "ce / (ca + ce)"),
        number("abstractness", "share of abstract classes; empty without classes"),
        number("distance", "|abstractness + instability - 1|: 0 is balanced"),
    ),
    _packages,
    lambda analysis: len(analysis.graph.packages),
)

IMPORTS = Table(
    "imports",
    "One row per import statement and imported module: from pkg import mod, Name makes two.",
    ("path", "line"),
    (
        text("importer", "module that has the statement"),
        text("imported", "imported module, in full; for an unresolved one the absolute name as written"),
        integer("line", "line of the statement"),
        text("kind", "runtime, type_checking, lazy (inside a function), guarded (in a try that catches ImportError)"),
        text("scope", "internal, external, stdlib, or unresolved: an internal module that does not exist"),
        texts("names", "what was taken from it; `*` for everything, empty for a plain `import`"),
        text("path", "file of the importer"),
        text("service", "service of the importer"),
    ),
    _imports,
    lambda analysis: len(analysis.codebase.imports),
)

CYCLES = Table(
    "cycles",
    "One row per import inside a strongly connected component of modules.",
    ("cycle", "importer", "imported", "path", "line"),
    (
        text("cycle", "stable id of the component, made of its members' names"),
        integer("size", "modules in it"),
        text("importer", "module that has the import"),
        text("imported", "module that it imports"),
        text("path", "file of the importer"),
        integer("line", "line of the import"),
        yes_no("breaker", "1: one of a small set of imports without which no cycle is left"),
        yes_no("weak", "1: the component closes only by lazy or type-checking imports"),
        text("service", "service of the importer"),
    ),
    _cycles,
    lambda analysis: len(analysis.graph.cycles),
)
