"""Packages of another root that an import cannot mean: in: the code base and the names that are missing; out: for an importer
and a module why an installed package of that name may be meant, in words.

Folders of recipes, fixtures and stubs hold packages that are called like known ones. Who stands outside of such a folder
does not see them; it shows when no import from outside finds anything in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from archgraph.model.codebase import Codebase, ImportEdge, MissingName, Origin

Reason = Callable[[str, str], str]
"""Path of the importer and the module that is imported → the reason, "" for none."""


def other_roots(codebase: Codebase, missing: Callable[[], Iterable[MissingName]]) -> Reason:
    """Why an import may be about something that is installed; `missing` is asked once there is an import that could be."""
    roots = _alone(codebase)

    @cache
    def meant() -> Collection[str]:
        lost = {(each.path, each.line, each.name) for each in missing()}
        return {edge.imported.partition(".")[0] for edge in codebase.imports if _finds(codebase, roots, lost, edge)}

    def reason(path: str, module: str) -> str:
        top = module.partition(".")[0]
        root = roots.get(top)
        if root is None or codebase.modules[path].root == root or top in meant():
            return ""
        return f"{top} stands below {root}, and no import from outside finds anything in it: an installed package may be meant"

    return reason


def _alone(codebase: Codebase) -> Mapping[str, str]:
    """Top-level name → its root, for names that one root alone has, which is not PATH."""
    roots: dict[str, set[str]] = {}
    for module in codebase.modules.values():
        roots.setdefault(module.module.partition(".")[0], set()).add(module.root)
    return {top: root for top, (root, *others) in roots.items() if not others and root not in ("", ".")}


def _finds(codebase: Codebase, roots: Mapping[str, str], lost: set[tuple[str, int, str]], edge: ImportEdge) -> bool:
    """Does an import from outside of its root find a module below the top, or a name in it?"""
    root = roots.get(edge.imported.partition(".")[0])
    if root is None or edge.scope is not Origin.INTERNAL or codebase.modules[edge.path].root == root:
        return False
    if not edge.names:
        return "." in edge.imported
    return any((edge.path, edge.line, name) not in lost for name in edge.names)
