"""Takes the syntax of a function as numbers and gives what near copies of it have in common: hashes of its statements.

A statement is cut off where the next one begins, so a compound statement is its head alone, and an edit changes the hash of
one statement only. Names, constants, sizes and what tells async from sync code are left out before hashing.
"""

from __future__ import annotations

import ast
import re
from array import array
from collections.abc import Iterable, Mapping
from zlib import crc32

from archgraph.extract.nodes import CODE, SIZE

_SYNC = {ast.AsyncFor: ast.For, ast.AsyncWith: ast.With, ast.AsyncFunctionDef: ast.FunctionDef}
_HEADS = [code for kind, code in CODE.items() if issubclass(kind, (ast.stmt, ast.ExceptHandler, ast.match_case))]
_AS_SYNC = bytes.maketrans(bytes(CODE[kind] for kind in _SYNC), bytes(CODE[kind] for kind in _SYNC.values()))
_LEFT_OUT = bytes([*range(SIZE, 256), CODE[ast.Await]])
_HEAD = re.escape(bytes(_HEADS))
EMPTY = bytes(3)
"""The sketch of a function without statements, as if it had one of its own kind."""

_statements = re.compile(b"[%b][^%b]*" % (_HEAD, _HEAD), re.DOTALL).findall


def hashes_of(names: Iterable[str]) -> dict[str, int]:
    """Identifier → 16 bits of its hash; what is no identifier (a string, a number) has none. Made anew for each file: in a
    table of all names that this process has met, most are too far away to be found quickly."""
    return {name: crc32(name.encode()) & 0xFFFF for name in set(names) if name.isidentifier()}


def plain_structure(structure: bytes) -> bytes:
    """The same syntax for sync and async code, without sizes."""
    return structure.translate(_AS_SYNC, _LEFT_OUT)


def statement_hashes(plain: bytes) -> bytes:
    """24 bits for each statement in order; what stands before the first one (the signature) is left out."""
    packed = bytearray(array("I", map(crc32, _statements(plain))))
    del packed[3::4]
    return bytes(packed)


def name_hashes(names: list[str], text: str, hashes: Mapping[str, int]) -> bytes:
    """16 bits for each different identifier and for the docstring as a whole, in ascending order."""
    found = set(map(hashes.get, names))
    if text:
        found.add(crc32(text.encode("utf-8", "surrogatepass")) & 0xFFFF)
    found.discard(0)
    found.discard(None)
    return array("H", sorted(found)).tobytes()  # type: ignore[type-var]  # None is gone
