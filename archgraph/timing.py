"""CPU and wall time by stage: in, blocks of work with a name; out, one `StageTime` per name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archgraph.model.analysis import StageTime


def cpu_seconds() -> float:
    """User and system CPU seconds of this process and of its finished children."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Clock:
    """Adds up what each stage costs; `announce` hears the name of each stage as it begins."""

    def __init__(self, announce: Callable[[str], None] = lambda stage: None) -> None:
        self._announce = announce
        self._spent: dict[str, tuple[float, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the block's time to the stage `name`."""
        self._announce(name)
        cpu, wall = cpu_seconds(), time.perf_counter()
        try:
            yield
        finally:
            before = self._spent.get(name, (0.0, 0.0))
            self._spent[name] = (before[0] + cpu_seconds() - cpu, before[1] + time.perf_counter() - wall)

    def times(self) -> tuple[StageTime, ...]:
        """What was counted so far, in order of first use."""
        return tuple(StageTime(name, cpu, wall) for name, (cpu, wall) in self._spent.items())
