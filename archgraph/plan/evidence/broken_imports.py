"""Imports that fail: in: a code base; out: files that cannot be loaded for them, and classes that they look for.

A script that rewrote addresses leaves `from shop.db import PaymentError` behind, where `shop.db` has no such name. Whoever
wrote that needs the class all the same: it is not unused. And a module that fails as it is loaded has no class to offer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from archgraph.model.codebase import Codebase, MissingName, Origin
from archgraph.model.facts.outline import ImportKind


class BrokenImports:
    """What imports of the code base ask for in vain."""

    def __init__(self, codebase: Codebase, missing: Iterable[MissingName]) -> None:
        """`missing`: names that modules of the code base certainly do not have."""
        failing: set[str] = set()
        seeking: dict[str, set[str]] = {}
        for name, path, kind in (*_of_modules(codebase), *((m.name, m.path, m.kind) for m in missing)):
            seeking.setdefault(name, set()).add(path)
            if kind is ImportKind.RUNTIME:
                failing.add(path)
        self.failing = frozenset(failing | _below(codebase, failing))
        """Files that raise ImportError as they are loaded, or whose package does before."""
        self.seeking = {name: frozenset(paths) for name, paths in seeking.items()}
        """Bare name → files that import it from where it is not."""


def _below(codebase: Codebase, failing: Collection[str]) -> frozenset[str]:
    """Files in packages that fail, at any depth: a package is loaded before what is in it."""
    packages = {codebase.modules[path].module for path in failing if codebase.modules[path].is_package}
    above = ((path, accumulate(module.module.split("."), "{}.{}".format)) for path, module in codebase.modules.items())
    return frozenset(path for path, names in above if packages and not packages.isdisjoint(names))


def _of_modules(codebase: Codebase) -> Iterator[tuple[str, str, ImportKind]]:
    """(name, path, kind) of imports from modules that do not exist; those of a whole module ask for no name."""
    own = {name.partition(".")[0] for name in codebase.by_name}
    for edge in codebase.imports:
        if edge.scope is Origin.UNRESOLVED and edge.imported.partition(".")[0] in own:
            for name in edge.names or ("",):
                yield name, edge.path, edge.kind
