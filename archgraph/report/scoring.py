"""The scorecard of an analysis: in: an Edition's figures and the targets of the settings, out: decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archgraph.gate.judged import Judged, Measure
from archgraph.gate.scorecard import Decision, decide
from archgraph.gate.targets import Checkpoint, read_targets
from archgraph.model.analysis import Analysis
from archgraph.model.settings import Settings
from archgraph.model.source import Zone
from archgraph.report.figures import FIGURE_NAMES
from archgraph.report.measured import Measured

REQUIRED = "events-required"
"""A figure that is a list of names: events that production code must emit."""


def checkpoints_of(settings: Settings) -> tuple[Checkpoint, ...]:
    """What the configuration demands; raises ConfigurationError."""
    return read_targets(settings.targets, {*FIGURE_NAMES, REQUIRED})


def decisions_of(analysis: Analysis, figures: Sequence[Measured]) -> tuple[Decision, ...]:
    """The scorecard, empty when nothing has a target."""
    measures = {item.figure.name: Measure(item.value, item.services) for item in figures}
    services = tuple(sorted({module.service for module in analysis.codebase.modules.values() if module.service}))
    judged = Judged((), measures, (), (), (), names_of(analysis), services)
    return decide(checkpoints_of(analysis.settings), judged, measures_before(analysis.before), analysis.settings.teams)


def measures_before(before: Mapping[str, Mapping[str, int]]) -> dict[str, Measure]:
    """The figures of an earlier state."""
    return {
        name: Measure(values.get("", 0), {service: value for service, value in values.items() if service})
        for name, values in before.items()
    }


def names_of(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """Figures that are lists of names."""
    sites = (site for site in analysis.events if site.role == "emit" and site.zone is Zone.PRODUCTION)
    return {REQUIRED: tuple(sorted({site.event for site in sites}))}
