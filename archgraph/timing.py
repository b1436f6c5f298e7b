"""CPU and wall time by stage: in, blocks of work with a name; out, one `StageTime` per name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archgraph.model.stages import StageTime


def cpu_seconds() -> float:
    """User and system CPU seconds of this process and of its finished children."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Clock:
    """Adds up what each stage costs; `announce` hears the name of each stage as it begins."""

    def __init__(self, announce: Callable[[str], None] = lambda stage: None) -> None:
        self._announce = announce
        self._spent: dict[str, tuple[float, float]] = {}
        self._open: list[str] = []
        self._charged = (0.0, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the block's time to the stage `name`, but for stages inside it: those have their own."""
        self._announce(name)
        self._charge()
        self._open.append(name)
        self._spent.setdefault(name, (0.0, 0.0))
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def times(self) -> tuple[StageTime, ...]:
        """What was counted so far, in order of first use."""
        return tuple(StageTime(name, cpu, wall) for name, (cpu, wall) in self._spent.items())

    def _charge(self) -> None:
        """Count what was spent since the last time to the innermost stage."""
        cpu, wall = cpu_seconds(), time.perf_counter()
        if self._open:
            before = self._spent[self._open[-1]]
            self._spent[self._open[-1]] = (before[0] + cpu - self._charged[0], before[1] + wall - self._charged[1])
        self._charged = (cpu, wall)
