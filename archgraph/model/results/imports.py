"""What the import graph shows: coupling, cycles, and rules about imports that are broken."""

from __future__ import annotations

from collections.abc import Sequence

from archgraph.model.source import Row


class ModuleMetrics(Row, frozen=True):
    """Coupling of a module: afferent and efferent (distinct internal modules), instability ce/(ca+ce), depth of the longest
    import chain below it (0: imports nothing internal; cycles count once), PageRank over internal imports."""

    module: str
    path: str
    depth: int
    ca: int
    ce: int
    instability: float | None
    page_rank: float


class PackageMetrics(Row, frozen=True):
    """Martin's metrics of a package: distance is |abstractness + instability - 1|."""

    package: str
    service: str
    modules: int
    lines: int
    classes: int
    ca: int
    ce: int
    instability: float | None
    abstractness: float | None
    distance: float | None


class CycleEdge(Row, frozen=True):
    """One import inside a strongly connected component. `breaker`: removing all breakers leaves no cycle."""

    cycle: str
    size: int
    importer: str
    imported: str
    path: str
    line: int
    breaker: bool
    weak: bool


class PackageCycle(Row, frozen=True):
    """Sibling packages that import each other in a circle, with the imports grimp nominates to break it."""

    parent: str
    packages: tuple[str, ...]
    breakers: tuple[tuple[str, str], ...]


class ImportGraphResult(Row, frozen=True):
    """Everything computed from the import graph."""

    modules: Sequence[ModuleMetrics]
    packages: Sequence[PackageMetrics]
    cycles: tuple[CycleEdge, ...]
    package_cycles: tuple[PackageCycle, ...]


class ChainLink(Row, frozen=True):
    """One import of a chain, with its place."""

    importer: str
    imported: str
    path: str
    line: int


class Breach(Row, frozen=True):
    """A rule about imports that is broken, or cannot be checked: then `problem` says why.

    `importer` and `imported`: the layers or modules of the rule. `chain`: the imports that lead from one to the other, in
    order; `also`: other modules of the imported side that its last import reaches.
    """

    contract: str
    kind: str
    importer: str
    imported: str
    chain: tuple[ChainLink, ...] = ()
    also: tuple[str, ...] = ()
    problem: str = ""
