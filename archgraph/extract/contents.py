"""Takes files as (path, content), from wherever they come, and gives their facts: from the cache by their content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import Cache
from archgraph.extract.file import extract_file
from archgraph.extract.place import cache_file
from archgraph.extract.reading import answer
from archgraph.extract.store import Blobs, Store
from archgraph.model.settings import Settings
from archgraph.model.source import Problem

_BATCH = 200


def extract_contents(root: Path, sources: Iterable[tuple[str, bytes]], settings: Settings) -> Store:
    """The facts of the files; `root` is where the tree belongs (a cache inside it is not read)."""
    file, note = cache_file(settings, root)
    cache = Cache(file)
    entries: dict[str, int] = {}
    held: dict[str, Blobs] = {}
    problems: list[Problem] = []
    paths: list[str] = []
    for batch in _batches(sources):
        keys = {path: cache.key(data, path) for path, data in batch}
        known = cache.find(keys.values())
        answers = [_read(path, data, keys[path], settings) for path, data in batch if keys[path] not in known]
        known |= cache.add([(each.key, each.sections) for each in answers if each.key])
        for each in answers:
            held[each.path] = each.sections
            if each.error:
                problems.append(Problem(each.path, each.line or None, "extract", each.error))
        for path, _ in batch:
            paths.append(path)
            if keys[path] in known:
                entries[path] = known[keys[path]]
                held.pop(path, None)
    store = Store(paths, cache, entries, held, lambda path: failure(path, "its facts are lost").sections)
    store.problems = tuple(sorted(problems, key=lambda problem: problem.path))
    store.notes = (*([note] if note else []), *cache.notes)
    return store


def _read(path: str, data: bytes, key: bytes, settings: Settings) -> Answer:
    if len(data) > settings.max_file_bytes:
        return failure(
            path, f"has {len(data):,} bytes, more than max-file-bytes ({settings.max_file_bytes:,}): not read"
        )
    return answer(path, key, extract_file(data, path))


def _batches(sources: Iterable[tuple[str, bytes]]) -> Iterable[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    for source in sources:
        batch.append(source)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
