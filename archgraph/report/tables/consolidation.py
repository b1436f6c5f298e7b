"""The tables of the plan: consolidation, contracts, changes."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.consolidation import Planned
from archgraph.report.cells import Cell, figure, listed
from archgraph.report.table import Table, integer, number, text, texts


def consolidation_rows(analysis: Planned) -> Iterator[tuple[Cell, ...]]:
    """The rows of consolidation.csv."""
    for candidate in analysis.plan.candidates:
        for row in sorted(candidate.decisions, key=lambda decision: decision.key):
            what = (row.candidate, row.action, row.canonical, *row.key, row.reason, listed(row.unique_members))
            gain = (row.importers, row.lines_saved, figure(row.confidence), row.wave or "")
            yield (*what, *gain, row.needs, row.undo, candidate.family, listed(candidate.after))


def _contracts(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for row in analysis.plan.differences:
        yield (row.family, row.member, row.class_a, row.class_b, row.difference, row.path, row.line, row.text)


def _changes(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for row in analysis.plan.changes:
        yield (row.candidate, row.step, row.what, row.path, row.line, row.old, row.new)


CONSOLIDATION = Table(
    "consolidation",
    "One row per candidate of the plan and class in it, the one that stays included.",
    ("candidate", "member", "path", "line"),
    (
        text("candidate", "stable id, made of the members' names"),
        text("action", "KEEP, CONSOLIDATE, DELETE, CONVERT or UNDECIDED"),
        text("canonical", "the class that stays, dotted"),
        text("member", "the class that the row is about, dotted"),
        text("path", "its file"),
        integer("line", "line of its `class` keyword"),
        text("reason", "why, with the figures behind it"),
        texts(
            "unique_members",
            "public members that the canonical does not have: carried over, where changes says so",
        ),
        integer("importers", "modules outside tests that import it"),
        integer("lines_saved", "lines that go, without those to be carried over"),
        number("confidence", "0 to 1; 0.8 and more is meant to be followed"),
        integer("wave", "when: what is in one wave touches no common file; empty: nothing is to be done"),
        text("needs", "what would decide it, where it is not sure"),
        text("undo", "how to take the step back"),
        text("family", "words that the members' names share"),
        texts("after", "candidates that must be done before"),
    ),
    consolidation_rows,
    lambda analysis: sum(len(candidate.decisions) for candidate in analysis.plan.candidates),
)

CONTRACTS = Table(
    "contracts",
    "One row per member that two classes of a family share by name and not by contract, and per place that a merge would break.",
    ("family", "member", "class_a", "class_b", "difference"),
    (
        text("family", "words that the classes' names share"),
        text("member", "name of the method or property"),
        text("class_a", "the class whose callers would move"),
        text("class_b", "the class they would move to"),
        text(
            "difference",
            "parameters, async, return, context_manager, property or exceptions; or what a merge would break: attribute, "
            "making, checks, base, setup, limits, values, type or carried",
        ),
        text("path", "file of class_a, or of who would break"),
        integer("line", "line of the member in it, or of the place that would break"),
        text("text", "the difference in words"),
    ),
    _contracts,
    lambda analysis: len(analysis.plan.differences),
)

CHANGES = Table(
    "changes",
    "One row per place that a step of the plan changes, in working order.",
    ("candidate", "step"),
    (
        text("candidate", "as in consolidation.csv"),
        integer("step", "from 1, in the order in which to work"),
        text(
            "what",
            "carry over, import, subclass, instantiate, call, register, annotate, patch, read (of a constant of it), "
            "text (its name in one, or in a project file), the same with `test ` before it, "
            "export (in `__all__`), add import (its own module goes on using it), give base, alias, rename or remove",
        ),
        text("path", "file to change"),
        integer("line", "line of the place today"),
        text("old", "what stands there, dotted"),
        text("new", "what is to stand there; empty: nothing"),
    ),
    _changes,
    lambda analysis: len(analysis.plan.changes),
)
