"""Takes the files of a tree and gives their facts: from the cache where it knows them, from worker processes where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from archgraph.extract.answer import Answer
from archgraph.extract.cache import Cache
from archgraph.extract.lookup import Lookup
from archgraph.extract.recall import Recall, read, recall
from archgraph.extract.store import Blobs, Store, folded_outlines
from archgraph.model.settings import Settings
from archgraph.model.source import Problem
from archgraph.processors import usable_processors
from archgraph.surroundings import in_ci

_FEW_BYTES = 1_500_000
"""Below this much source a worker costs more than it saves."""

_CHUNK_BYTES = 600_000
"""Source that a worker gets at a time."""


def extract(
    root: Path, paths: tuple[str, ...], settings: Settings, recalled: Recall | None = None, *, whole: bool = True
) -> Store:
    """The facts of the files `paths` (relative to `root`, with `/`). Files that cannot be read are `problems` of the store.
    `recalled`: what the cache was asked already. Not `whole`: only the outlines are read, and of functions
    only what others can see (`Outline.unread`), in a third of the time; files whose other facts are asked for nevertheless
    are read again, one by one."""
    recalled = recalled or recall(root, paths, settings, whole=whole)
    cache, found = recalled.cache, recalled.found
    hits = len(found.entries)
    held: dict[str, Blobs] = {failed.path: failed.sections for failed in found.failures}
    outlines = {} if whole else folded_outlines(cache, found.entries)
    problems = list(found.failures)
    for answers in _read_all(root, found, settings, whole):
        ids = cache.add([(answer.key, answer.sections) for answer in answers if answer.key])
        for answer in answers:
            if answer.key in ids:
                found.entries[answer.path] = ids[answer.key]
            else:
                held[answer.path] = answer.sections
        outlines |= {answer.path: answer.outline for answer in answers if answer.outline is not None}
        problems += [answer for answer in answers if answer.error]
    recalled.remember(root)
    if found.asked and not in_ci():
        cache.prune()
    store = Store(paths, cache, found.entries, held, lambda path: read(root, path, cache).sections, outlines)
    store.problems = tuple(_problem(each) for each in sorted(problems, key=lambda each: each.path))
    store.notes = (*recalled.notes, *cache.notes)
    store.hits = hits
    return store


def _problem(answer: Answer) -> Problem:
    return Problem(answer.path, answer.line or None, "extract", answer.error)


def _read_all(root: Path, found: Lookup, settings: Settings, whole: bool) -> Iterator[list[Answer]]:
    """The answers for all missing files, chunk by chunk as they come."""
    chunks = _chunks(found.missing, found.seen)
    jobs = min(settings.jobs or usable_processors(), len(chunks))
    total = sum(found.seen[path][1] for path in found.missing)
    if jobs > 1 and total > _FEW_BYTES:
        from archgraph.extract.workers import Workers  # a run that finds all in the cache does without

        yield from Workers(root, chunks, jobs, whole).answers()
        return
    keys = Cache(None)
    for chunk in chunks:
        yield [read(root, path, keys, whole=whole) for path in chunk]


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
