"""Takes text and gives the functions in it that compile as they stand, and the text's lines with a stub in place of each.

Most functions of a broken file are sound. Set aside first, they leave little to the slower steps that look at every line.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import NamedTuple

from archgraph.extract.recovery.logical import width
from archgraph.extract.recovery.reading import read_at

_START = re.compile(
    r"""\n([ \t]*+)(?=[@abcdfipr])(?:
        (?:@[^\n]*\n\1){0,20}(?:async[ \t]+)?def[ \t]
      | (?:pass|break|continue|return|raise|import|from[ \t]+[\w.]+[ \t]+import)\b[^\n()\[\]{}\\]*
        (?:\n[ \t]*(?:\#[^\n]*)?(?=\n))* \n(\1[ \t]+)(?=[\w@"'(\[])
    )""",
    re.VERBOSE,
)
"""A function; or lines too deep behind a statement that opens no block: a body that a stray line cut from its header.
(None of those words begins a line inside a bracket.) Most lines are left at their first letter."""

_BARE = re.compile(r"[^\n#]*:[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\Z")
"""The rest of a header, and nothing below it."""
_AFTER = re.compile(r"\n([ \t]*)([^\n]*)(?:\n[ \t]*(?:\#[^\n]*)?(?=\n))*\n([ \t]*)(?=\S)")
"""A line, and the indentation of the next one that is code."""
_HEADER = re.compile(r"@|(?:async|class|def|if|elif|else|for|while|with|try|except|finally|match|case)\b")
_STEP = 4
"""A header's body that is further away than this may belong somewhere else."""


class Sound(NamedTuple):
    """What a stub, a header or a `pass` on one line, stands for; `column`: where the statements in it or with it begin."""

    statements: list[ast.stmt]
    column: int


def set_aside(text: str, code: str) -> tuple[list[str], dict[int, Sound]]:
    """The physical lines with stubs, and what they stand for, by the line of the stub.

    `code` is the text with strings of several lines blanked, line by line.
    """
    lines = text.split("\n")
    code = f"\n{code}\n"
    found: dict[int, Sound] = {}
    row, counted, match = 0, 0, _START.search(code)
    while match:
        blank = match[2] or match[1]
        start = match.start(2) if match[2] else match.start() + 1
        end = _end(len(blank) - bool(match[2])).search(code, match.end() - 1)
        stop = end.start() if end else len(code) - 1
        if _BARE.match(code, match.end() - 1, stop):
            match = _START.search(code, stop)
            continue
        row, counted = row + code.count("\n", counted, start), start
        last = row + code.count("\n", start, stop)
        body = read_at(row, "\n".join(lines[row - 1 : last]))
        position = match.end() - 1
        if isinstance(body, list) and body:
            column = _column(body[0], lines, blank)
            if not (end and _resumes(code, stop, column)):
                found[row] = Sound(body, column)
                lines[row - 1 : last] = [blank + ("pass" if match[2] else "def _():")] + [""] * (last - row)
                position = stop
        match = _START.search(code, position)
    return lines, found


@lru_cache(maxsize=64)
def _end(width: int) -> re.Pattern[str]:
    """The end of a block: before a line of code that is not indented deeper than `width`."""
    return re.compile(rf"\n[ \t]{{0,{width}}}(?![ \t\n#)\]}}])")


def _resumes(code: str, end: int, inner: int) -> bool:
    """Whether the block only seems to end at `end`, where one line is not indented as it should be, and then goes on
    somewhere inside: at another column than that of its body, `inner`, where what follows can be added."""
    match = _AFTER.match(code, end)
    if match is None:
        return False
    line, step = match[2], len(match[3]) - len(match[1])
    if step <= 0 or len(match[3]) == inner or sum(map(line.count, "([{")) > sum(map(line.count, ")]}")):
        return False
    return not _HEADER.match(line) or step > _STEP


def _column(statement: ast.stmt, lines: list[str], blank: str) -> int:
    """The column of what a function holds, for one on a single line a step more than its own; of another statement its own."""
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return len(blank)
    inner = statement.body[0]
    line = lines[inner.lineno - 1]
    column = len(line) - len(line.lstrip(" \t"))
    return width(line[:column]) if len(blank) < column == inner.col_offset else width(blank) + _STEP
