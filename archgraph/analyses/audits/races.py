"""Races as findings: in: the evidence; out: a draft for each race of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.audits.rule import Draft
from archgraph.model.results.findings import Severity

_DOUBTFUL = 0.5


def raced(kind: str) -> Callable[[Evidence], Iterator[Draft]]:
    """The check of a rule about races of that kind."""

    def check(evidence: Evidence) -> Iterator[Draft]:
        for race in evidence.races:
            if race.kind == kind:
                severity = Severity.INFO if race.confidence <= _DOUBTFUL else None
                yield Draft(
                    race.path, race.line, race.symbol, race.text, race.evidence, race.confidence, severity=severity
                )

    return check
