"""The table of clone clusters: duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archgraph.model.analysis import Analysis
from archgraph.report.cells import Cell, figure
from archgraph.report.table import Table, integer, number, text


def _duplicates(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    services = {path: module.service for path, module in analysis.codebase.modules.items()}
    firsts: set[str] = set()
    counted: defaultdict[str, set[int]] = defaultdict(set)
    for item in analysis.clones:
        extra = 0
        if item.cluster in firsts:
            known = counted[item.path]
            before = len(known)
            known.update(range(item.start_line, item.end_line + 1))
            extra = len(known) - before
        firsts.add(item.cluster)
        place = (item.member, item.path, item.start_line, item.end_line, figure(item.similarity))
        yield (item.cluster, item.kind, item.clone_type, *place, extra, services.get(item.path, ""), item.difference)


DUPLICATES = Table(
    "duplicates",
    "One row per function, method or class that is a copy of another.",
    ("cluster",),
    (
        text("cluster", "stable id, made of the members' names"),
        text("kind", "function, method or class"),
        integer("clone_type", "1: the same but for layout; 2: names and constants differ; 3: statements differ"),
        text("member", "dotted name"),
        text("path", "file"),
        integer("start_line", "first line"),
        integer("end_line", "last line"),
        number("similarity", "0 to 1, to the cluster's first member, whose own is 1.0"),
        integer("duplicate_lines", "lines that are a copy: 0 for the first member, and no line is counted twice"),
        text("service", "service of the file"),
        text(
            "difference",
            "how it differs from the cluster's first member, with renamed words and lines; empty where only the layout does",
        ),
    ),
    _duplicates,
    lambda analysis: len(analysis.clones),
)
