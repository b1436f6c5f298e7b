"""What gives its meaning to which name: in: the outlines; out: per file and name, the names that an import, an assignment
or a function's return value hands it on to. Made once for a code base, whatever classes are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from archgraph.model.codebase import Codebase, Module, Origin
from archgraph.model.expr import Call, Expr
from archgraph.model.facts import ScopeKind

Gift = tuple[str, str, bool]
"""(file, name that gets the meaning, whether other files can see that name)"""

Sources = tuple[tuple[str, bool], ...]
"""(name, whether it is an attribute's)"""

_NOTHING: tuple[Gift, ...] = ()
_NO_HOMES: Mapping[tuple[int, str], list[str]] = MappingProxyType({})
_NOBODY: tuple[str, ...] = ()


class Flow:
    """The ways on which a meaning gets from name to name."""

    def __init__(self, codebase: Codebase) -> None:
        self._across: defaultdict[str, list[Gift]] = defaultdict(list)
        self._taken: defaultdict[tuple[str, str], list[Gift]] = defaultdict(list)
        self._inside: dict[str, dict[str, list[Gift]]] = {}
        self._classes: defaultdict[str, list[Gift]] = defaultdict(list)
        self._takers: defaultdict[str, list[str]] = defaultdict(list)
        homes = _homes(codebase)
        for path, module in codebase.modules.items():
            self._add(path, module, homes.get(path, _NO_HOMES))
        for edge in codebase.imports:
            if "*" in edge.names and edge.imported in codebase.by_name:
                self._takers[codebase.by_name[edge.imported]].append(edge.path)

    def definitions(self, name: str) -> list[Gift] | tuple[Gift, ...]:
        """The files that have a class of that name."""
        return self._classes.get(name, _NOTHING)

    def across(self, name: str) -> list[Gift] | tuple[Gift, ...]:
        """What may take its meaning from an attribute of that spelling, whatever file it stands in."""
        return self._across.get(name, _NOTHING)

    def taken(self, path: str, name: str) -> list[Gift] | tuple[Gift, ...]:
        """What takes its meaning from that name of that file, by an import."""
        return self._taken.get((path, name), _NOTHING)

    def inside(self, path: str, name: str) -> list[Gift] | tuple[Gift, ...]:
        """What takes its meaning from that name in the same file."""
        return self._inside[path].get(name, _NOTHING)

    def star_takers(self, path: str) -> list[str] | tuple[str, ...]:
        """The files that take all names of a file."""
        return self._takers.get(path, _NOBODY)

    def _add(self, path: str, module: Module, homes: Mapping[tuple[int, str], list[str]]) -> None:
        """Hot: a third of a million names in a large tree."""
        outline, across = module.outline, self._across
        inside: defaultdict[str, list[Gift]] = defaultdict(list)
        imported: set[str] = set()
        for statement in outline.imports:
            for name, alias in statement.names:
                imported.add(alias or name.partition(".")[0])
                if not statement.plain:
                    for home in homes.get((statement.line, name), ()):
                        self._taken[home, name].append((path, alias or name, not statement.scope))
        for gives, gets, is_visible, is_attribute in _assignments(module, imported):
            gift = (path, gets, is_visible)
            if is_attribute:
                across[gives].append(gift)
            inside[gives].append(gift)
        for name in {scope.name for scope in outline.scopes if scope.kind is ScopeKind.CLASS}:
            self._classes[name].append((path, name, True))
        self._inside[path] = inside


def _homes(codebase: Codebase) -> dict[str, dict[tuple[int, str], list[str]]]:
    """File → (line, name) of what it takes by `from ... import name` → the files that the name may be defined in: that of
    the module, and where that is one of its own submodules also that of the package."""
    found: defaultdict[str, dict[tuple[int, str], list[str]]] = defaultdict(dict)
    for edge in codebase.imports:
        if edge.scope is Origin.INTERNAL:
            package, _, last = edge.imported.rpartition(".")
            for name in edge.names:
                homes = found[edge.path].setdefault((edge.line, name), [])
                for module in (edge.imported, package) if name == last else (edge.imported,):
                    if module in codebase.by_name:
                        homes.append(codebase.by_name[module])
    return found


def _assignments(module: Module, imported: AbstractSet[str]) -> Iterator[tuple[str, str, bool, bool]]:
    """(what gives, what gets, whether other files can see it, whether an attribute gives it) of bindings and returns."""
    scopes = module.outline.scopes
    given = _Given(module)
    for binding in module.outline.bindings:
        for source, is_attribute in given.without(binding.scope, _sources(binding.value, imported), binding.value):
            is_visible = scopes[binding.scope].kind is not ScopeKind.FUNCTION
            yield source, binding.name, is_visible, is_attribute
            if "." in binding.name:  # `Outer.Inner = Name`: an attribute of that name
                yield source, binding.name.rpartition(".")[2], is_visible, is_attribute
            if scopes[binding.scope].kind is ScopeKind.CLASS:  # whoever has the class has its attribute
                yield source, scopes[binding.scope].name, True, is_attribute
    for fact in module.outline.classes:
        for base in fact.bases:
            for source, is_attribute in _sources(base, imported):
                yield source, scopes[fact.scope].name, True, is_attribute
    for returned in module.outline.returns:
        for source, is_attribute in given.without(returned.scope, _sources(returned.value, imported), returned.value):
            yield source, scopes[returned.scope].name, True, is_attribute


class _Given:
    """Values that come from a parameter, of which nothing is known: `self.store.get()` says nothing about what is called get."""

    def __init__(self, module: Module) -> None:
        self._scopes = module.outline.scopes
        self._bound = {(binding.scope, binding.name) for binding in module.outline.bindings if binding.scope}
        self._parameters: dict[int, frozenset[str]] = {}

    def without(self, scope: int, sources: Sources, value: Expr) -> Sources:
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


def _sources(value: Expr, imported: AbstractSet[str]) -> Sources:
    """The names that a value can come from: `Name`, `module.Name`, `make()`, `factory.make()`, `Name.create()`; and whether
    the name is an attribute's, which any file may define.

    Attributes of objects are not followed (`self.registry` says nothing about classes of that name).
    """
    is_call = isinstance(value, Call)
    written = value.func if isinstance(value, Call) else value
    if not isinstance(written, str):
        return ()
    root, _, rest = written.partition(".")
    if not rest:
        return ((root, False),)
    names = ((written.rpartition(".")[2], True),) if is_call or root in imported else ()
    return (*names, (root, False)) if root[:1].isupper() else names
