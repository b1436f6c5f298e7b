"""What the facts depend on beside the bytes of a file: out, a digest of the code that makes them."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import msgspec

from archgraph.blake import blake2b
from archgraph.version import __version__

PACKAGE = Path(__file__).parent.parent
"""archgraph's own code; `importlib.resources` would cost a tenth of a short command's start."""

_MODEL = ("expr.py", "sunset.py")


@lru_cache(maxsize=1)
def code_digest() -> bytes:
    """16 bytes that change with the extraction's code, the records, msgspec and Python x.y."""
    digest = blake2b(digest_size=16)
    digest.update(f"{__version__} {msgspec.__version__} {sys.version_info[:2]}".encode())
    _add(digest, PACKAGE / "extract")
    _add(digest, PACKAGE / "model" / "facts")
    for name in _MODEL:
        digest.update((PACKAGE / "model" / name).read_bytes())
    return digest.digest()


@lru_cache(maxsize=1)
def package_digest() -> bytes:
    """16 bytes that change with any code of archgraph, with msgspec and with Python x.y."""
    digest = blake2b(code_digest(), digest_size=16)
    _add(digest, PACKAGE)
    return digest.digest()


def _add(digest: blake2b, folder: Path) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add(digest, entry)
        elif entry.name.endswith(".py"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
