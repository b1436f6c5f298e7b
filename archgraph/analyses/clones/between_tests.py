"""What two tests must have in common: in: fragments and how alike they are; out: whether it is worth telling.

A test is meant to be read alone: it arranges the world of its neighbours again, on purpose. What is worth telling is a copy
that parameters could replace (Winters, Manshreck and Wright 2020, *Software Engineering at Google*, chapter 12: "DAMP, not
DRY"), so that what is saved outweighs what the reader of a parametrized test has to keep apart.
"""

from __future__ import annotations

from archgraph.analyses.clones.fragment import Fragment
from archgraph.model.source import Zone

ONE_FAMILY = 0.6
"""Likeness of each with each that makes the tests of two groups one family, and brings tests together that are no pair: what
copies must share at least."""

_MORE, _MORE_IN_ONE_FILE = 0.25, 0.4
"""So much more than other functions two tests must share, of one file still more: tests of one thing arrange the same world and
are no copies for that."""

_COPIED, _NOT_BY_CHANCE = 0.8, 6
"""Tests of two files that have so large a share of their statements in common, and so many, are copies like other functions."""

_SAVED, _APART = 15, 2
"""Statements that one test in place of two of a file must save; each that differs counts so many times against it: it becomes
a parameter or a branch, which is read in both."""


def are_tests(one: Fragment, two: Fragment) -> bool:
    """Whether both stand in test code."""
    return one.module.zone is Zone.TEST and two.module.zone is Zone.TEST


def more_needed(one: Fragment, two: Fragment, similarity: float) -> float:
    """What two tests must have in common beyond what other functions must."""
    if one.module is two.module:
        return _MORE_IN_ONE_FILE
    return _MORE if similarity < _COPIED or min(one.size, two.size) < _NOT_BY_CHANCE else 0.0


def are_worth_merging(one: Fragment, two: Fragment, similarity: float) -> bool:
    """Whether one test with parameters would save enough in place of two that stand beside each other; those that differ in their
    data alone ask for nothing else, and those of two files were copied from one to the other."""
    if similarity == 1.0 or one.module is not two.module:
        return True
    size = (one.size + two.size) / 2
    common = similarity * size
    return common - _APART * (size - common) >= _SAVED
