"""The end of the audit's way: in: a code base; out: every report, table and picture, written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from archgraph.analyses.audits.audit import all_rules
from archgraph.config.history import NO_PAST, Past
from archgraph.graphs.drawings.gallery import gallery
from archgraph.graphs.export import graphml, node_link
from archgraph.graphs.imports import portable_imports
from archgraph.graphs.inheritance import portable_inheritance
from archgraph.memory import give_back
from archgraph.model.analysis import Analysis
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.whole import analyse
from archgraph.report.layout import Layout
from archgraph.report.pictures.publish import published
from archgraph.report.writer import Published, write
from archgraph.timing import Clock


def audit(ground: Ground, out: Path, clock: Clock, past: Past = NO_PAST) -> Published:
    """Analyse a code base and write every report, table and picture to `out`.
    `past`: figures of earlier states, for the scorecard and the burn-down."""
    analysis = analyse(ground, clock)
    with clock.stage("pictures"):
        layout = Layout(gallery(analysis), ground.settings.layout_seconds, ground.facts.shelf)
        drawn = tuple(published(layout.collect()))
    give_back()
    with clock.stage("report"):
        analysis = replace(analysis, times=clock.times(), before=past.before, history=past.history)
        files = chain(whole_graphs(analysis), *[made for _, made in drawn])  # a whole graph is large: one at a time
        about = {rule.name: rule.summary for rule in all_rules()}
        return write(analysis, out, [picture for picture, _ in drawn], files, about)


def whole_graphs(analysis: Analysis) -> Iterator[tuple[str, bytes]]:
    """The import graph and the inheritance graph, whole, as files of a report."""
    for graph in (portable_imports(analysis.codebase), portable_inheritance(analysis.codebase)):
        yield f"graphs/{graph.name}.graphml", graphml(graph).encode()
        yield f"graphs/{graph.name}.json", node_link(graph).encode()
