"""What names of one file give their meaning to: in: a module's bindings, bases and returns; out: per name what gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from archgraph.model.codebase import Module
from archgraph.model.expr import Call, Expr
from archgraph.model.facts.bindings import Binding, BindingKind, Return
from archgraph.model.facts.outline import ClassFact, Outline
from archgraph.model.facts.scopes import ScopeKind

Gift = tuple[str, str, bool]
"""(file, name that gets the meaning, whether other files can see that name)"""

Giving = Binding | ClassFact | Return
"""What hands a meaning on: `gets = value`, `class gets(value)`, `return value` in the function `gets`."""


class Gifts:
    """What the names of one file give their meaning to; worked out by name, as few are asked for."""

    def __init__(self, module: Module, outside: frozenset[str]) -> None:
        """`outside`: names that stand for modules outside of the code base."""
        self._module = module
        self._scopes = module.outline.scopes
        self._sources: defaultdict[str, list[tuple[str, bool, Giving]]] = defaultdict(list)
        """A name that a value can come from → the first part of what is written, whether it is an attribute's, and the giving."""
        imported = imported_names(module)
        for fact, value in _values(module.outline):
            is_call = isinstance(value, Call)
            written = value.func if isinstance(value, Call) else value
            if isinstance(written, str) and (root := written.partition(".")[0]) not in outside:
                if root == written:
                    self._sources[root].append((root, False, fact))
                    continue
                for source, is_attribute in _sources(written, root, is_told=is_call or root in imported):
                    self._sources[source].append((root, is_attribute, fact))

    def of(self, name: str, *, as_attribute: bool = False) -> list[Gift]:
        """What gets its meaning from a name; `as_attribute`: only where it is an attribute's, which any file may define."""
        return [
            (self._module.path, gets, is_visible)
            for root, is_attribute, fact in self._sources.get(name, ())
            if (is_attribute or not as_attribute) and not self._is_a_parameters(fact, root)
            for gets, is_visible in self._getting(fact)
        ]

    @cached_property
    def _global(self) -> frozenset[tuple[int, str]]:
        """(scope, name) of the module's names that functions bind."""
        bindings = self._module.outline.bindings
        return frozenset([(each.scope, each.name) for each in bindings if each.kind is BindingKind.GLOBAL])

    def _getting(self, fact: Giving) -> Iterator[tuple[str, bool]]:
        """(name that gets the meaning, whether other files can see it)"""
        scope = self._scopes[fact.scope]
        if not isinstance(fact, Binding):
            yield scope.name, True
            return
        is_visible = scope.kind is not ScopeKind.FUNCTION or (fact.scope, fact.name) in self._global
        yield fact.name, is_visible
        if "." in fact.name:  # `Outer.Inner = Name`: an attribute of that name
            yield fact.name.rpartition(".")[2], is_visible
        if scope.kind is ScopeKind.CLASS:  # whoever has the class has its attribute
            yield scope.name, True

    def _is_a_parameters(self, fact: Giving, root: str) -> bool:
        """Is the root of the value a parameter of the function around it that is not bound anew? Nothing is known of it:
        `self.store.get()` says nothing about what is called get."""
        if not fact.scope or isinstance(fact, ClassFact):
            return False
        if all(root != name.lstrip("*") for name in self._scopes[fact.scope].parameters):
            return False
        bindings = self._module.outline.bindings
        return not any(binding.scope == fact.scope and binding.name == root for binding in bindings)


def _sources(written: str, root: str, *, is_told: bool) -> tuple[tuple[str, bool], ...]:
    """The names that a dotted value can come from: `module.Name`, `factory.make()`, `Name.create()`; and whether the name is an
    attribute's, which any file may define. `is_told`: it is a call's, or its root is imported.

    Attributes of objects are not followed (`self.registry` says nothing about classes of that name).
    """
    names = ((written.rpartition(".")[2], True),) if is_told else ()
    return (*names, (root, False)) if root[:1].isupper() else names


def attributes_in(module: Module) -> set[str]:
    """The names of attributes that may give their meaning to a name of the file: more than do. Hot: asked of every file."""
    outline = module.outline
    values = [binding.value for binding in outline.bindings]
    values += [returned.value for returned in outline.returns]
    for fact in outline.classes:
        values += fact.bases
    written = [value.func if isinstance(value, Call) else value for value in values]
    return {name.rpartition(".")[2] for name in written if isinstance(name, str) and "." in name}


def imported_names(module: Module) -> frozenset[str]:
    """The names that imports bind in a module, in whatever scope."""
    pairs = [pair for statement in module.outline.imports for pair in statement.names]
    return frozenset([alias or name.partition(".")[0] for name, alias in pairs])


def _values(outline: Outline) -> list[tuple[Giving, Expr]]:
    """The values that are handed on, and by what."""
    found: list[tuple[Giving, Expr]] = [(binding, binding.value) for binding in outline.bindings]
    found += [(fact, base) for fact in outline.classes for base in fact.bases]
    found += [(returned, returned.value) for returned in outline.returns]
    return found
