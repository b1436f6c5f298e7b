"""Takes text and gives the functions in it that compile as they stand, and the text's lines with a stub in place of each.

Most functions of a broken file are sound. Set aside first, they leave little to the slower steps that look at every line.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from archgraph.extract.recovery.reading import read_at

_START = re.compile(
    r"""\n([ \t]*)(?:async[ \t]+)?def[ \t]
      | \n([ \t]*)(?:pass|break|continue|return|raise|import|from[ \t]+[\w.]+[ \t]+import)\b[^\n()\[\]{}\\]*
        (?:\n[ \t]*(?:\#[^\n]*)?(?=\n))* \n(\2[ \t]+)(?=[\w@"'(\[])""",
    re.VERBOSE,
)
"""A function; or lines too deep behind a statement that opens no block: a body that a stray line cut from its header.
(None of those words begins a line inside a bracket.)"""

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
    starts = list(accumulate((len(line) + 1 for line in code.split("\n")), initial=0))
    code = f"\n{code}\n"
    found: dict[int, list[ast.stmt]] = {}
    match = _START.search(code)
    while match:
        blank = match[3] or match[1] or ""
        start = match.start(3) if match[3] else match.start() + 1
        end = _end(len(blank) - bool(match[3])).search(code, start)
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end.start() - 1) if end else len(lines)
        body = read_at(first, "\n".join(lines[first - 1 : last]))
        position = start
        if isinstance(body, list) and body and not (end and _resumes(code, end.start(), _inner(body[0]))):
            found[first] = body
            lines[first - 1 : last] = _stub(blank, body, match[3] is None, lines[first - 1 : last])
            position = end.start() if end else len(code)
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


def _inner(statement: ast.stmt) -> int:
    """The column of what a block begins with."""
    return getattr(statement, "body", [statement])[0].col_offset


def _stub(blank: str, body: list[ast.stmt], function: bool, rows: list[str]) -> list[str]:
    """Lines that stand for `body`, as many as `rows`, where only indentation matters."""
    if not function:
        return [f"{blank}pass"] + [""] * (len(rows) - 1)
    row = rows[body[0].body[0].lineno - body[0].lineno] if isinstance(body[0], ast.FunctionDef | ast.AsyncFunctionDef) else ""
    inner = row[: len(row) - len(row.lstrip(" \t"))]
    if len(inner) <= len(blank) or len(row) - len(row.lstrip()) != _inner(body[0]):
        return [f"{blank}def _(): pass"] + [""] * (len(rows) - 1)
    return [f"{blank}def _():", f"{inner}pass"] + [""] * (len(rows) - 2)
