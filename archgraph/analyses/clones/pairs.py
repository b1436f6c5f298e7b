"""All pairs of fragments that are copies of each other: in: the code base; out: pairs, for clusters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from archgraph.analyses.clones.between_tests import ONE_FAMILY, are_tests
from archgraph.analyses.clones.classes import similar_classes
from archgraph.analyses.clones.eligible import is_class, is_function
from archgraph.analyses.clones.fragment import Fragment, fragments
from archgraph.analyses.clones.functions import similar_functions
from archgraph.analyses.clones.ledger import Ledger
from archgraph.analyses.clones.migrations import Revisions
from archgraph.analyses.clones.near import Knowledge
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
    known: Knowledge
    alone: float
    """Closeness that makes a cluster of two that resemble not all of any other."""


def alike(codebase: Codebase, ledger: Ledger) -> tuple[Alike, Alike]:
    """The classes and the functions that are copies; overrides of one inherited method are none, nor what stands in two
    revisions of a database's schema.

    `ledger`: what an earlier run has measured; with it only pairs are compared of which one changed, and the answer is the same.
    """
    relatives, revisions = Relatives(codebase), Revisions()

    found = list(fragments(codebase))
    classes = _in_order([fragment for fragment in found if is_class(fragment)])
    functions = _in_order([fragment for fragment in found if is_function(fragment)])
    of_functions = [
        pair
        for pair in similar_functions(functions, ledger)
        if not functions[pair.one].holds(functions[pair.two])
        and not functions[pair.two].holds(functions[pair.one])
        and not _are_explained(functions[pair.one], functions[pair.two], relatives, revisions)
    ]
    of_classes = tuple(similar_classes(classes, relatives, ledger))
    forget()
    return (
        Alike(classes, of_classes, _of_classes(classes), 0.0),
        Alike(functions, tuple(of_functions), _of_functions(functions, relatives, revisions), ALONE),
    )


def _of_classes(classes: Sequence[Fragment]) -> Knowledge:
    return Knowledge(
        likeness=lambda one, two, least: class_likeness(classes[one], classes[two]),
        looks=lambda one: classes[one].print.shape,
        others=lambda one, two, least: _are_equal(classes[one], classes[two]),
        one_family=lambda one, two: 1.0,
        shelf=lambda one: None,
    )


def _of_functions(functions: Sequence[Fragment], relatives: Relatives, revisions: Revisions) -> Knowledge:
    def are_copies(one: int, two: int, least: float) -> bool:
        first, second = functions[one], functions[two]
        enough = max(least, ONE_FAMILY if are_tests(first, second) else SURE)
        return likeness(first, second, enough) >= enough and not _are_explained(first, second, relatives, revisions)

    def look(one: int) -> Hashable:
        each = functions[one]
        return each.print.sketch, relatives.overridden(each), revisions.hold(each) and each.place

    return Knowledge(
        likeness=lambda one, two, least: likeness(functions[one], functions[two], least),
        looks=look,
        others=are_copies,
        one_family=lambda one, two: ONE_FAMILY if are_tests(functions[one], functions[two]) else 1.0,
        shelf=lambda one: functions[one].module.path if are_tests(functions[one], functions[one]) else None,
    )


def _are_explained(one: Fragment, two: Fragment, relatives: Relatives, revisions: Revisions) -> bool:
    return relatives.are_overrides(one, two) or (revisions.hold(one) and revisions.hold(two))


def _are_equal(one: Fragment, two: Fragment) -> bool:
    """Whether two classes are the same to the last name."""
    return bool(one.print.exact) and one.print.exact == two.print.exact


def _in_order(found: list[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(found, key=lambda fragment: fragment.order))
