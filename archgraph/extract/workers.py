"""Takes chunks of files and gives their facts as they come, from processes that live and die by themselves."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import Cache
from archgraph.extract.file import everyone
from archgraph.extract.reading import read

_HELLO = b""
"""What a worker says before it reads anything: what kills it later is one of its files."""
_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(list[Answer]).decode


class Workers:
    """Worker processes that read chunks of files; each has one chunk at a time, so that a death names its files."""

    def __init__(self, root: Path, chunks: Sequence[Sequence[str]], jobs: int, whole: bool) -> None:
        self._root = root
        self._whole = whole
        self._waiting = deque(chunks)
        self._jobs = jobs
        self._context = _context()
        self._processes: dict[Connection, BaseProcess] = {}
        self._working: dict[Connection, Sequence[str]] = {}
        if whole:
            everyone()  # what is loaded once here is not loaded in each process that is forked
        self._started = False
        """Whether any worker ever said that it is there."""

    def answers(self) -> Iterator[list[Answer]]:
        """The answers, chunk by chunk; workers are gone when it ends, however it ends."""
        try:
            for _ in range(self._jobs):
                self._start()
            while self._working:
                for connection in wait(list(self._working)):
                    assert isinstance(connection, Connection)
                    yield self._receive(connection)
        finally:
            for process in self._processes.values():
                process.terminate()
            for connection, process in self._processes.items():
                process.join()
                connection.close()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        inherited = [ours, *self._processes] if self._context.get_start_method() == "fork" else []
        process = self._context.Process(
            target=_work, args=(theirs, inherited, str(self._root), self._whole), daemon=True
        )
        process.start()
        theirs.close()
        self._processes[ours] = process
        self._give(ours)

    def _give(self, connection: Connection) -> None:
        """Give a worker its next chunk."""
        if not self._waiting:
            self._working.pop(connection, None)
            return
        self._working[connection] = chunk = self._waiting.popleft()
        with suppress(OSError):  # it may be dead: receiving tells
            connection.send(list(chunk))

    def _receive(self, connection: Connection) -> list[Answer]:
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            return self._bury(connection)
        if data == _HELLO:
            self._started = True
            return []
        answers = _DECODE(data)
        paths = self._working[connection]
        self._give(connection)
        return [replace(answer, path=path) for path, answer in zip(paths, answers, strict=True)]

    def _bury(self, connection: Connection) -> list[Answer]:
        """A worker died: its files are tried again one by one, a file that was alone with it is given up."""
        chunk = self._working.pop(connection)
        process = self._processes.pop(connection)
        process.join()
        connection.close()
        if not self._started:  # processes do not start here at all
            keys = Cache(None)
            return [read(self._root, path, keys, whole=self._whole) for path in chunk]
        answers = []
        if len(chunk) == 1:
            answers = [failure(chunk[0], f"the process that read it died ({_ending(process)})")]
        else:
            self._waiting.extendleft([path] for path in reversed(chunk))
        if self._waiting:
            self._start()
        return answers


def _context() -> Any:  # typeshed's common base has no Process
    """fork where it is safe: it starts at once and does not run the caller's script again."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _ending(process: BaseProcess) -> str:
    code = process.exitcode or 0
    try:
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


def _work(connection: Connection, inherited: Sequence[Connection], root: str, whole: bool) -> None:
    """A worker: answers chunk after chunk until its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    gc.disable()
    for other in inherited:
        other.close()
    keys = Cache(None)
    try:
        connection.send_bytes(_HELLO)
        while True:
            chunk: list[str] = connection.recv()
            answers = [read(Path(root), path, keys, whole=whole) for path in chunk]
            # Names of files need not be UTF-8, which is all that msgpack takes: who asked knows them.
            connection.send_bytes(_ENCODE([replace(answer, path="", outline=None) for answer in answers]))
    except (EOFError, OSError):
        return
