"""Packages that only tests reach: in: a code base and what texts name; out: files of packages that no
production imports from outside.

What stands in such a package imports its neighbours, which makes none of them needed. Where most packages of a folder are
imported by nobody from outside, they are found by looking there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.outline import Status
from archgraph.model.source import FileKind, Zone

_MOST = 0.5
"""The part of the packages of a folder that must be reached from outside for one that is not to be left to tests."""


def secluded(codebase: Codebase, named: AbstractSet[str]) -> frozenset[str]:
    """Files of such packages, folders below them included; `named`: files that a text names."""
    inside: dict[str, list[Module]] = {}
    for module in codebase.modules.values():
        for folder in _folders(module.path):
            inside.setdefault(folder, []).append(module)
    packages = {_folder(module.path) for module in codebase.modules.values() if module.is_package}
    reached = _reached(codebase)
    counts = Counter(map(_folder, packages))
    needed = Counter(_folder(folder) for folder in packages & reached)
    return frozenset(
        module.path
        for folder in packages - reached
        if needed[_folder(folder)] >= _MOST * counts[_folder(folder)]
        if all(_is_left(module, named) for module in inside[folder])
        for module in inside[folder]
    )


def _reached(codebase: Codebase) -> frozenset[str]:
    """Folders with a file that a file outside of them imports, or tries to, tests left aside."""
    modules, by_name = codebase.modules, codebase.by_name
    homes = {path: _folder(path) for path, module in modules.items() if module.zone in (Zone.PRODUCTION, Zone.TOOLING)}
    imports = {(homes[edge.path], edge.imported) for edge in codebase.imports if edge.path in homes}
    pairs = {(home, _folder(by_name.get(name, "") or f"{name.replace('.', '/')}.py")) for home, name in imports}
    return frozenset(
        folder
        for here, there in pairs
        if here != there
        for folder in (there, *_folders(there))
        if not f"{here}/".startswith(f"{folder}/")
    )


def _is_left(module: Module, named: AbstractSet[str]) -> bool:
    """Whether it is production that was read whole, that does not run by itself and that no text names."""
    is_run = module.kind is not FileKind.SOURCE or module.path.endswith("/__main__.py")
    is_source = module.outline.status is Status.PARSED and not is_run
    return is_source and module.zone is Zone.PRODUCTION and module.path not in named


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _folders(path: str) -> Iterator[str]:
    """The folders above a file, the nearest first."""
    while path := _folder(path):
        yield path
