"""The end of the audit's way: in: a code base; out: every report, table and picture, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from archgraph.model.deferred import Deferred
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.whole import analyse
from archgraph.report.layout import Layout
from archgraph.report.pictures.publish import Drawn, published
from archgraph.report.writer import Hear, write
from archgraph.timing import Clock


def audit(ground: Ground, out: Path, clock: Clock, past: Past = NO_PAST, hear: Hear | None = None) -> tuple[str, ...]:
    """Analyse a code base and write every report, table and picture to `out`; their paths below it.
    `past`: figures of earlier states, for the scorecard and the burn-down; `hear`: is told all that is written."""
    analysis = analyse(ground, clock)
    with clock.stage("pictures"):
        layout = Layout(gallery(analysis), ground.settings.layout_seconds, ground.facts.shelf)
    give_back()
    drawn = Deferred(lambda: _drawn(layout, clock))
    with clock.stage("report"):
        analysis = replace(analysis, times=clock.times(), before=past.before, history=past.history)
        pictures = Deferred(lambda: [picture for picture, _ in drawn])
        about = {rule.name: rule.summary for rule in all_rules()}
        return write(analysis, out, pictures, _extra(analysis, drawn), about, hear)


def _drawn(layout: Layout, clock: Clock) -> Sequence[Drawn]:
    """The pictures with their files, when they are laid out: that is done beside what needs no pictures."""
    with clock.stage("pictures"):
        give_back()  # what the tables needed
        drawn = tuple(published(layout.collect()))
        give_back()
        return drawn


def _extra(analysis: Analysis, drawn: Iterable[Drawn]) -> Iterator[tuple[str, bytes]]:
    """The whole graphs, one at a time as each is large, and the files of the pictures."""
    yield from whole_graphs(analysis)
    for _, files in drawn:
        yield from files


def whole_graphs(analysis: Analysis) -> Iterator[tuple[str, bytes]]:
    """The import graph and the inheritance graph, whole, as files of a report."""
    for graph in (portable_imports(analysis.codebase), portable_inheritance(analysis.codebase)):
        yield f"graphs/{graph.name}.graphml", graphml(graph).encode()
        yield f"graphs/{graph.name}.json", node_link(graph).encode()
