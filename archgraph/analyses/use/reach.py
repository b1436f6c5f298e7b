"""Names that may lead to given classes: in: the outlines; out: per file the names worth resolving.

Resolving every name of a large code base costs far more than looking at it: most names cannot mean the classes that are
asked for, whatever they resolve to. A name is within reach when it is a class's own, or an import, an assignment or a
function's return value gives it what is within reach. That is a superset: every hit must still be resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts import ScopeKind

Edge = tuple[str, str, bool]
"""(what gives, what gets, whether other files can see it)"""


class Reach:
    """The names of each file that may mean one of the classes, an instance of it or a function that returns one."""

    def __init__(self, codebase: Codebase, class_names: Iterable[str]) -> None:
        self.everywhere: set[str] = set(class_names)
        """Names that other files may import."""
        self._local: dict[str, set[str]] = {}
        self._spread(codebase)

    def names_in(self, path: str) -> frozenset[str] | set[str]:
        """Names bound in the file that may lead to the classes (its own definitions of them included)."""
        return self._local.get(path, _NONE)

    def holds_any(self, path: str) -> bool:
        """Whether anything within reach is bound in the file."""
        return path in self._local

    def _spread(self, codebase: Codebase) -> None:
        givers: dict[str, list[tuple[str, str, bool]]] = {}
        inside: dict[tuple[str, str], list[tuple[str, bool]]] = {}
        takers = _star_takers(codebase)
        waiting: list[tuple[str, str, bool]] = []
        for path, module in codebase.modules.items():
            for gives, gets, is_visible in _edges(module):
                givers.setdefault(gives, []).append((path, gets, is_visible))
                inside.setdefault((path, gives), []).append((gets, is_visible))
            names = {scope.name for scope in module.outline.scopes if scope.kind is ScopeKind.CLASS}
            waiting.extend((path, name, True) for name in sorted(names & self.everywhere))
        fresh = list(self.everywhere)
        while fresh or waiting:
            if not waiting:
                waiting.extend(givers.get(fresh.pop(), ()))
                continue
            path, name, is_visible = waiting.pop()
            if is_visible and name not in self.everywhere:
                self.everywhere.add(name)
                fresh.append(name)
            names = self._local.setdefault(path, set())
            if name not in names:
                names.add(name)
                waiting.extend((path, gets, seen) for gets, seen in inside.get((path, name), ()))
                waiting.extend((taker, name, True) for taker in takers.get(path, ()))


def _star_takers(codebase: Codebase) -> dict[str, list[str]]:
    """Path of a module → paths of the modules that take all its names."""
    found: dict[str, list[str]] = {}
    for edge in codebase.imports:
        if "*" in edge.names and edge.imported in codebase.by_name:
            found.setdefault(codebase.by_name[edge.imported], []).append(edge.path)
    return found


def _edges(module: Module) -> Iterator[Edge]:
    outline = module.outline
    imported: set[str] = set()
    for statement in outline.imports:
        is_visible = not statement.scope
        for name, alias in statement.names:
            imported.add(alias or name.partition(".")[0])
            if not statement.plain:
                yield name, alias or name, is_visible
    for binding in outline.bindings:
        is_visible = outline.scopes[binding.scope].kind is not ScopeKind.FUNCTION
        for source in _sources(binding.value, imported):
            yield source, binding.name, is_visible
    for returned in outline.returns:
        for source in _sources(returned.value, imported):
            yield source, outline.scopes[returned.scope].name, True


def _sources(value: Expr, imported: AbstractSet[str]) -> tuple[str, ...]:
    """The names that a value can come from: `Name`, `module.Name`, `make()`, `factory.make()`, `Name.create()`.

    Attributes of objects are not followed (`self.registry` says nothing about classes of that name).
    """
    is_call = isinstance(value, Call)
    written = value.func if isinstance(value, Call) else value
    if not isinstance(written, str):
        return ()
    root, _, rest = written.partition(".")
    if not rest:
        return (root,)
    names = (written.rpartition(".")[2],) if is_call or root in imported else ()
    return (*names, root) if root[:1].isupper() else names


_NONE: frozenset[str] = frozenset()
