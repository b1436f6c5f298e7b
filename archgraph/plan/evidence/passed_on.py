"""Modules that only packages hand on: in: a code base; out: by module the packages that import names of it for others to take
from there, where nobody outside tests takes one of them.

Such a package needs nothing of the module: take the import away, and nothing that runs is missing. What a package at the top
hands on is there for users whose code is not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, partial
from typing import NamedTuple

from archgraph.model.codebase import Codebase, ImportEdge
from archgraph.plan.evidence.named_in import names_in, standing_in

ALL, WHOLE = "*", ""
"""Names that stand for what a star takes, and for a module that is imported as a whole."""
Takers = Mapping[tuple[str, str], Collection[str]]
"""Who imports a name of a module, by the dotted name of that and the name."""


class PassedOn(NamedTuple):
    """Packages that hand names of a module on for nothing, and files of tests that take one of them there."""

    packages: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()


def passed_on(codebase: Codebase, running: Collection[str], takers: Takers) -> Mapping[str, PassedOn]:
    """By path of the module; `running`: files outside tests."""
    used = cache(partial(_used, codebase))  # a package hands on names of many modules
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for (package, path), names in _handed(codebase).items():
        module = codebase.modules[package].module
        given = {given for _, given in names}
        taking = frozenset().union(*(takers.get((module, name), ()) for name in (*given, ALL, WHOLE)))
        taking -= {package, path}
        is_plain = ALL not in given and "." in module
        if is_plain and taking.isdisjoint(running) and given.isdisjoint(used(package)):
            found.setdefault(path, []).append((package, taking))
    return {
        path: PassedOn(frozenset(package for package, _ in each), frozenset().union(*(tests for _, tests in each)))
        for path, each in found.items()
    }


def takers(codebase: Codebase) -> Takers:
    """Who imports a name of a module of the code base, by the dotted name of that and the name."""
    found: dict[tuple[str, str], set[str]] = {}
    own = {module.module for module in codebase.modules.values()}
    for edge in codebase.imports:
        if edge.imported in own:  # the greater part goes outside
            for name in edge.names or (WHOLE,):
                found.setdefault((edge.imported, name), set()).add(edge.path)
    return found


def _handed(codebase: Codebase) -> Mapping[tuple[str, str], set[tuple[str, str]]]:
    """Names that a package imports from a module, each with the name that it has there, by the paths of both."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for edge in codebase.imports:
        path = codebase.by_name.get(edge.imported, edge.path)
        if edge.path != path and codebase.modules[edge.path].is_package:
            called = _called(codebase, edge)
            names = {(name, called.get(name, name)) for name in edge.names}
            found.setdefault((edge.path, path), set()).update(names or {(ALL, ALL)})
    return found


def _called(codebase: Codebase, edge: ImportEdge) -> Mapping[str, str]:
    """By imported name what the statement calls it."""
    statements = (each for each in codebase.modules[edge.path].outline.imports if each.line == edge.line)
    return {name: alias for each in statements for name, alias in each.names if alias}


def _used(codebase: Codebase, path: str) -> frozenset[str]:
    """Names that a file does something with but importing them and listing them in `__all__`."""
    return names_in(text for _, text in standing_in(codebase, path))
