"""Takes the outline of a file that was read whole and gives it without what functions say that nothing outside of them sees.

Runs that need imports and MROs alone decode this half of it; a function's facts are looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection

from archgraph.model.facts.bindings import BindingKind, sets_bases
from archgraph.model.facts.outline import Folded, Outline, contested
from archgraph.model.facts.scopes import Scope, ScopeKind


def folded(outline: Outline) -> Folded:
    """The outline without parameters, bindings, returns and raises of functions (they are its `unread`).

    As in a skeleton, functions are left as they are in which a class, a `global`, an import under a condition or an assignment to
    `__bases__` stands, with those around and in them. All else keeps its place, so that indices stay good.
    """
    unread = _closed(outline)
    bindings, returns, raises = outline.bindings, outline.returns, outline.raises
    if unread:
        bindings = tuple([each for each in bindings if each.scope not in unread])
        returns = tuple([each for each in returns if each.scope not in unread])
        raises = tuple([each for each in raises if each.scope not in unread])
    return Folded(
        status=outline.status,
        lines=outline.lines,
        error=outline.error,
        error_line=outline.error_line,
        docstring=outline.docstring,
        imports=outline.imports,
        branches=outline.branches,
        scopes=tuple([_bare(each) if i in unread else each for i, each in enumerate(outline.scopes)]),
        classes=outline.classes,
        bindings=bindings,
        returns=returns,
        raises=raises,
        suppressions=outline.suppressions,
        unread=tuple(sorted(unread)),
        probes=outline.probes,
        opened=outline.opened,
        contested=tuple(sorted(contested(outline))),
    )


def _closed(outline: Outline) -> Collection[int]:
    """The functions that nothing outside needs to look into; a function has the fate of the outermost around it."""
    scopes, outermost = outline.scopes, _outermost(outline.scopes)
    telling = {outermost[index] for index, scope in enumerate(scopes) if scope.kind is ScopeKind.CLASS}
    telling.update([outermost[each.scope] for each in outline.imports if each.branch])
    telling.update(
        [outermost[each.scope] for each in outline.bindings if each.kind is BindingKind.GLOBAL or sets_bases(each)]
    )
    return {index for index, outer in enumerate(outermost) if outer and outer not in telling}


def _outermost(scopes: tuple[Scope, ...]) -> list[int]:
    """For each scope the outermost function around it, itself included; 0 for none."""
    found = [0] * len(scopes)
    for index, scope in enumerate(scopes):
        found[index] = found[scope.parent] or (index if scope.kind is ScopeKind.FUNCTION else 0)
    return found


def _bare(scope: Scope) -> Scope:
    """A function's name and place."""
    if not scope.parameters:
        return scope
    return Scope(
        scope.kind,
        scope.name,
        scope.parent,
        scope.branch,
        scope.line,
        scope.end_line,
        scope.start_line,
        scope.is_async,
    )
