"""Workers are as many as can run: a container's limit of processor time counts, however it is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archgraph import processors
from archgraph.processors import usable_processors


@pytest.fixture(autouse=True)
def _large_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors, "_allowed", lambda: 64)


def count(folder: Path, own_groups: str, **files: str) -> int:
    """The processors where control groups are mounted with these files (`__` in a name is a folder, `_` a dot)."""
    for name, text in files.items():
        path = folder / "mounted" / name.replace("__", "/").replace("cpu_max", "cpu.max").replace("cpu_cfs", "cpu.cfs")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "own").write_text(own_groups)
    return usable_processors(folder / "mounted", folder / "own")


def test_the_limit_of_a_container_counts(tmp_path: Path) -> None:
    assert count(tmp_path, "0::/\n", cpu_max="200000 100000\n") == 2


def test_half_a_processor_more_is_one_more_worker(tmp_path: Path) -> None:
    assert count(tmp_path, "0::/\n", cpu_max="250000 100000\n") == 3
    assert count(tmp_path, "0::/\n", cpu_max="10000 100000\n") == 1


def test_no_limit_is_all_processors(tmp_path: Path) -> None:
    assert count(tmp_path, "0::/\n", cpu_max="max 100000\n") == 64
    assert count(tmp_path, "4:cpu:/\n", cpu__cpu_cfs_quota_us="-1\n", cpu__cpu_cfs_period_us="100000\n") == 64


def test_of_groups_in_groups_the_tightest_counts(tmp_path: Path) -> None:
    files = {"pod__cpu_max": "300000 100000\n", "pod__job__cpu_max": "max 100000\n", "cpu_max": "900000 100000\n"}
    assert count(tmp_path, "0::/pod/job\n", **files) == 3


def test_a_limit_is_read_from_version_1_of_control_groups_too(tmp_path: Path) -> None:
    own = "9:name=systemd:/\n4:cpu,cpuacct:/docker/0123\n"
    files = {"cpu,cpuacct__cpu_cfs_quota_us": "400000\n", "cpu,cpuacct__cpu_cfs_period_us": "100000\n"}
    assert count(tmp_path, own, **files) == 4, "the path is the host's, what is mounted is the container's"


@pytest.mark.parametrize("text", ["", "nonsense\n", "1 2 3\n", "\u00e4 1\n"])
def test_a_limit_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    assert count(tmp_path, "0::/\n", cpu_max=text) == 64


def test_a_limit_above_what_is_allowed_changes_nothing(tmp_path: Path) -> None:
    assert count(tmp_path, "0::/\n", cpu_max="9900000 100000\n") == 64


def test_without_control_groups_the_scheduler_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert usable_processors(tmp_path, tmp_path / "none") == allowed
    assert 1 <= usable_processors() <= (allowed or 1)
