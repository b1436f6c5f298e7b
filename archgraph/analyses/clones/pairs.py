"""All pairs of fragments that are copies of each other: in: the code base; out: pairs, for clusters."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from archgraph.analyses.clones.classes import similar_classes
from archgraph.analyses.clones.eligible import is_class, is_function
from archgraph.analyses.clones.fragment import Fragment, fragments
from archgraph.analyses.clones.functions import similar_functions
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.migrations import Revisions
from archgraph.analyses.clones.pair import Pair
from archgraph.analyses.clones.relatives import Relatives
from archgraph.analyses.clones.similarity import class_likeness, forget, likeness
from archgraph.model.codebase import Codebase

SURE = 0.75
"""Likeness that is enough for two functions whose pair was not looked at."""

ALONE = 1.0
"""Closeness that two functions must have to be told beside the clusters that one of them is in."""


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Fragments of one sort in order, and the pairs of them that are copies."""

    fragments: tuple[Fragment, ...]
    pairs: tuple[Pair, ...]
    likeness: Callable[[Fragment, Fragment], float]
    looks: Callable[[Fragment], Hashable]
    """What two have in common when their likeness is 1 and nothing explains it."""
    others: Callable[[Fragment, Fragment], bool]
    """Whether two that are no pair are copies all the same: of large families only some pairs are looked at."""
    alone: float
    """Closeness that makes a cluster of two that resemble not all of any other."""


def alike(codebase: Codebase, ledger: Ledger) -> tuple[Alike, Alike]:
    """The classes and the functions that are copies; overrides of one inherited method are none, nor what stands in two
    revisions of a database's schema.

    `ledger`: what an earlier run has measured; with it only pairs are compared of which one changed, and the answer is the same.
    """
    relatives, revisions = Relatives(codebase), Revisions()

    def explained(one: Fragment, two: Fragment) -> bool:
        return relatives.are_overrides(one, two) or (revisions.hold(one) and revisions.hold(two))

    found = list(fragments(codebase))
    classes = _in_order([fragment for fragment in found if is_class(fragment)])
    functions = _in_order([fragment for fragment in found if is_function(fragment)])
    of_functions = [
        pair
        for pair in similar_functions(functions, ledger)
        if not functions[pair.one].holds(functions[pair.two])
        and not functions[pair.two].holds(functions[pair.one])
        and not explained(functions[pair.one], functions[pair.two])
    ]
    of_classes = tuple(similar_classes(classes, relatives, ledger))
    forget()
    return (
        Alike(classes, of_classes, class_likeness, lambda one: one.print.shape, _are_equal, 0.0),
        Alike(
            functions,
            tuple(of_functions),
            likeness,
            lambda one: (one.print.sketch, relatives.overridden(one), revisions.hold(one) and one.place),
            lambda one, two: likeness(one, two) >= SURE and not explained(one, two),
            ALONE,
        ),
    )


def _are_equal(one: Fragment, two: Fragment) -> bool:
    """Whether two classes are the same to the last name."""
    return bool(one.print.exact) and one.print.exact == two.print.exact


def _in_order(found: list[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(found, key=lambda fragment: fragment.order))
