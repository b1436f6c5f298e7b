"""Reads a file of a tree that can change meanwhile; in: a path, out: its bytes."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

_MORE: Final = 1024
"""Bytes that are asked for behind the end that a file had when it was opened: it may have grown."""

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def content_of(path: str | Path, most: int = sys.maxsize) -> bytes:
    """The bytes of a regular file, the first `most` at the most; raises OSError for any other thing of that name: to open a
    pipe would wait for ever."""
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
        parts: list[bytes] = []
        left, expected = most, max(status.st_size + 1, _MORE)
        while part := os.read(descriptor, min(expected, left)):
            parts.append(part)
            left -= len(part)
            expected = max(expected - len(part), _MORE)
        return b"".join(parts)
    finally:
        os.close(descriptor)
