"""Functions and classes of a module that nothing is seen to reach: in: a code base, a file and what is imported; out: the scopes
of those that no import takes, no decorator or text hands to others, and no code of the file names that runs or is reached itself.

Reachability from roots over names: two things of one name are both reached. A module that is imported as a whole, or with a star,
may be used by any of its names. Names that stand in displays of dictionaries are not among the facts, so this is no proof: what
comes of it is asked, and never done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping

from archgraph.model.codebase import Codebase
from archgraph.model.expr import Expr, text_of
from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.outline import Outline
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.scopes import Scope
from archgraph.model.facts.uses import Uses
from archgraph.plan.evidence.passed_on import ALL, WHOLE, Takers

_NAME = re.compile(r"[^\W\d]\w*")
_PLAIN = frozenset(
    {"property", "cached_property", "staticmethod", "classmethod", "abstractmethod", "override", "final"}
) | {
    "dataclass",
    "contextmanager",
    "asynccontextmanager",
    "lru_cache",
    "cache",
    "wraps",
    "total_ordering",
    "runtime_checkable",
}
"""Decorators that hand what they decorate to nobody."""
Used = tuple[int, str]
"""A line and the names that stand there, as text."""


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
    reached = _reached(own, roots, _by_scope(own, _used(codebase, path)))
    return tuple(scope for index, scope in own.items() if index not in reached)


def _handed(codebase: Codebase, path: str) -> frozenset[int]:
    """Scopes with a decorator that may keep what it is given."""
    functions = ((fact.scope, fact.decorators) for fact in codebase.facts.section(path, Bodies).functions)
    classes = ((fact.scope, fact.decorators) for fact in codebase.modules[path].outline.classes)
    return frozenset(scope for scope, given in (*functions, *classes) if any(map(_keeps, given)))


def _keeps(decorator: Expr) -> bool:
    return text_of(decorator).partition("(")[0].rpartition(".")[2] not in _PLAIN


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


def _by_scope(own: Mapping[int, Scope], used: Iterator[Used]) -> Mapping[int, frozenset[str]]:
    """The names that stand in each of the scopes, and with 0 those of the module's own statements."""
    ordered = sorted((scope.start_line, scope.end_line, index) for index, scope in own.items())
    starts = [start for start, _, _ in ordered]
    texts: dict[int, list[str]] = {}
    for line, text in used:
        _, end, index = ordered[bisect_right(starts, line) - 1] if ordered and line >= starts[0] else (0, 0, 0)
        texts.setdefault(index if line <= end else 0, []).append(text)
    return {index: frozenset(_NAME.findall(" ".join(each))) for index, each in texts.items()}


def _used(codebase: Codebase, path: str) -> Iterator[Used]:
    """What calls, reads, annotations, values and bases of a file name; strings in values count, those of `__all__` do not."""
    outline, facts = codebase.modules[path].outline, codebase.facts
    uses, bodies = facts.section(path, Uses), facts.section(path, Bodies)
    for call in uses.calls:
        yield call.line, call.func
        yield from ((call.line, text_of(value)) for value in (*call.args, *(value for _, value in call.keywords)))
    yield from ((each.line, each.name) for each in uses.mentions)
    yield from ((each.line, each.name) for each in facts.section(path, Reads).reads)
    yield from ((each.line, text_of(each.value)) for each in bodies.attributes)
    yield from ((each.line, each.annotation) for each in bodies.attributes)
    for fact in bodies.functions:
        line = outline.scopes[fact.scope].line
        yield line, fact.returns
        yield from ((line, f"{each.annotation} {each.default}") for each in fact.parameters)
    yield from _of_outline(outline)


def _of_outline(outline: Outline) -> Iterator[Used]:
    yield from ((each.line, text_of(each.value)) for each in outline.bindings if each.name != "__all__")
    yield from ((outline.scopes[each.scope].line, text_of(each.value)) for each in outline.returns)
    for fact in outline.classes:
        line = outline.scopes[fact.scope].line
        yield from ((line, text_of(base)) for base in (*fact.bases, *fact.decorators))
