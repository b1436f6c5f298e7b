"""Which packages import which: in: a code base; out: pairs of packages, and whether a move would turn their direction round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from archgraph.model.codebase import Codebase, Origin
from archgraph.model.source import Zone

PackagePairs = Mapping[tuple[str, str], int]
"""(importing, imported) packages of code outside tests → how many files of the one import how many of the other, in pairs."""
_FAR_MORE = 10
"""Imports for one the other way round from which on a package is the upper one."""
_RUNNING = (Zone.PRODUCTION, Zone.TOOLING)


def package_of(codebase: Codebase, path: str) -> str:
    """The package that a file is in, or is, at most three parts of its name: the level at which layers are drawn."""
    name = codebase.modules[path].module
    parts = name.split(".") if path.endswith("__init__.py") else name.split(".")[:-1]
    return ".".join(parts[:3]) or name


def package_pairs(codebase: Codebase) -> PackagePairs:
    """All pairs that an import makes, counted."""
    packages: Mapping[str, str] = {path: package_of(codebase, path) for path in codebase.modules}
    files: set[tuple[str, str]] = set()
    for edge in codebase.imports:
        target = codebase.by_name.get(edge.imported)
        if edge.scope is Origin.INTERNAL and target and codebase.modules[edge.path].zone in _RUNNING:
            files.add((edge.path, target))
    return Counter((packages[path], packages[target]) for path, target in files)


def are_apart(codebase: Codebase, pairs: PackagePairs, one: str, other: str) -> bool:
    """Whether two files are in packages that have nothing to do with each other."""
    here, there = package_of(codebase, one), package_of(codebase, other)
    return here != there and (here, there) not in pairs and (there, here) not in pairs


def stands_above(codebase: Codebase, pairs: PackagePairs, upper: str, lower: str) -> bool:
    """Whether the first file's package imports the second's, and never the other way round."""
    here, there = package_of(codebase, upper), package_of(codebase, lower)
    return here != there and (here, there) in pairs and (there, here) not in pairs


def stands_mostly_above(pairs: PackagePairs, upper: str, lower: str) -> bool:
    """Whether a package imports another far more often than the other way round, which happens, too."""
    return pairs.get((upper, lower), 0) >= _FAR_MORE * pairs.get((lower, upper), 0) > 0
