"""Functions and classes of a module that nothing is seen to reach: in: a code base, a file and what is imported; out: the scopes
of those that no import takes, no decorator or text hands to others, and no code of the file names that runs or is reached itself.

Reachability from roots over names: two things of one name are both reached. A module that is imported as a whole, or with a star,
may be used by any of its names. Names that stand in displays of dictionaries are not among the facts, so this is no proof: what
comes of it is asked, and never done.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping

from archgraph.model.codebase import Codebase
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.scopes import Scope
from archgraph.plan.evidence.decorating import may_keep
from archgraph.plan.evidence.named_in import Used, names_in, standing_in
from archgraph.plan.evidence.passed_on import ALL, WHOLE, Takers


def idle(codebase: Codebase, path: str, takers: Takers, named: Collection[str]) -> tuple[Scope, ...]:
    """The scopes of the module's own functions and classes that nothing reaches; `named`: dotted names in texts."""
    module = codebase.modules[path]
    if any(takers.get((module.module, name)) for name in (ALL, WHOLE)):
        return ()
    outline = module.outline
    own = {index: scope for index, scope in enumerate(outline.scopes) if index and not scope.parent}
    handed = _handed(codebase, path)
    roots = {
        index
        for index, scope in own.items()
        if takers.get((module.module, scope.name)) or index in handed or f"{module.module}.{scope.name}" in named
    }
    reached = _reached(own, roots, _by_scope(own, standing_in(codebase, path)))
    return tuple(scope for index, scope in own.items() if index not in reached)


def _handed(codebase: Codebase, path: str) -> frozenset[int]:
    """Scopes with a decorator that may keep what it is given."""
    functions = ((fact.scope, fact.decorators) for fact in codebase.facts.section(path, Bodies).functions)
    classes = ((fact.scope, fact.decorators) for fact in codebase.modules[path].outline.classes)
    return frozenset(scope for scope, given in (*functions, *classes) if may_keep(given))


def _reached(own: Mapping[int, Scope], roots: set[int], used: Mapping[int, frozenset[str]]) -> frozenset[int]:
    """The roots, what the module's own statements name, and what these name in turn."""
    by_name: dict[str, set[int]] = {}
    for index, scope in own.items():
        by_name.setdefault(scope.name, set()).add(index)
    reached, left = set[int](), roots | {0}
    while left:
        reached |= left
        names = frozenset().union(*(used.get(index, frozenset()) for index in left))
        left = {index for name in names & by_name.keys() for index in by_name[name]} - reached
    return frozenset(reached)


def _by_scope(own: Mapping[int, Scope], used: Iterable[Used]) -> Mapping[int, frozenset[str]]:
    """The names that stand in each of the scopes, and with 0 those of the module's own statements."""
    ordered = sorted((scope.start_line, scope.end_line, index) for index, scope in own.items())
    starts = [start for start, _, _ in ordered]
    texts: dict[int, list[str]] = {}
    for line, text in used:
        _, end, index = ordered[bisect_right(starts, line) - 1] if ordered and line >= starts[0] else (0, 0, 0)
        texts.setdefault(index if line <= end else 0, []).append(text)
    return {index: names_in(each) for index, each in texts.items()}
