"""BLAKE2, by which contents are told apart: Python's own, without the library that `hashlib` loads first."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # OpenSSL would take a thirtieth of a short command
except ImportError:  # a Python that is built without it
    from hashlib import blake2b

__all__ = ["blake2b"]
