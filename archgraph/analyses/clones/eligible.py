"""Which fragments are looked at: in: a fragment; out: whether it is large enough to be a clone."""

from __future__ import annotations

from archgraph.analyses.clones.fragment import Fragment

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


def is_class(fragment: Fragment) -> bool:
    """Whether it is a class with methods enough to tell."""
    if len(fragment.methods) >= ENOUGH_METHODS:
        return True
    if len(fragment.methods) < 2 or fragment.print.statements < MIN_CLASS_STATEMENTS:
        return False
    return sum(method.size for method in fragment.methods) >= LEAST_IN_METHODS * fragment.print.statements


def is_function(fragment: Fragment) -> bool:
    """Whether it is a function or method long enough to tell."""
    return fragment.size >= MIN_STATEMENTS and fragment.print.nodes >= MIN_NODES
