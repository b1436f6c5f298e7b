"""What reading one file gave: its facts encoded, or the reason why there are none."""

from __future__ import annotations

import msgspec

from archgraph.extract.store import encode
from archgraph.model.facts.file import FileFacts
from archgraph.model.facts.outline import Outline, Status


class Answer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The encoded sections of one file. `key` identifies them in the cache, b"" when they must not be kept; `error` (with the
    line, 0 for the whole file) says why the file failed. `outline`: the first section as it was before, where it was read in
    this process: who has it need not decode it."""

    path: str
    key: bytes
    sections: list[bytes]
    error: str = ""
    line: int = 0
    outline: Outline | None = None


def failed(message: str) -> FileFacts:
    """The facts of a file that could not be read at all."""
    return FileFacts(Outline(Status.FAILED, 0, message))


def failure(path: str, message: str) -> Answer:
    """The answer for a file that gives no facts."""
    return Answer(path, b"", encode(failed(message)), message)
