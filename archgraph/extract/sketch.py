"""Takes the syntax of a function as numbers and gives what near copies of it have in common: hashes of its statements.

A statement is cut off where the next one begins, so a compound statement is its head alone, and an edit changes the hash of
one statement only. Names, constants, sizes and what tells async from sync code are left out before hashing.
"""

from __future__ import annotations

import ast
import re
from array import array
from zlib import crc32

from archgraph.extract.nodes import CODE, SIZE

_SYNC = {ast.AsyncFor: ast.For, ast.AsyncWith: ast.With, ast.AsyncFunctionDef: ast.FunctionDef}
_HEADS = [code for kind, code in CODE.items() if issubclass(kind, (ast.stmt, ast.ExceptHandler, ast.match_case))]
_AS_SYNC = bytes.maketrans(bytes(CODE[kind] for kind in _SYNC), bytes(CODE[kind] for kind in _SYNC.values()))
_LEFT_OUT = bytes([*range(SIZE, 256), CODE[ast.Await]])
_HEAD = re.escape(bytes(_HEADS))
_LONGEST = 40
"""Characters of names and strings whose hashes are remembered."""
_MOST_NAMES = 200_000
"""Names whose hashes are remembered at a time."""
EMPTY = bytes(3)
"""The sketch of a function without statements, as if it had one of its own kind."""

_statements = re.compile(b"[%b][^%b]*" % (_HEAD, _HEAD), re.DOTALL).findall


class NameHashes(dict[str, int]):
    """Name → 16 bits of its hash; what is no identifier (a string, a number) has 0. Long strings hardly come again and are
    not remembered."""

    __slots__ = ()

    def __missing__(self, name: str) -> int:
        value = crc32(name.encode()) & 0xFFFF if name.isidentifier() else 0
        if len(name) <= _LONGEST:
            if len(self) >= _MOST_NAMES:
                self.clear()
            self[name] = value
        return value


KNOWN = NameHashes()
"""Hashes of this process: most names of a code base stand in many of its files."""


def plain_structure(structure: bytes) -> bytes:
    """The same syntax for sync and async code, without sizes."""
    return structure.translate(_AS_SYNC, _LEFT_OUT)


def statement_hashes(plain: bytes) -> bytes:
    """24 bits for each statement in order; what stands before the first one (the signature) is left out."""
    packed = bytearray(array("I", map(crc32, _statements(plain))))
    del packed[3::4]
    return bytes(packed)


def name_hashes(names: list[str], text: str, known: NameHashes) -> bytes:
    """16 bits for each different identifier and for the docstring as a whole, in ascending order."""
    found = set(map(known.__getitem__, names))
    if text:
        found.add(crc32(text.encode("utf-8", "surrogatepass")) & 0xFFFF)
    found.discard(0)
    return array("H", sorted(found)).tobytes()
