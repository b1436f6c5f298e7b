"""Compiles ranges of a file's lines at their own line numbers."""

from __future__ import annotations

import ast
import re

_UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError)
_TOP = re.compile(r"[A-Za-z_@]")


class Pieces:
    """The lines of a file, and what they compile to."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def statements(self, first: int, last: int) -> list[ast.stmt]:
        """The top-level statements of lines first..last, block by block."""
        starts = [i for i in range(first, last + 1) if _TOP.match(self.lines[i - 1])] + [last + 1]
        found: list[ast.stmt] = []
        for start, end in zip(starts, starts[1:]):
            found += self.compile(start, end - 1)
        return found

    def compile(self, first: int, last: int) -> list[ast.stmt]:
        """Lines first..last compiled, [] when they do not."""
        text = "\n" * (first - 1) + "\n".join(self.lines[first - 1 : last]) + "\n"
        try:
            return ast.parse(text).body
        except _UNREADABLE:
            return []
