"""What gives its meaning to which name: in: the outlines; out: per file and name, the names that an import, an assignment
or a function's return value hands it on to. Made once for a code base, whatever classes are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from archgraph.model.codebase import Codebase, Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts import ScopeKind

Gift = tuple[str, str, bool]
"""(file, name that gets the meaning, whether other files can see that name)"""

_NOTHING: tuple[Gift, ...] = ()
_NOBODY: tuple[str, ...] = ()


class Flow:
    """The ways on which a meaning gets from name to name."""

    def __init__(self, codebase: Codebase) -> None:
        self._across: defaultdict[str, list[Gift]] = defaultdict(list)
        self._inside: dict[str, dict[str, list[Gift]]] = {}
        self._classes: defaultdict[str, list[Gift]] = defaultdict(list)
        self._takers: defaultdict[str, list[str]] = defaultdict(list)
        for path, module in codebase.modules.items():
            self._add(path, module)
        for edge in codebase.imports:
            if "*" in edge.names and edge.imported in codebase.by_name:
                self._takers[codebase.by_name[edge.imported]].append(edge.path)

    def definitions(self, name: str) -> list[Gift] | tuple[Gift, ...]:
        """The files that have a class of that name."""
        return self._classes.get(name, _NOTHING)

    def across(self, name: str) -> list[Gift] | tuple[Gift, ...]:
        """What may take its meaning from a name of that spelling in any file."""
        return self._across.get(name, _NOTHING)

    def inside(self, path: str, name: str) -> list[Gift] | tuple[Gift, ...]:
        """What takes its meaning from that name in the same file."""
        return self._inside[path].get(name, _NOTHING)

    def star_takers(self, path: str) -> list[str] | tuple[str, ...]:
        """The files that take all names of a file."""
        return self._takers.get(path, _NOBODY)

    def _add(self, path: str, module: Module) -> None:
        """Hot: a third of a million names in a large tree."""
        outline, across = module.outline, self._across
        inside: defaultdict[str, list[Gift]] = defaultdict(list)
        imported: set[str] = set()
        for statement in outline.imports:
            for name, alias in statement.names:
                imported.add(alias or name.partition(".")[0])
                if not statement.plain:
                    across[name].append((path, alias or name, not statement.scope))
        for gives, gets, is_visible in _assignments(module, imported):
            gift = (path, gets, is_visible)
            across[gives].append(gift)
            inside[gives].append(gift)
        for name in {scope.name for scope in outline.scopes if scope.kind is ScopeKind.CLASS}:
            self._classes[name].append((path, name, True))
        self._inside[path] = inside


def _assignments(module: Module, imported: AbstractSet[str]) -> Iterator[tuple[str, str, bool]]:
    """(what gives, what gets, whether other files can see it) of bindings and returned values."""
    scopes = module.outline.scopes
    given = _Given(module)
    for binding in module.outline.bindings:
        for source in given.without(binding.scope, _sources(binding.value, imported), binding.value):
            is_visible = scopes[binding.scope].kind is not ScopeKind.FUNCTION
            yield source, binding.name, is_visible
            if "." in binding.name:  # `Outer.Inner = Name`: an attribute of that name
                yield source, binding.name.rpartition(".")[2], is_visible
    for returned in module.outline.returns:
        for source in given.without(returned.scope, _sources(returned.value, imported), returned.value):
            yield source, scopes[returned.scope].name, True


class _Given:
    """Values that come from a parameter, of which nothing is known: `self.store.get()` says nothing about what is called get."""

    def __init__(self, module: Module) -> None:
        self._scopes = module.outline.scopes
        self._bound = {(binding.scope, binding.name) for binding in module.outline.bindings if binding.scope}
        self._parameters: dict[int, frozenset[str]] = {}

    def without(self, scope: int, sources: tuple[str, ...], value: Expr) -> tuple[str, ...]:
        """The sources of a value; none when its root is a parameter of the function around it that is not bound anew."""
        if not sources or not scope:
            return sources
        written = value.func if isinstance(value, Call) else value
        root = written.partition(".")[0] if isinstance(written, str) else ""
        if root in self._of(scope) and (scope, root) not in self._bound:
            return ()
        return sources

    def _of(self, scope: int) -> frozenset[str]:
        found = self._parameters.get(scope)
        if found is None:
            names = (name.lstrip("*") for name in self._scopes[scope].parameters)
            found = self._parameters[scope] = frozenset(names)
        return found


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
