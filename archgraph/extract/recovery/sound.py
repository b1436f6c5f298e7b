"""Takes text and gives the functions in it that compile as they stand, and the text's lines with a stub in place of each.

Most functions of a broken file are sound. Set aside first, they leave little to the slower steps that look at every line.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from archgraph.extract.recovery.reading import read_at

_START = re.compile(
    r"""\n([ \t]*)(?:@[^\n]*\n\1){0,20}(?:async[ \t]+)?def[ \t]
      | \n([ \t]*)(?:pass|break|continue|return|raise|import|from[ \t]+[\w.]+[ \t]+import)\b[^\n()\[\]{}\\]*
        (?:\n[ \t]*(?:\#[^\n]*)?(?=\n))* \n(\2[ \t]+)(?=[\w@"'(\[])""",
    re.VERBOSE,
)
"""A function; or lines too deep behind a statement that opens no block: a body that a stray line cut from its header.
(None of those words begins a line inside a bracket.)"""

_BARE = re.compile(r"[^\n#]*:[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\Z")
"""The rest of a header, and nothing below it."""
_AFTER = re.compile(r"\n([ \t]*)([^\n]*)(?:\n[ \t]*(?:\#[^\n]*)?(?=\n))*\n([ \t]*)(?=\S)")
"""A line, and the indentation of the next one that is code."""
_HEADER = re.compile(r"@|(?:async|class|def|if|elif|else|for|while|with|try|except|finally|match|case)\b")
_STEP = 4
"""A header's body that is further away than this may belong somewhere else."""


def set_aside(text: str, code: str) -> tuple[list[str], dict[int, list[ast.stmt]]]:
    """The physical lines with stubs, and what they stand for: the first line of a stub → statements.

    `code` is the text with strings of several lines blanked, line by line as long. A stub is a `def` with `pass` as its body, for
    a body without header a `pass`, so that it counts as the real one does where indentation is judged.
    """
    lines = text.split("\n")
    code = f"\n{code}\n"
    found: dict[int, list[ast.stmt]] = {}
    row, counted, match = 0, 0, _START.search(code)
    while match:
        blank = match[3] or match[1] or ""
        start = match.start(3) if match[3] else match.start() + 1
        end = _end(len(blank) - bool(match[3])).search(code, match.end() - 1)
        stop = end.start() if end else len(code) - 1
        if _BARE.match(code, match.end() - 1, stop):
            match = _START.search(code, stop)
            continue
        row, counted = row + code.count("\n", counted, start), start
        last = row + code.count("\n", start, stop)
        body = read_at(row, "\n".join(lines[row - 1 : last]))
        position = match.end() - 1
        if isinstance(body, list) and body and not (end and _resumes(code, stop, _begin(body[0]).col_offset)):
            found[row] = body
            lines[row - 1 : last] = _stub(blank, body, row, lines[row - 1 : last])
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


def _begin(statement: ast.stmt) -> ast.stmt:
    """What a block begins with: the first statement of a function, or else the statement itself."""
    return statement.body[0] if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) else statement


def _stub(blank: str, body: list[ast.stmt], first: int, rows: list[str]) -> list[str]:
    """As many lines as `rows`, which begin on line `first`: a function of which only the indentation is kept."""
    begin = _begin(body[0])
    if begin is body[0]:
        return [f"{blank}pass"] + [""] * (len(rows) - 1)
    row = rows[begin.lineno - first]
    inner = row[: len(row) - len(row.lstrip(" \t"))]
    if len(inner) <= len(blank) or len(inner) != begin.col_offset:
        return [f"{blank}def _(): pass"] + [""] * (len(rows) - 1)
    return [f"{blank}def _():", f"{inner}pass"] + [""] * (len(rows) - 2)
