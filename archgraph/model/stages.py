"""What a stage of a run costs."""

from __future__ import annotations

from archgraph.model.source import Row


class StageTime(Row, frozen=True):
    """CPU and wall seconds of one stage, worker processes included."""

    stage: str
    cpu: float
    wall: float
