"""What is done beside other work gives what it would have given here, whatever becomes of the other process."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archgraph import companion
from archgraph.companion import beside
from archgraph.extract.database import Database
from archgraph.timing import cpu_seconds

forks = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests load libraries that keep threads of their own; what is forked here needs none of them."""
    monkeypatch.setattr(companion, "_can_fork", lambda: sys.platform == "linux")


def processes() -> Iterator[int]:
    yield os.getpid()
    yield os.getpid()


@forks
def test_all_results_come_in_order_from_one_other_process() -> None:
    first, second = beside(processes, (int, int))
    assert first == second != os.getpid()


@forks
def test_work_begins_before_its_results_are_asked_for(tmp_path: Path) -> None:
    def work() -> Iterator[str]:
        (tmp_path / "begun").touch()
        yield "done"

    results = beside(work, (str,))
    while not (tmp_path / "begun").exists():
        pass
    assert list(results) == ["done"]


@forks
def test_what_a_process_that_died_did_not_give_is_worked_out_here() -> None:
    here = os.getpid()

    def work() -> Iterator[int]:
        yield os.getpid()
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        yield os.getpid()

    first, second = beside(work, (int, int))
    assert first != here
    assert second == here


@forks
def test_an_error_in_the_other_process_is_raised_here() -> None:
    def work() -> Iterator[int]:
        yield 1
        raise ValueError("too many")

    results = beside(work, (int, int))
    assert next(results) == 1
    with pytest.raises(ValueError, match="too many"):
        next(results)


@forks
def test_a_result_that_cannot_be_sent_is_worked_out_here() -> None:
    unsendable = object()
    assert list(beside(lambda: iter([unsendable]), (object,))) == [unsendable]


@forks
def test_the_cpu_time_of_the_other_process_counts_with_the_last_result() -> None:
    def work() -> Iterator[int]:
        yield sum(number * number for number in range(3_000_000))

    before = os.times()
    next(beside(work, (int,)))
    after = os.times()
    elsewhere = after.children_user - before.children_user
    assert elsewhere > after.user - before.user
    assert cpu_seconds() >= elsewhere


@forks
def test_a_process_whose_results_nobody_wants_any_more_is_ended() -> None:
    def work() -> Iterator[int]:
        yield os.getpid()
        signal.pause()
        yield 0

    results = beside(work, (int, int))
    process = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@forks
def test_a_cache_that_went_along_is_read_and_written_in_both_processes(tmp_path: Path) -> None:
    database = Database(tmp_path / "facts.sqlite")

    def put(key: str) -> bool:
        return database.write(lambda connection: connection.execute("INSERT INTO shelf VALUES (?, ?, 0)", (key, b"")))

    def work() -> Iterator[list[str]]:
        assert put("there")
        yield [key for (key,) in database.rows("SELECT key FROM shelf ORDER BY key")]

    assert put("before")
    assert next(beside(work, (list[str],))) == ["before", "there"]
    assert put("here")
    assert [key for (key,) in database.rows("SELECT key FROM shelf ORDER BY key")] == ["before", "here", "there"]
    assert not database.notes


def test_a_process_with_more_than_one_thread_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert next(beside(processes, (int, int))) == os.getpid()
    finally:
        stop.set()
        thread.join()
