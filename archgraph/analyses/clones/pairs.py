"""All pairs of fragments that are copies of each other: in: the code base; out: pairs, for clusters and for other analyses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archgraph.analyses.clones.classes import similar_classes
from archgraph.analyses.clones.fragment import Fragment, fragments
from archgraph.analyses.clones.functions import Pair, similar_functions
from archgraph.analyses.clones.relatives import Relatives
from archgraph.model.codebase import Codebase
from archgraph.model.results import ClonePair

MIN_STATEMENTS = 5
"""Statements of a function below which it is no clone."""

MIN_NODES = 20
"""Syntax nodes of a function below which it is no clone."""

MIN_CLASS_STATEMENTS = 6
"""Statements of a class, those of its methods included, below which it is no clone."""

ENOUGH_METHODS = 3
"""Methods from which on a class is looked at, however short they are."""

LEAST_IN_METHODS = 0.3
"""Share of a class's statements in its methods below which it is a list of values: its methods say little about it."""


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Fragments of one sort in order, and the pairs of them that are copies."""

    fragments: tuple[Fragment, ...]
    pairs: tuple[Pair, ...]


def alike(codebase: Codebase) -> tuple[Alike, Alike]:
    """The classes and the functions that are copies; overrides of one inherited method are none."""
    relatives = Relatives(codebase)
    found = list(fragments(codebase))
    classes = _in_order([fragment for fragment in found if _is_class(fragment)])
    functions = _in_order([fragment for fragment in found if _is_function(fragment)])
    of_functions = [
        pair
        for pair in similar_functions(functions)
        if not functions[pair[0]].holds(functions[pair[1]])
        and not functions[pair[1]].holds(functions[pair[0]])
        and not relatives.are_overrides(functions[pair[0]], functions[pair[1]])
    ]
    of_classes = tuple(similar_classes(classes, relatives))
    for fragment in found:
        fragment.forget()
    return Alike(classes, of_classes), Alike(functions, tuple(of_functions))


def similar_across(
    codebase: Codebase, left: Callable[[str], bool], right: Callable[[str], bool]
) -> tuple[ClonePair, ...]:
    """Pairs of which one stands in a file (by path) of the left side, the other in one of the right side."""
    return tuple(
        turned
        for sort in alike(codebase)
        for pair in clone_pairs(sort)
        for turned in (pair, _turned(pair))
        if left(turned.path) and right(turned.other_path)
    )


def clone_pairs(sort: Alike) -> tuple[ClonePair, ...]:
    """The pairs as records, sorted by place."""
    return tuple(_record(sort.fragments, *pair) for pair in sorted(sort.pairs))


def _record(fragments: Sequence[Fragment], one: int, two: int, similarity: float) -> ClonePair:
    first, second = fragments[one], fragments[two]
    return ClonePair(
        kind=first.kind,
        member=first.name,
        path=first.module.path,
        scope=first.print.scope,
        other=second.name,
        other_path=second.module.path,
        other_scope=second.print.scope,
        similarity=similarity,
    )


def _turned(pair: ClonePair) -> ClonePair:
    return ClonePair(
        kind=pair.kind,
        member=pair.other,
        path=pair.other_path,
        scope=pair.other_scope,
        other=pair.member,
        other_path=pair.path,
        other_scope=pair.scope,
        similarity=pair.similarity,
    )


def _in_order(found: list[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(found, key=lambda fragment: fragment.order))


def _is_class(fragment: Fragment) -> bool:
    if len(fragment.methods) >= ENOUGH_METHODS:
        return True
    if len(fragment.methods) < 2 or fragment.print.statements < MIN_CLASS_STATEMENTS:
        return False
    return sum(method.size for method in fragment.methods) >= LEAST_IN_METHODS * fragment.print.statements


def _is_function(fragment: Fragment) -> bool:
    return fragment.size >= MIN_STATEMENTS and fragment.print.nodes >= MIN_NODES
