"""Violations of rules."""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.source import Row


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Row, frozen=True):
    """A violation of a rule at a place (a row of findings.csv); `id` is stable and holds no line number."""

    id: str
    rule: str
    severity: Severity
    path: str
    line: int
    end_line: int | None
    symbol: str
    message: str
    evidence: str
    confidence: float
    fix: str
    service: str
    team: str
    suppressed_by: str
