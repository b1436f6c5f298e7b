"""How many processors this process may use: in, what the operating system says of it; out, a number of at least one."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUPS = Path("/proc/self/cgroup")


def usable_processors(groups: Path = _GROUPS, own_groups: Path = _OWN_GROUPS) -> int:
    """Processors that this process may run on, and not more than a container's limit of processor time can feed.

    `groups` is where control groups are mounted, `own_groups` the file that names those of this process (cgroups(7)). A
    container that may use two of sixty-four processors sees all of them: sixty-four workers would only wait for each other.
    """
    return max(1, min([_allowed(), *_limits(groups, own_groups)]))


def _allowed() -> int:
    """Processors that the scheduler may choose for this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _limits(groups: Path, own_groups: Path) -> Iterator[int]:
    """For each control group around this process that limits processor time: as many processors as use it up."""
    lines: list[str] = []
    with suppress(OSError, ValueError):
        lines = own_groups.read_text("utf-8").splitlines()
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if not controllers:
            yield from _around(groups, path)
        elif "cpu" in controllers.split(","):
            yield from _around(groups / controllers, path)


def _around(mounted: Path, path: str) -> Iterator[int]:
    """The limits of a group and of those around it. In a container its path may be that of the host, where nothing is mounted:
    then the mount itself is the container's own group."""
    group = mounted / path.strip("/")
    for each in (group, *group.parents):
        with suppress(OSError, ValueError):
            quota, period = _quota(each)
            yield math.ceil(quota / period)
        if each == mounted:
            return


def _quota(group: Path) -> tuple[int, int]:
    """Processor time, and the time in which it may be used, as version 2 or else version 1 of control groups says them.
    ValueError: no limit ("max", -1)."""
    try:
        quota, period = (group / "cpu.max").read_text("ascii").split()
    except FileNotFoundError:
        quota, period = ((group / name).read_text("ascii") for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us"))
    if int(quota) < 0:
        raise ValueError(quota)
    return int(quota), int(period)
