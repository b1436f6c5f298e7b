"""In: an outline that left a function unread, and the function's own outline; out: the outline with what the function says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from archgraph.model.facts.bindings import Binding, Raise, Return
from archgraph.model.facts.outline import Outline
from archgraph.model.facts.scopes import Branch, BranchKind, ScopeKind

Fact = TypeVar("Fact", Binding, Return, Raise)


def completed(outline: Outline, function: int, alone: Outline | None) -> Outline:
    """The outline with the parameters, bindings, returns and raises of one of its functions, whose own outline is `alone` (the
    lines are the file's); None: nothing can be known of it.

    What was there keeps its place: indices of scopes and branches stay good, what comes is added at the end.
    """
    unread = tuple(each for each in outline.unread if each != function)
    inner = _scope_of(outline, function, alone) if alone is not None else 0
    if alone is None or not inner:
        return replace(outline, unread=unread)
    branches, said = _Branches(outline, alone), alone.scopes[inner]
    scope = replace(outline.scopes[function], parameters=said.parameters, defaults=said.defaults)
    return replace(
        outline,
        scopes=(*outline.scopes[:function], scope, *outline.scopes[function + 1 :]),
        bindings=(*outline.bindings, *_moved(alone.bindings, inner, function, branches)),
        returns=(*outline.returns, *_moved(alone.returns, inner, function, branches)),
        raises=(*outline.raises, *_moved(alone.raises, inner, function, branches)),
        branches=branches.all(),
        unread=unread,
    )


def _scope_of(outline: Outline, function: int, alone: Outline) -> int:
    """The scope of the function in its own outline, 0 when it is not there: its body may be broken."""
    wanted = outline.scopes[function]
    for number, scope in enumerate(alone.scopes):
        if scope.kind is ScopeKind.FUNCTION and (scope.name, scope.line) == (wanted.name, wanted.line):
            return number
    return 0


class _Branches:
    """The branches of an outline, and those of the function that its facts stand in."""

    def __init__(self, outline: Outline, alone: Outline) -> None:
        self._alone = alone.branches
        self._found = list(outline.branches)
        self._groups = max((branch.group for branch in self._found), default=0)
        self._moved: dict[int, int] = {0: 0}

    def moved(self, branch: int) -> int:
        """The index here of a branch of the function; those around it come first, as they do there."""
        known = self._moved.get(branch)
        if known is None:
            record = self._alone[branch]
            parent = self.moved(record.parent)
            if not self._found:
                self._found.append(Branch(BranchKind.NONE, 0, 0, "", 0, 0))
            known = self._moved[branch] = len(self._found)
            self._found.append(replace(record, parent=parent, group=record.group + self._groups))
        return known

    def all(self) -> tuple[Branch, ...]:
        """All branches, in the order of their indices."""
        return tuple(self._found)


def _moved(facts: Iterable[Fact], inner: int, function: int, branches: _Branches) -> Iterator[Fact]:
    for fact in facts:
        if fact.scope == inner:
            yield replace(fact, scope=function, branch=branches.moved(fact.branch))
