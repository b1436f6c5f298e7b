"""What is old, deprecated or dated."""

from __future__ import annotations

from archgraph.model.source import Row, Zone


class LegacyItem(Row, frozen=True):
    """A row of legacy.csv; `sunset` is an ISO date or "". `subject`: what the date or remark is about, a dotted name or a key."""

    kind: str
    name: str
    path: str
    line: int
    twin: str
    sunset: str
    callers: int | None
    zone: Zone
    subject: str = ""
