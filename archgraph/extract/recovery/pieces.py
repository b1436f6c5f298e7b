"""Reads pieces of a broken file at the lines and columns where they stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NamedTuple

from archgraph.extract.recovery.headers import readings, with_pass
from archgraph.extract.recovery.logical import Line
from archgraph.extract.recovery.reading import read_at
from archgraph.extract.recovery.repair import NO_NAMES, mend, parted, statements, type_parameters

_ATTEMPTS = 4
_CLAUSE = re.compile(r"([ \t\f]*)(elif|else|finally)\b")
_AS_IF = {"elif": "  if", "else": "if...", "finally": "if...  "}


class Pieces:
    """The physical lines of a file."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def text(self, first: int, last: int) -> str:
        """Physical lines first..last."""
        return "\n".join(self.lines[first - 1 : last])

    def joined(self, lines: Iterable[Line]) -> str:
        """The text of logical lines, the physical lines between them blanked."""
        rows: list[str] = []
        row = 0
        for line in lines:
            if row:
                rows += [""] * (line.first - row)
            rows += self.lines[line.first - 1 : line.last]
            row = line.last + 1
        return "\n".join(rows)

    def statement(self, first: int, source: str) -> list[ast.stmt]:
        """What can be read of a simple statement: all, repaired, or at least what it imports or binds."""
        if found := self._mended(first, source):
            return found
        parts = parted(source)
        if len(parts) > 1:
            return [statement for part in parts for statement in self.statement(first, part)]
        for reading in statements(source):
            other = read_at(first, reading)
            if isinstance(other, list):
                return _without_names(other)
        return []

    def header(self, first: int, word: str, source: str) -> ast.stmt | None:
        """The compound statement that `source` opens, with `pass` as its body; None when not even that can be read.

        A clause is given inside a statement made for it: an elif, else or finally as an if.
        """
        if clause := _CLAUSE.match(source):
            source = f"{clause[1]}{_AS_IF[clause[2]]}{source[clause.end() :]}"
        above, below = _frame(word, source)
        first -= above.count("\n")
        if found := self._mended(first, above + (source if word == "match" else with_pass(source)) + below):
            return found[-1]
        for reading in readings(word, source):
            other = read_at(first, above + reading + below)
            if isinstance(other, list):
                return _typed(other[-1], source)
        return None

    def decorator(self, line: Line) -> list[ast.expr]:
        """The expression of a decorator, if it can be read."""
        source = self.text(line.first, line.last)
        blank = source[: source.index("@")]
        found = self._mended(line.first, f"{source}\n{blank}def _(): pass")
        return found[0].decorator_list if found and isinstance(found[0], ast.FunctionDef) else []

    def _mended(self, first: int, source: str) -> list[ast.stmt]:
        """The statements of `source` after as few small repairs as Python's messages suggest; [] when those fail."""
        for _ in range(_ATTEMPTS):
            found = read_at(first, source)
            if isinstance(found, list):
                return found
            changed = mend(source, found, first)
            if changed is None or changed == source:
                break
            source = changed
        return []


class TypeParameter(NamedTuple):
    """Stands for a type parameter where this Python's own syntax tree has none (before 3.12)."""

    name: str


def _typed(found: ast.stmt, source: str) -> ast.stmt:
    """The definition with the type parameters that had to be blanked: a class that has some inherits from Generic."""
    if isinstance(found, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and (names := type_parameters(source)):
        vars(found)["type_params"] = [TypeParameter(name) for name in names]  # a field only from Python 3.12 on
    return found


def _frame(word: str, source: str) -> tuple[str, str]:
    """What must stand above and below a header that is no statement by itself."""
    blank = source[: len(source) - len(source.lstrip(" \t\f"))]
    if word == "try":
        return "", f"\n{blank}finally: pass"
    if word == "except":
        return f"{blank}try: pass\n", ""
    if word == "match":
        return "", f"\n{blank} case _: pass"
    if word == "case":
        return f"{blank[:-1]}match _:\n", ""
    return "", ""


def _without_names(found: list[ast.stmt]) -> list[ast.stmt]:
    for statement in found:
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == NO_NAMES:
            statement.names = []
    return found
