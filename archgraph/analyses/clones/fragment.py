"""What can be a clone: in: fingerprints of the code base; out: fragments, each a whole function, method or class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archgraph.analyses.clones.boilerplate import is_generated
from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts.fingerprints import Fingerprint, Fingerprints
from archgraph.model.facts.scopes import Scope, ScopeKind
from archgraph.model.source import Zone

SKETCH_BYTES = 3
"""Bytes of a fingerprint's sketch for each statement."""


@dataclass(slots=True, eq=False)
class Fragment:
    """A function, method or class with its fingerprint; `methods` are those that stand directly in a class.

    Never changed; not frozen, as there are a hundred thousand and a frozen one takes three times as long to make.
    """

    module: Module
    print: Fingerprint
    scope: Scope
    size: int
    """Statements of a function, as its sketch counts them."""
    methods: tuple[Fragment, ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        """What identifies it: path and scope number."""
        return self.module.path, self.print.scope

    def holds(self, other: Fragment) -> bool:
        """Whether the other stands inside this one."""
        outer, inner = self.scope, other.scope
        return self.module is other.module and outer.line < inner.line and inner.end_line <= outer.end_line

    @property
    def kind(self) -> str:
        """function, method or class."""
        if self.scope.kind is ScopeKind.CLASS:
            return "class"
        parent = self.module.outline.scopes[self.scope.parent]
        return "method" if parent.kind is ScopeKind.CLASS else "function"

    @property
    def name(self) -> str:
        """Its dotted name."""
        return symbol_of(self.module, self.print.scope)

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """Production first, then by place."""
        return self.module.zone is not Zone.PRODUCTION, self.module.path, self.scope.line, self.scope.name


def fragments(codebase: Codebase) -> Iterator[Fragment]:
    """All functions, methods and classes that were not written by a program, file by file."""
    for path, section in codebase.facts.sections(Fingerprints):
        module = codebase.modules.get(path)
        if module is not None:
            yield from in_module(module, section)


def in_module(module: Module, section: Fingerprints) -> Iterator[Fragment]:
    """The same of one file."""
    if not section.prints or section.generated or is_generated(module):
        return
    scopes = module.outline.scopes
    methods: dict[int, list[Fragment]] = {}
    classes: list[Fingerprint] = []
    for print_ in section.prints:
        scope = scopes[print_.scope]
        if scope.kind is ScopeKind.CLASS:
            classes.append(print_)
            continue
        fragment = Fragment(module, print_, scope, len(print_.sketch) // SKETCH_BYTES)
        if scopes[scope.parent].kind is ScopeKind.CLASS:
            methods.setdefault(scope.parent, []).append(fragment)
        yield fragment
    for print_ in classes:
        yield Fragment(module, print_, scopes[print_.scope], 0, tuple(methods.get(print_.scope, ())))
