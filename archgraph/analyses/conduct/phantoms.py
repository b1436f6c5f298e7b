"""Imports of a class from where it is not: in: the code base, out: by name, the imports that can only fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archgraph.model.codebase import Codebase, MissingName, Origin
from archgraph.model.results.conduct import Remark


def phantoms(codebase: Codebase, missing: Iterable[MissingName]) -> Mapping[str, tuple[Remark, ...]]:
    """Name → imports of it from modules of the code base that do not exist, or that exist and do not have it."""
    found: dict[str, set[Remark]] = {}
    for edge in codebase.imports:
        if edge.scope is Origin.UNRESOLVED:
            for name in edge.names:
                text = f"`{edge.importer}` imports it from `{edge.imported}`, which does not exist"
                found.setdefault(name, set()).add(Remark(text, edge.path, edge.line))
    for each in missing:
        text = f"`{each.importer}` imports it from `{each.module}`, which has no such name"
        found.setdefault(each.name, set()).add(Remark(text, each.path, each.line))
    return {name: tuple(sorted(remarks, key=lambda r: (r.path, r.line))) for name, remarks in found.items()}
