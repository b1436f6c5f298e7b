"""Takes masked text and gives its logical lines: what is one statement, or one header, whatever brackets are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archgraph.extract.recovery.masking import BREAK

_FLAT = r"[^\n()\[\]{}\\]++"


def _groups(inner: str) -> str:
    return rf"{_FLAT}|\((?>(?:{inner})*)\)|\[(?>(?:{inner})*)\]|\{{(?>(?:{inner})*)\}}"


_HEAD = r"([ \t\f]*+)(?:async[ \t]+(?=def\b|for\b|with\b))?(\w++|[^\s\w])"
_REST = rf"(?>(?:{_groups(_groups(_groups(_FLAT)))})*)(?:\n|\Z)"
_BLANKS = r"(?>(?:[ \t\f]*+\n)*)"
_EMPTY = re.compile(rf"{_BLANKS}(?:[ \t\f]+\Z)?")
_WHOLE = re.compile(rf"{_BLANKS}(?={_HEAD}){_REST}")
"""Blank lines, then a logical line whose brackets all close (three levels; deeper ones take the slow road)."""
_START = re.compile(_HEAD)
_STEP = re.compile(r"[()\[\]{}]|\\\n|\n")
_PAIRS = {")": "(", "]": "[", "}": "{"}
CLOSERS = {"(": ")", "[": "]", "{": "}"}

STATEMENT = re.compile(
    r"""[ \t]*(?:
        (?:def|class|import|return|raise|assert|del|global|nonlocal|pass|break|continue)\b
      | async[ \t]+(?:def|with)\b | with\b | from[ \t]+[\w.]+[ \t]+import\b | @[A-Za-z_]
      | (?:try|else|finally)[ \t]*:[ \t]*$ | (?:if|elif|for|while|except)\b[^\n]*:[ \t]*$
      | [A-Za-z_]\w*(?:\.\w+)+[ \t]*=(?!=)
    )""",
    re.VERBOSE | re.MULTILINE,
)
"""The start of a line that no bracket of valid Python can hold: an unclosed bracket ends before it."""
_HEADER = re.compile(r"[ \t]*(?:async[ \t]+)?(?:def|class|if|elif|for|while|with|except)\b")
_NAMED = re.compile(r"[ \t\f]*(?:async[ \t]+)?(?:class|def)[ \t]+\w+[ \t]*(?:[^\w\s]|$)", re.MULTILINE)
"""A class or function with what may stand behind its name."""
_NOISE = frozenset(")]}<>|=")
_DEFINITIONS = ("class", "def")
HEADERS = frozenset(
    ("def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "match", "case")
)
_ALONE = HEADERS | _NOISE | {"@", "return", "pass", ""}
"""First words of lines that the outline has to look at one by one: a `pass` may be a stub."""
_MARKER = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:[ \n]|\Z)")
_IMPORT = re.compile(r"[ \t]*(?:import|from)\b")
_NAMES = re.compile(r"[ \t]*(?:\w+(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:,[ \t]*|(?=\n|\)|\Z)))*(\))?[ \t]*(?:\n|\Z)")


@dataclass(slots=True)
class Line:
    """A logical line: physical lines first..last, the width of its indentation, its first word ("@" for a decorator; an
    `async` is passed over) and last character. `source` is its text where a bracket had to be closed, else "".

    Simple statements that follow each other in one column are one line: `end` is that of the first, `parts` are the physical
    lines of each.

    Not frozen: there are hundreds of thousands, and a frozen one takes three times as long to make.
    """

    first: int
    last: int
    indent: int
    word: str
    end: str
    source: str = ""
    parts: list[tuple[int, int]] | None = None

    def take(self, other: Line) -> None:
        """Makes the statement that follows a part of this line."""
        if self.parts is None:
            self.parts = [(self.first, self.last)]
        self.parts.append((other.first, other.last))
        self.last = other.last

    def singly(self) -> list[Line]:
        """A line for each of its statements."""
        parts = self.parts or [(self.first, self.last)]
        return [Line(first, last, self.indent, self.word, self.end, self.source) for first, last in parts]


class Scanner:
    """Splits masked text; in `lines`, the physical lines of the unmasked text, it blanks those that are no code."""

    def __init__(self, masked: str, lines: list[str]) -> None:
        self.masked = masked
        self.lines = lines
        self.strict_until = 0
        """Up to here a bracket is known to be broken: its statement also ends before a line that is not indented deeper."""
        self.taken: set[int] = set()
        """Physical lines that belong to an import whose bracket was interrupted."""
        self.conflicts: list[tuple[int, str]] = []
        """The merge-conflict markers: the physical line and the character of each."""

    def scan(self) -> list[Line]:
        """All logical lines; blank lines, comments and merge-conflict markers are none."""
        found: list[Line] = []
        masked, position, size, row = self.masked, 0, len(self.masked), 1
        paragraph: Line | None = None
        while position < size:
            head = _WHOLE.match(masked, position)
            if head is None:
                position, row, paragraph = *self._rough(position, row, found), None
                continue
            start, end = head.start(1), head.end()
            if start > position:
                row += masked.count("\n", position, start)
            position = end
            line = _line(row, masked[start:end], head)
            if line.word in _ALONE or line.end in ":," or row in self.taken:
                paragraph = None
                if self._is_statement(line, masked[start:end]):
                    found.append(line)
            elif paragraph and paragraph.indent == line.indent:
                paragraph.take(line)
            else:
                found.append(paragraph := line)
            row = line.last + 1
        return found

    def _rough(self, position: int, row: int, found: list[Line]) -> tuple[int, int]:
        """Reads blank lines and a logical line whose brackets do not close, or nest deep; gives the offset and row behind."""
        start = _EMPTY.match(self.masked, position).end()  # type: ignore[union-attr]  # it matches anything
        row += self.masked.count("\n", position, start)
        head = _START.match(self.masked, start)
        if head is None:  # a control character, or the end
            end = self.masked.find("\n", start) + 1 or len(self.masked)
            return end, row + 1 + self.masked.count(BREAK, start, end)
        end, opened = self._bounds(start, width(head[1]))
        code = self.masked[start:end]
        line = _line(row, code, head)
        row = line.last + 1
        if self._is_statement(line, code):
            if opened:
                self._close(line, code, end, opened)
            found.append(line)
        return end, row

    def _is_statement(self, line: Line, code: str) -> bool:
        """Whether the line can open or close a block: conflict markers and closing brackets cannot, and are blanked."""
        if line.first in self.taken:
            return False
        if line.word in _NOISE and (line.word in ")]}" or _MARKER.match(code)):
            if line.word in "<|=>":
                self.conflicts.append((line.first, line.word))
            self.lines[line.first - 1 : line.last] = [""] * (line.last - line.first + 1)
            return False
        return True

    def _bounds(self, start: int, indent: int) -> tuple[int, str]:
        """Where the statement at `start` ends, and its brackets that are still open there."""
        end, opened = self._extent(start, indent)
        if opened and self.strict_until < end:
            self.strict_until = end
            return self._extent(start, indent)
        return end, opened

    def _extent(self, start: int, indent: int) -> tuple[int, str]:
        masked, opened = self.masked, ""
        for step in _STEP.finditer(masked, start):
            character = step.group()
            if character in CLOSERS:
                opened += character
            elif character in _PAIRS:
                opened = opened[: opened.rfind(_PAIRS[character])] if _PAIRS[character] in opened else opened
            elif character == "\n" and (
                not opened or self._interrupted(step.end(), indent) or self._is_header(start, step.start())
            ):
                return step.end(), opened
        return len(masked), opened

    def _interrupted(self, position: int, indent: int) -> bool:
        """Whether the physical line at `position` cannot belong to the open bracket of a statement at `indent`."""
        if STATEMENT.match(self.masked, position):
            return True
        if position > self.strict_until:
            return False
        head = _START.match(self.masked, position)
        return head is not None and head[2] not in ")]}" and width(head[1]) <= indent

    def _is_header(self, start: int, end: int) -> bool:
        """Whether the header of a block, its bracket known to be broken, ends with the physical line at `end`."""
        if end > self.strict_until or not _HEADER.match(self.masked, start):
            return False
        return self.masked[self.masked.rfind("\n", start, end) + 1 : end].rstrip().endswith(":")

    def _close(self, line: Line, code: str, end: int, opened: str) -> None:
        """Gives the line a source in which its brackets are closed, before a final colon where a header has one."""
        if line.word == "from" and self._resume(line, end):
            return
        masked = code.rstrip()
        closers = "".join(CLOSERS[character] for character in reversed(opened))
        source = "\n".join(self.lines[line.first - 1 : line.last])
        cut = len(masked) - 1 if masked.endswith(":") else len(masked)
        line.source = source[:cut] + closers + source[cut:]

    def _resume(self, line: Line, end: int) -> bool:
        """`from x import (` that other imports interrupt: takes the names after those, up to the bracket."""
        rows, position = self._skip_imports(end)
        number = line.last + len(rows)
        names = False
        while rows and (match := _NAMES.match(self.masked, position)) and match.end() > position:
            number += 1
            rows.append(self.lines[number - 1])
            self.taken.add(number)
            self.lines[number - 1] = ""
            names, position = True, match.end()
            if match[1]:
                break
        if names:
            closer = "" if match and match[1] else ")"
            line.source = "\n".join(self.lines[line.first - 1 : line.last] + rows) + closer
            line.last += len(rows)
        return names

    def _skip_imports(self, position: int) -> tuple[list[str], int]:
        """An empty row for each whole import at `position`, and the offset after them."""
        rows: list[str] = []
        while _IMPORT.match(self.masked, position) and (whole := _WHOLE.match(self.masked, position)):
            rows.append("")
            position = whole.end()
        return rows, position


def _line(first: int, code: str, head: re.Match[str]) -> Line:
    """The line with the masked text `code`, its indentation included."""
    blank, word = head.groups()
    breaks = code.count("\n") + code.count(BREAK)
    last = first + breaks - 1 if code[-1] == "\n" else first + breaks
    end = code.rstrip()[-1]
    if end != ":" and word in _DEFINITIONS and not _NAMED.match(code):
        word = ""  # prose, or what is left of a header
    return Line(first, last, width(blank) if "\t" in blank or "\f" in blank else len(blank), word, end)


def width(blank: str) -> int:
    """Columns of an indentation, tabs to multiples of eight as Python counts them; a form feed starts anew."""
    if "\t" not in blank and "\f" not in blank:
        return len(blank)
    return len(blank[blank.rfind("\f") + 1 :].expandtabs(8))
