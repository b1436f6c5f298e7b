"""A candidate's move, before and after: in: the code base as it is and as it would be, imports and MROs of both worked out;
out: what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Candidate, Measure, Simulation
from archgraph.model.results.imports import ImportGraphResult
from archgraph.model.results.mro import Mro, MroStatus
from archgraph.plan.steps.move import Move


def compared(
    candidate: Candidate,
    before: Codebase,
    move: Move,
    graphs: tuple[ImportGraphResult, ImportGraphResult],
    mros: tuple[Mapping[ClassKey, Mro], Mapping[ClassKey, Mro]],
) -> Simulation:
    """Before and after, side by side."""
    after = move.codebase
    old, new = (_cycles(graph) for graph in graphs)
    return Simulation(
        candidate=candidate.candidate,
        measures=(
            Measure("classes", len(before.classes), len(after.classes)),
            Measure("imports", len(before.imports), len(after.imports)),
            Measure("import cycles", len(old), len(new)),
            Measure("modules in cycles", len(set().union(*old)), len(set().union(*new))),
            Measure("packages in cycles", *(sum(len(c.packages) for c in graph.package_cycles) for graph in graphs)),
            Measure("classes that Python would refuse", *(_refused(each) for each in mros)),
        ),
        names=move.names,
        imports=tuple(_changed_imports(before, after)),
        mros=tuple(_changed_mros(*mros)),
        cycles=tuple(sorted(tuple(sorted(cycle)) for cycle in new - old)),
    )


def _cycles(graph: ImportGraphResult) -> frozenset[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for edge in graph.cycles:
        if not edge.weak:
            found.setdefault(edge.cycle, set()).update((edge.importer, edge.imported))
    return frozenset(frozenset(modules) for modules in found.values())


def _refused(mros: Mapping[ClassKey, Mro]) -> int:
    return sum(mro.status is MroStatus.INCONSISTENT for key, mro in mros.items() if key.path)


def _changed_imports(before: Codebase, after: Codebase) -> Iterator[tuple[str, str, str]]:
    old = {(edge.path, edge.line, edge.imported) for edge in before.imports}
    new = {(edge.path, edge.line, edge.imported) for edge in after.imports}
    gone, come = old - new, new - old
    for place in sorted({(path, line) for path, line, _ in gone | come}):
        sides = (sorted(name for path, line, name in side if (path, line) == place) for side in (gone, come))
        yield (f"{place[0]}:{place[1]}", *(", ".join(side) for side in sides))  # type: ignore[misc]


def _changed_mros(before: Mapping[ClassKey, Mro], after: Mapping[ClassKey, Mro]) -> Iterator[tuple[str, str, str]]:
    for key, mro in sorted(before.items()):
        other = after.get(key)
        if key.path and other is not None and _order(mro) != _order(other):
            yield key.class_, _order(mro), _order(other)


def _order(mro: Mro) -> str:
    return " > ".join(ancestor.name for ancestor in mro.ancestors)
