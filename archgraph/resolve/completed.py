"""In: an outline that left a function unread, and the function's own outline; out: the outline with what the function says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from archgraph.model.facts.bindings import Binding, Raise, Return
from archgraph.model.facts.outline import Folded, Outline
from archgraph.model.facts.scopes import Branch, BranchKind, Scope, ScopeKind

Fact = TypeVar("Fact", Binding, Return, Raise)


def completed(outline: Outline, function: int, alone: Outline | None) -> Outline:
    """The outline with the parameters, bindings, returns and raises of one of its functions and of those in it. `alone` is that
    function's own outline (the lines are the file's); None: nothing can be known of it.

    What was there keeps its place: indices of scopes and branches stay good, what comes is added at the end. Of a folded
    outline `alone` is the whole one, and takes its place.
    """
    if isinstance(outline, Folded) and alone is not None:
        return alone
    whole = _with_inner(outline.scopes, function)
    unread = tuple(each for each in outline.unread if each not in whole)
    scopes = _paired(outline, whole, alone) if alone is not None else {}
    if alone is None or not scopes:
        return replace(outline, unread=unread)
    branches = _Branches(outline, alone)
    known = list(outline.scopes)
    for there, here in scopes.items():
        said = alone.scopes[there]
        if here == function:
            known[here] = replace(known[here], parameters=said.parameters, defaults=said.defaults)
        else:
            known[here] = replace(said, parent=known[here].parent, branch=branches.moved(said.branch))
    return replace(
        outline,
        scopes=tuple(known),
        bindings=(*outline.bindings, *_moved(alone.bindings, scopes, branches)),
        returns=(*outline.returns, *_moved(alone.returns, scopes, branches)),
        raises=(*outline.raises, *_moved(alone.raises, scopes, branches)),
        branches=branches.all(),
        unread=unread,
    )


def _with_inner(scopes: Sequence[Scope], function: int) -> range:
    """The function's scope and those in it, which follow it."""
    end = function + 1
    while end < len(scopes) and scopes[end].parent >= function:
        end += 1
    return range(function, end)


def _paired(outline: Outline, whole: range, alone: Outline) -> dict[int, int]:
    """The function's scopes in its own outline, and here; none when they are not the same: its body may be broken."""
    wanted = [(scope.name, scope.line) for scope in outline.scopes[whole.start : whole.stop]]
    for number, scope in enumerate(alone.scopes):
        if scope.kind is ScopeKind.FUNCTION and (scope.name, scope.line) == wanted[0]:
            found = _with_inner(alone.scopes, number)
            same = wanted == [(each.name, each.line) for each in alone.scopes[found.start : found.stop]]
            return dict(zip(found, whole, strict=True)) if same else {}
    return {}


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


def _moved(facts: Iterable[Fact], scopes: Mapping[int, int], branches: _Branches) -> Iterator[Fact]:
    for fact in facts:
        if fact.scope in scopes:
            yield replace(fact, scope=scopes[fact.scope], branch=branches.moved(fact.branch))
