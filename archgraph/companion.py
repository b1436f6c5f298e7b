"""Work that is done beside other work: in: what gives results one by one; out: the same results, from a process of its own
where one can be had."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, NamedTuple

import msgspec

Work = Callable[[], Iterator[Any]]


class _Companion(NamedTuple):
    process: ForkProcess
    connection: Connection


def beside(work: Work, kinds: Sequence[Any]) -> Iterator[Any]:
    """The results of `work`, which has begun when this returns; `kinds` are their types, for msgspec.

    The work is done by a fork of this process, which knows all that is known here now, or by this process when it is asked for
    a result: where nothing can be forked safely, and from the first result on that the other process did not give, whatever
    became of it. So what `work` gives must not depend on when it is done.
    """
    if not _can_fork():
        return work()
    return _results(_start(work), work, kinds)


def _can_fork() -> bool:
    """Whether this process has one thread: a fork has no other, and waits forever for what they hold."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # libraries have threads that Python does not know
    except OSError:
        return False


def _start(work: Work) -> _Companion:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, theirs, ours), daemon=True)
    process.start()
    theirs.close()
    return _Companion(process, ours)


def _do(work: Work, connection: Connection, others: Connection) -> None:
    """The life of the other process. What goes wrong in it goes wrong again where the work is done anew, and is told there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    others.close()
    with suppress(Exception):
        for result in work():
            connection.send_bytes(msgspec.msgpack.encode(result))


def _results(companion: _Companion, work: Work, kinds: Sequence[Any]) -> Iterator[Any]:
    taken = 0
    try:
        for kind in kinds:
            data = companion.connection.recv_bytes()
            taken += 1
            if taken == len(kinds):
                _end(companion)  # its CPU time counts from now on
            yield msgspec.msgpack.decode(data, type=kind)
    except (EOFError, OSError):
        yield from islice(work(), taken, None)
    finally:
        _end(companion)


def _end(companion: _Companion) -> None:
    """Wait for the other process, which has nothing more to give or is not wanted any more."""
    companion.process.terminate()
    companion.process.join()
    with suppress(OSError):  # closed already, by the garbage collector if need be
        companion.connection.close()
