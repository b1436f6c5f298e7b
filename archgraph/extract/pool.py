"""Takes the files of a tree and gives their facts: from the cache where it knows them, from worker processes where not."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import msgspec

from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import Cache, Seen
from archgraph.extract.lookup import Lookup, index_of, look_up
from archgraph.extract.place import cache_file
from archgraph.extract.shelf import Shelf
from archgraph.extract.store import Blobs, Store
from archgraph.model.settings import Settings
from archgraph.model.source import Problem
from archgraph.surroundings import in_ci

_FEW_BYTES = 1_500_000
"""Below this much source a worker costs more than it saves."""

_CHUNK_BYTES = 600_000
"""Source that a worker gets at a time."""

_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(list[Answer]).decode


@dataclass(frozen=True, slots=True)
class Recall:
    """What the cache says of a tree, before any file of it is read."""

    cache: Cache
    found: Lookup
    notes: tuple[str, ...]
    whole: bool = True
    """Whether the files are known whole; else it may be that only their outlines are."""

    @property
    def state(self) -> str:
        """What stands for the content of all files, within this cache; "" when it does not know them all."""
        if self.found.failures or len(self.found.entries) < len(self.found.seen) or not self.cache.is_open:
            return ""
        return blake2b(_ENCODE(sorted(self.found.entries.items())), digest_size=16).hexdigest()

    @property
    def shelf(self) -> Shelf:
        """Where later stages keep what is dear to compute."""
        return Shelf(self.cache)

    def remember(self, root: Path) -> None:
        """Keep what was seen of each file, so that the next run need not open it; with CI set, times mean nothing."""
        if self.found.asked and not in_ci():
            seen = {path: Seen(*self.found.seen[path], entry) for path, entry in self.found.entries.items()}
            self.cache.remember(index_of(root, whole=self.whole), seen)


def recall(root: Path, paths: tuple[str, ...], settings: Settings, *, whole: bool = True) -> Recall:
    """Ask the cache what it knows of the files `paths` (relative to `root`, with `/`); not `whole`: of their outlines."""
    file, note = cache_file(settings, root)
    cache = Cache(file)
    found = look_up(root, paths, cache, settings.max_file_bytes, whole=whole)
    return Recall(cache, found, (note,) if note else (), whole)


def extract(
    root: Path, paths: tuple[str, ...], settings: Settings, recalled: Recall | None = None, *, whole: bool = True
) -> Store:
    """The facts of the files `paths` (relative to `root`, with `/`). Files that cannot be read are `problems` of the store.
    `recalled`: what the cache was asked already. Not `whole`: only the outlines are read, in half the time; files whose
    other facts are asked for nevertheless are read again, one by one."""
    recalled = recalled or recall(root, paths, settings, whole=whole)
    cache, found = recalled.cache, recalled.found
    hits = len(found.entries)
    held: dict[str, Blobs] = {failed.path: failed.sections for failed in found.failures}
    problems = list(found.failures)
    for answers in _read_all(root, found, settings, whole):
        ids = cache.add([(answer.key, answer.sections) for answer in answers if answer.key])
        for answer in answers:
            if answer.key in ids:
                found.entries[answer.path] = ids[answer.key]
            else:
                held[answer.path] = answer.sections
        problems += [answer for answer in answers if answer.error]
    recalled.remember(root)
    if found.asked and not in_ci():
        cache.prune()
    store = Store(paths, cache, found.entries, held, lambda path: read(root, path, cache).sections)
    store.problems = tuple(_problem(each) for each in sorted(problems, key=lambda each: each.path))
    store.notes = (*recalled.notes, *cache.notes)
    store.hits = hits
    return store


def read(root: Path, path: str, cache: Cache, *, whole: bool = True) -> Answer:
    """Read and extract one file; the code for it is loaded with the first file that is not in the cache."""
    from archgraph.extract import reading

    return reading.read(root, path, cache, whole=whole)


def _problem(answer: Answer) -> Problem:
    return Problem(answer.path, answer.line or None, "extract", answer.error)


# ------------------------------------------------------------------------------------------------------ processes


def _read_all(root: Path, found: Lookup, settings: Settings, whole: bool) -> Iterator[list[Answer]]:
    """The answers for all missing files, chunk by chunk as they come."""
    chunks = _chunks(found.missing, found.seen)
    jobs = min(settings.jobs or usable_processors(), len(chunks))
    total = sum(found.seen[path][1] for path in found.missing)
    if jobs > 1 and total > _FEW_BYTES:
        yield from _Workers(root, chunks, jobs, whole).answers()
        return
    keys = Cache(None)
    for chunk in chunks:
        yield [read(root, path, keys, whole=whole) for path in chunk]


def usable_processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(paths: Sequence[str], seen: dict[str, tuple[int, int]]) -> list[list[str]]:
    """The paths in order, cut into chunks of about the same number of bytes."""
    chunks: list[list[str]] = []
    room = 0
    for path in paths:
        if room <= 0:
            chunks.append([])
            room = _CHUNK_BYTES
        chunks[-1].append(path)
        room -= seen[path][1] + 200
    return chunks


class _Workers:
    """Worker processes that read chunks of files; each has one chunk at a time, so that a death names its files."""

    def __init__(self, root: Path, chunks: Sequence[Sequence[str]], jobs: int, whole: bool) -> None:
        self._root = root
        self._whole = whole
        self._waiting = deque(chunks)
        self._jobs = jobs
        self._context = _context()
        self._processes: dict[Connection, BaseProcess] = {}
        self._working: dict[Connection, Sequence[str]] = {}
        self._started = False
        """Whether any worker ever answered."""

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
            answers = _DECODE(connection.recv_bytes())
        except (EOFError, OSError):
            return self._bury(connection)
        self._started = True
        self._give(connection)
        return answers

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
        while True:
            chunk: list[str] = connection.recv()
            connection.send_bytes(_ENCODE([read(Path(root), path, keys, whole=whole) for path in chunk]))
    except (EOFError, OSError):
        return
