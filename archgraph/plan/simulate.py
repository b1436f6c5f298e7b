"""A candidate's move made on the code base before anyone makes it in code: in: a code base and a candidate; out: the code
base as it would be, and what differs once its imports and MROs are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, ImportEdge, Origin
from archgraph.model.consolidation import Candidate, Measure, Simulation
from archgraph.model.results import ImportGraphResult, Mro, MroStatus

Moves = Mapping[ClassKey, ClassKey]


def moves(candidate: Candidate) -> Moves:
    """What goes away → what is used in its place."""
    gone = (decision.key for decision in candidate.decisions if decision.goes_away)
    return dict.fromkeys(gone, candidate.canonical)


def moved(codebase: Codebase, candidate: Candidate) -> Codebase:
    """The code base after the move: imports and bases of what goes away lead to the canonical."""
    away = moves(candidate)
    names = {(codebase.classes[old].module, codebase.classes[old].name): new for old, new in away.items()}
    imports = tuple(edge for each in codebase.imports for edge in _redirected(codebase, each, names))
    classes = {key: _rebased(record, away) for key, record in codebase.classes.items() if key not in away}
    return replace(codebase, imports=imports, classes=classes)


def _redirected(
    codebase: Codebase, edge: ImportEdge, names: Mapping[tuple[str, str], ClassKey]
) -> Iterator[ImportEdge]:
    taken = {name: names[edge.imported, name] for name in edge.names if (edge.imported, name) in names}
    left = tuple(name for name in edge.names if name not in taken)
    if left or not taken:
        yield replace(edge, names=left) if taken else edge
    for new in sorted(set(taken.values())):
        record = codebase.classes[new]
        if record.path != edge.path:
            yield replace(edge, imported=record.module, names=(record.name,))


def _rebased(record: ClassRecord, away: Moves) -> ClassRecord:
    if not any(base.key in away for base in record.resolved):
        return record
    bases = (
        replace(base, base=away[base.key].class_, key=away[base.key], scope=Origin.INTERNAL)
        if base.key is not None and base.key in away
        else base
        for base in record.resolved
    )
    return replace(record, resolved=tuple(bases))


def compared(
    candidate: Candidate,
    codebases: tuple[Codebase, Codebase],
    graphs: tuple[ImportGraphResult, ImportGraphResult],
    mros: tuple[Mapping[ClassKey, Mro], Mapping[ClassKey, Mro]],
) -> Simulation:
    """Before and after, side by side."""
    before, after = codebases
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
