"""What the gate judges: the findings of a code base, its figures, and how completely it was read."""

from __future__ import annotations

from archgraph.model.results.findings import Finding
from archgraph.model.source import Problem, Row


class Measure(Row, frozen=True):
    """The value of a figure of summary.json, over everything and by service (services without any are left out)."""

    value: int
    services: dict[str, int]


class Judged(Row, frozen=True):
    """All that `check` needs to know of a code base; small enough to be kept between runs."""

    findings: tuple[Finding, ...]
    """Of all rules, suppressed ones too, as the audit sorts them."""
    figures: dict[str, Measure]
    files: tuple[str, ...]
    recovered: tuple[str, ...]
    """Files with a syntax error, read as far as possible."""
    failed: tuple[Problem, ...]
    """Files of which nothing could be read, were skipped by a limit or lost with a worker."""
    names: dict[str, tuple[str, ...]]
    """Figures that are lists of names, such as the events that production code emits."""
    services: tuple[str, ...] = ()
    """The services that modules belong to; none: not known."""
