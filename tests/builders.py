"""Worlds for tests: in: a folder and what its files hold; out: the folder with these files in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` (path below `root` → text or bytes; a path that ends in `/` is an empty folder) and return `root`."""
    for name, content in files.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
