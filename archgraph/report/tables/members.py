"""The table of members: who gives a class what it has. The largest of all tables, so one plain tuple per row."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell
from archgraph.report.table import CLASS_KEY, Table, integer, text, yes_no


def _members(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for item in analysis.members:
        class_, path, line = item.key
        yield (
            class_,
            path,
            line,
            item.member,
            item.kind,
            item.defined_in,
            item.member_path,
            "" if item.member_line is None else item.member_line,
            item.overrides,
            "" if item.calls_super is None else int(item.calls_super),
            item.change,
            item.count,
        )


MEMBERS = Table(
    "members",
    "Own members, and those inherited from classes of the code base; what comes from outside is one row per provider.",
    ("class", "path", "line", "member"),
    (
        *CLASS_KEY,
        text("member", "name of the member; for the kind external the provider's name"),
        text("kind", "method, async_method, property, attribute, …; external: all that one class outside provides"),
        text("defined_in", "dotted name of the class that provides it"),
        text("member_path", "file of the definition"),
        integer("member_line", "line of the definition"),
        text("overrides", "the next class of the MRO that has a member of this name"),
        yes_no(
            "calls_super",
            "1: the override calls super(), or the overridden method by name; empty for attributes, for properties that "
            "call neither, and when it overrides nothing",
        ),
        text("change", "what the override changes: parameters, sync/async, method/property, return annotation"),
        integer("count", "members that the row stands for: 1, or for the kind external how many"),
    ),
    _members,
    lambda analysis: len(analysis.members),
)
