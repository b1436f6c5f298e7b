"""The import graph for people: cycles, coupling, and imports of what does not exist; in: an Edition, out: sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archgraph.model.codebase import ImportEdge, Origin
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.imports import CycleEdge
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    MOST_ROWS,
    Block,
    Code,
    Grid,
    Paragraph,
    Phrase,
    Section,
    counted,
    nothing,
    place,
    rest,
    sentence,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.dotted import below, common_package
from archgraph.report.pages.pictures import illustrations

_SMALLEST_PACKAGE = 3
"""Modules: with fewer a package's distance says little."""
_RECKONING = (ImportKind.GUARDED, ImportKind.TYPE_CHECKING)
"""Imports that may fail at run time without harm."""
_DOUBTFUL = 0.5
"""Confidence of a finding below which it may mean something else."""
_SEVERAL = 2
"""Modules on either side from which a module is shown as one that holds others together."""
_FAR = 0.5
"""Distance from Martin's main sequence from which a package is shown."""


def cycles(edition: Edition) -> Section:
    """Import cycles of modules, the largest first, with the imports that would break them; then those of packages."""
    components = grouped(edition.analysis.graph.cycles, lambda edge: edge.cycle)
    ordered = sorted(components.values(), key=lambda edges: (edges[0].weak, -edges[0].size, edges[0].cycle))
    hard = sum(not edges[0].weak for edges in ordered)
    if not ordered:
        return nothing("Import cycles", "cycles", "No module imports itself in a circle.")
    text = f"{counted(hard, 'cycle') if hard else 'No cycle'} at import time"
    weak = len(ordered) - hard
    closes = "closes" if weak == 1 else "close"
    text += f", and {weak:,} that {closes} only by imports inside functions or for type checking." if weak else "."
    rows = [_cycle_row(edges) for edges in ordered[:MOST_ROWS]]
    head = ("modules", "imports", "closes", "members", "to break it, take out")
    grid = Grid(head, rows, frozenset({0, 1}), rest(len(rows), len(ordered), "cycles"))
    return Section(
        "Import cycles",
        "cycles",
        [Paragraph(text), grid, *illustrations(edition, "cycle", 2), *_package_cycles(edition)],
    )


def _cycle_row(edges: Sequence[CycleEdge]) -> tuple[Phrase, ...]:
    members = sorted({edge.importer for edge in edges})
    breakers = [edge for edge in edges if edge.breaker]
    when = "later" if edges[0].weak else "at import"
    return (f"{edges[0].size:,}", f"{len(edges):,}", when, _members(members), _cuts(breakers))


def _members(names: Sequence[str]) -> Phrase:
    """The members, with the package that all of them are in said once."""
    package = common_package(names)
    shown = some([Code(below(name, package)) for name in names], 3)
    return (*shown, " in ", Code(package)) if package else shown


def _cuts(breakers: Sequence[CycleEdge]) -> Phrase:
    parts = [place(*where) for where in sorted((edge.path, edge.line) for edge in breakers)]
    return some(parts, 3) if parts else ""


def _package_cycles(edition: Edition) -> Iterator[Block]:
    found = edition.analysis.graph.package_cycles
    rows = [
        (
            Code(item.parent) if item.parent else "(top level)",
            some([Code(name.rpartition(".")[2]) for name in item.packages], 5),
            some([Code(f"{below(a, item.parent)} → {below(b, item.parent)}") for a, b in item.breakers], 2),
        )
        for item in sorted(found, key=lambda item: (-len(item.packages), item.parent))[:MOST_ROWS]
    ]
    if rows:
        yield Paragraph("Packages side by side that import each other in a circle:")
        yield Grid(("in", "packages", "imports to take out"), rows)


def coupling(edition: Edition) -> Section:
    """Modules on which much rests and which rest on much, and packages far from Martin's main sequence."""
    metrics = sorted(edition.analysis.graph.modules, key=lambda item: (-item.ca * item.ce, item.module))
    rows = [
        (Code(item.module), f"{item.ca:,}", f"{item.ce:,}", f"{item.instability or 0:.2f}", f"{item.depth:,}")
        for item in metrics[:MOST_ROWS]
        if item.ca >= _SEVERAL and item.ce >= _SEVERAL
    ]
    blocks = [*_packages(edition), *illustrations(edition, "imports", 2)]
    none = "No module is imported by several and imports several itself."
    if not rows:
        return (
            Section("Coupling", "coupling", [Paragraph(none), *blocks])
            if blocks
            else nothing("Coupling", "coupling", none)
        )
    text = (
        "Modules that many import and that import many: a change there is the hardest to contain. Instability is the share "
        "of a module's own imports in all that touch it: 0, others rest on it, to 1, it rests on others. Depth is the length "
        "of the longest chain of imports below it."
    )
    head = ("module", "imported by", "imports", "instability", "depth")
    return Section("Coupling", "coupling", [Paragraph(text), Grid(head, rows, frozenset(range(1, 5))), *blocks])


def _packages(edition: Edition) -> Iterator[Block]:
    packages = [
        each
        for each in edition.analysis.graph.packages
        if each.modules >= _SMALLEST_PACKAGE and each.ca >= _SEVERAL and (each.distance or 0) >= _FAR
    ]
    packages.sort(key=lambda item: (-(item.distance or 0), -item.ca, item.package))
    rows = [
        (
            Code(item.package),
            f"{item.modules:,}",
            f"{item.ca:,}",
            f"{item.ce:,}",
            f"{item.instability or 0:.2f}",
            f"{item.abstractness or 0:.2f}",
            f"{item.distance or 0:.2f}",
        )
        for item in sorted(packages[: MOST_ROWS * 4], key=lambda item: (-item.ca, item.package))[:8]
    ]
    if rows:
        yield Paragraph(
            "Packages that many rest on and that are far from Martin's main sequence, where abstract packages are stable and "
            "concrete ones are free to change. Abstractness is the share of abstract classes; distance 0 is balanced, 1 is "
            "rigid (all rest on concrete code) or useless (abstract and used by nobody)."
        )
        head = ("package", "modules", "imported by", "imports", "instability", "abstractness", "distance")
        yield Grid(head, rows, frozenset(range(1, 7)))


def phantoms(edition: Edition) -> Section:
    """Imports of internal modules that do not exist, by the module that is missing."""
    edges = [edge for edge in edition.analysis.codebase.imports if edge.scope is Origin.UNRESOLVED]
    if not edges:
        return nothing("Imports of what does not exist", "phantoms", "Every internal import has its module.")
    missing = grouped(edges, lambda edge: edge.imported)
    ordered = sorted(missing, key=lambda name: (-len({edge.path for edge in missing[name]}), name))
    files = len({edge.path for edge in edges})
    text = f"{counted(len(edges), 'import')} in {counted(files, 'file')}; missing: {counted(len(ordered), 'module')}."
    doubtful = len(edges) - len(sure_phantoms(edition))
    if doubtful:
        is_are = "import is guarded or may mean" if doubtful == 1 else "imports are guarded or may mean"
        text += f" {doubtful:,} {is_are} an installed or compiled module: the findings of `phantom-import` say why."
    rows = [_phantom_row(edition, name, missing[name]) for name in ordered[:MOST_ROWS]]
    head = ("missing module", "files", "production", "tests", "what is wanted", "first place")
    grid = Grid(head, rows, frozenset({1, 2, 3}), rest(len(rows), len(ordered), "imports"))
    return Section("Imports of what does not exist", "phantoms", [Paragraph(sentence(text)), grid])


def sure_phantoms(edition: Edition) -> list[ImportEdge]:
    """The imports that find no module, without those that may mean an installed package or that reckon with failing."""
    doubtful = {
        (finding.path, finding.line)
        for finding in edition.analysis.findings
        if finding.rule == "phantom-import" and finding.confidence < _DOUBTFUL
    }
    edges = edition.analysis.codebase.imports
    return [
        edge
        for edge in edges
        if edge.scope is Origin.UNRESOLVED and edge.kind not in _RECKONING and (edge.path, edge.line) not in doubtful
    ]


def _phantom_row(edition: Edition, name: str, edges: Sequence[ImportEdge]) -> tuple[Phrase, ...]:
    modules = edition.analysis.codebase.modules
    files = {edge.path: modules[edge.path].zone for edge in edges if edge.path in modules}
    production = sum(zone is Zone.PRODUCTION for zone in files.values())
    tests = sum(zone in (Zone.TEST, Zone.TESTINFRA) for zone in files.values())
    wanted = [Code(name) for name, _ in Counter(name for edge in edges for name in edge.names).most_common(9)]
    counts = (f"{len(files):,}", f"{production:,}", f"{tests:,}")
    return (Code(name), *counts, some(wanted, 2) if wanted else "", place(edges[0].path, edges[0].line))
