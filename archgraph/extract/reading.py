"""Takes a file's path and gives its facts encoded, or the reason why there are none."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import structs

from archgraph.content import content_of
from archgraph.extract.answer import Answer, failure
from archgraph.extract.cache import Cache, Extent
from archgraph.extract.file import extract_file, extract_skeleton
from archgraph.extract.store import encode
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Status


def read(root: Path, path: str, cache: Cache, *, whole: bool = True) -> Answer:
    """Read and extract one file below `root`, or, not `whole`, its skeleton alone; `cache` gives the key only."""
    try:
        data = content_of(root / path)
    except OSError as error:
        return failure(path, f"cannot be read: {error.strerror or error}")
    if whole:
        return answer(path, cache.key(data, path), extract_file(data, path))
    found = answer(path, cache.key(data, path, Extent.SKELETON), extract_skeleton(data, path))
    return structs.replace(found, sections=found.sections[:1]) if found.key else found


def answer(path: str, key: bytes, facts: FileFacts) -> Answer:
    """The facts encoded; those of a file that failed are not for the cache."""
    outline = facts.outline
    if outline.status is Status.FAILED:
        return Answer(path, b"", encode(facts), outline.error, outline.error_line)
    try:
        return Answer(path, key, encode(facts), outline=outline)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        return failure(path, f"its facts cannot be stored: {error}")
