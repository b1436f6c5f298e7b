"""Which files that are no code name environment variables; in: a path, out: whether it is a .env, compose or Docker file."""

from __future__ import annotations

import re
from typing import Final

_FILE: Final = re.compile(
    r"\.env(?:\..+)?|.+\.env|(?:docker-)?compose\b.*\.ya?ml|(?:Dockerfile|Containerfile)(?:\..+)?|.+\.dockerfile"
)
_WORDS: Final = (".env", "compose", "ocker", "ontainer")
"""One of them is in each name: cheap, because all files are asked."""


def declares(path: str) -> bool:
    """Whether a file is one of those, by its name."""
    return any(word in path for word in _WORDS) and _FILE.fullmatch(path.rpartition("/")[2]) is not None
