"""In: a code base and its module graph; out: Martin's metrics of every package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archgraph.graphs.metrics import instability
from archgraph.graphs.module_graph import ModuleGraph
from archgraph.model.codebase import ClassKey, ClassRecord, Codebase, Module
from archgraph.model.expr import text_of
from archgraph.model.facts.bodies import Bodies
from archgraph.model.results.imports import PackageMetrics

ABSTRACT_BASES = frozenset({"abc.ABC", "typing.Protocol", "typing_extensions.Protocol"})
ABSTRACT_DECORATORS = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"})


def package_metrics(codebase: Codebase, graph: ModuleGraph) -> tuple[PackageMetrics, ...]:
    """One row per package (a folder with modules, with or without `__init__`), sorted; what is below it belongs to it.

    R. C. Martin, "OO Design Quality Metrics" (1994), with modules for his classes where he counts couplings: ca is the
    number of modules outside that import the package, ce the number of modules outside that it imports. Abstractness is
    the share of classes that cannot be instantiated: declared abstract (ABC, Protocol) or with an abstract method.
    """
    homes = [_packages_of(module) for module in codebase.modules.values()]
    inward, outward = _couplings(graph, homes)
    modules, lines = _sizes(codebase, homes)
    by_path = dict(zip(graph.paths, homes, strict=True))
    classes = _count(by_path, codebase.classes)
    abstract = _count(by_path, _abstract_classes(codebase))
    services = _services(codebase, homes)
    rows = []
    for name in sorted(modules):
        share = instability(inward[name], outward[name])
        abstractness = round(abstract[name] / classes[name], 6) if classes[name] else None
        distance = None if share is None or abstractness is None else round(abs(abstractness + share - 1), 6)
        size = (modules[name], lines[name], classes[name])
        rows.append(
            PackageMetrics(name, services[name], *size, inward[name], outward[name], share, abstractness, distance)
        )
    return tuple(rows)


def _packages_of(module: Module) -> tuple[str, ...]:
    """All packages that the module is in, its own name first when it is one."""
    parts = module.module.split(".")
    names = [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    return (module.module, *names) if module.is_package else tuple(names)


def _couplings(graph: ModuleGraph, homes: Sequence[tuple[str, ...]]) -> tuple[Counter[str], Counter[str]]:
    """Importing modules outside, and imported modules outside, of every package."""
    importers: list[list[int]] = [[] for _ in homes]
    for node, reached in enumerate(graph.targets):
        for target in reached:
            importers[target].append(node)
    inward = _foreign_neighbours(graph.targets, homes)
    return inward, _foreign_neighbours(importers, homes)


def _foreign_neighbours(neighbours: Sequence[Sequence[int]], homes: Sequence[tuple[str, ...]]) -> Counter[str]:
    """How many modules outside a package have a neighbour inside."""
    counted: Counter[str] = Counter()
    for node, others in enumerate(neighbours):
        if others:
            touched = set().union(*[homes[other] for other in others])
            counted.update(touched.difference(homes[node]))
    return counted


def _sizes(codebase: Codebase, homes: Sequence[tuple[str, ...]]) -> tuple[Counter[str], Counter[str]]:
    """Modules and lines of every package."""
    modules: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for module, packages in zip(codebase.modules.values(), homes, strict=True):
        for name in packages:
            modules[name] += 1
            lines[name] += module.lines
    return modules, lines


def _services(codebase: Codebase, homes: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """The service of every package: that of its `__init__`, else the one most of its modules are in."""
    votes: dict[str, Counter[str]] = {}
    for module, packages in zip(codebase.modules.values(), homes, strict=True):
        for name in packages:
            votes.setdefault(name, Counter())[module.service] += 1
    chosen = {name: min(found, key=lambda service: (-found[service], service)) for name, found in votes.items()}
    declared = {module.module: module.service for module in codebase.modules.values() if module.is_package}
    return chosen | declared


def _count(homes: Mapping[str, tuple[str, ...]], keys: Iterable[ClassKey]) -> Counter[str]:
    """How many of the classes are in each package."""
    return Counter(name for key in keys for name in homes.get(key.path, ()))


def _abstract_classes(codebase: Codebase) -> list[ClassKey]:
    """Classes that declare themselves abstract or have an abstract method of their own."""
    with_methods = _scopes_with_abstract_methods(codebase)
    return [
        key
        for key, record in codebase.classes.items()
        if _is_declared_abstract(record) or (record.path, record.scope) in with_methods
    ]


def _is_declared_abstract(record: ClassRecord) -> bool:
    return record.metaclass == "abc.ABCMeta" or any(base.base in ABSTRACT_BASES for base in record.resolved)


def _scopes_with_abstract_methods(codebase: Codebase) -> set[tuple[str, int]]:
    """(path, scope) of classes with an abstract method; bodies are decoded only for files that import `abc`."""
    found: set[tuple[str, int]] = set()
    for path, module in codebase.modules.items():
        if not _imports_abc(module):
            continue
        scopes = module.outline.scopes
        for function in codebase.facts.section(path, Bodies).functions:
            names = {text_of(decorator).rpartition(".")[2] for decorator in function.decorators}
            if names & ABSTRACT_DECORATORS:
                found.add((path, scopes[function.scope].parent))
    return found


def _imports_abc(module: Module) -> bool:
    return any(
        row.module == "abc" or (row.plain and any(name == "abc" for name, _ in row.names))
        for row in module.outline.imports
    )
