"""The branches of a file: in: an Outline, out: the arms of its compound statements and what stands in each of them."""

from __future__ import annotations

from collections import defaultdict

from archgraph.model.facts.outline import Outline
from archgraph.resolve.tables import Event, start_of


def arms_by_group(outline: Outline) -> dict[int, list[int]]:
    """Compound statement → its branches, in source order."""
    arms: dict[int, list[int]] = defaultdict(list)
    for index, branch in enumerate(outline.branches):
        if index:
            arms[branch.group].append(index)
    return dict(arms)


def facts_by_branch(outline: Outline) -> dict[int, list[Event]]:
    """Branch → what stands directly in it: imports, bindings, classes and functions, in source order."""
    found: dict[int, list[Event]] = defaultdict(list)
    for statement in outline.imports:
        if statement.branch:
            found[statement.branch].append(statement)
    for binding in outline.bindings:
        if binding.branch:
            found[binding.branch].append(binding)
    for index, scope in enumerate(outline.scopes):
        if scope.branch:
            found[scope.branch].append(index)
    for facts in found.values():
        facts.sort(key=lambda event: start_of(outline, event))
    return dict(found)


def branch_chain(outline: Outline, branch: int) -> list[int]:
    """The branch and those around it in its scope, innermost first."""
    chain = []
    while branch:
        chain.append(branch)
        branch = outline.branches[branch].parent
    return chain


def within(outline: Outline, branch: int, outer: int) -> bool:
    """Is `branch` the branch `outer` or inside it?"""
    branches = outline.branches
    while branch and branch != outer:
        branch = branches[branch].parent
    return branch == outer
