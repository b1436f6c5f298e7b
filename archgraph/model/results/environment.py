"""Accesses to the process environment, resolved and judged."""

from __future__ import annotations

from archgraph.model.source import Row, Zone


class EnvironmentAccess(Row, frozen=True):
    """A row of environment.csv."""

    path: str
    line: int
    operation: str
    access: str
    key: str
    default: str
    zone: Zone
    surface: str
    through: str
    function: str
    service: str
    allowed: bool
