"""What can be a clone: in: fingerprints of the code base; out: fragments, each a whole function, method or class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from archgraph.analyses.places import symbol_of
from archgraph.model.codebase import Codebase, Module
from archgraph.model.facts import Fingerprint, Fingerprints, Scope, ScopeKind
from archgraph.model.source import Zone

MIN_STATEMENTS = 6
MIN_NODES = 40


@dataclass(frozen=True)
class Fragment:
    """A function, method or class with its fingerprint."""

    module: Module
    print: Fingerprint

    @property
    def scope(self) -> Scope:
        """The scope record of the fragment."""
        return self.module.outline.scopes[self.print.scope]

    @property
    def place(self) -> tuple[str, int]:
        """What identifies it: path and scope number."""
        return self.module.path, self.print.scope

    @property
    def parent(self) -> Scope:
        """The scope that it stands in."""
        return self.module.outline.scopes[self.scope.parent]

    @cached_property
    def kind(self) -> str:
        """function, method or class."""
        if self.scope.kind is ScopeKind.CLASS:
            return "class"
        return "method" if self.parent.kind is ScopeKind.CLASS else "function"

    @cached_property
    def name(self) -> str:
        """Its dotted name."""
        return symbol_of(self.module, self.print.scope)

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """Production first, then by place: the first of a cluster is what the others are compared with."""
        return self.module.zone is not Zone.PRODUCTION, self.module.path, self.scope.line, self.name


def fragments(codebase: Codebase) -> Iterator[Fragment]:
    """All fragments that are large enough to be worth a second look."""
    for path, section in codebase.facts.sections(Fingerprints):
        module = codebase.modules[path]
        for print_ in section.prints:
            if print_.statements >= MIN_STATEMENTS or print_.nodes >= MIN_NODES:
                yield Fragment(module, print_)
