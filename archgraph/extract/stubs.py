"""Takes a function's place in a text and gives what is told of it where nothing outside sees what it says: its name and place,
and those of the functions in it.

A function is left as it is when a class, an import or a `global` stands in it, or when its text does not tell where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from archgraph.extract.bodies import Function, Functions

_WORDS = "import", "class", "global"
_GAP = r"[\s\\]+"
_STATEMENT = re.compile(
    rf"[\n:;][ \t\f]*+(?:import{_GAP}\w|from\b[\w\s.\\]*?\bimport\b|global{_GAP}\w|class{_GAP}\w+[\s\\]*[(:\[])"
).search
"""Statements that matter outside of the function that they stand in; the text of a string may look like one."""


class Stub(msgspec.Struct, frozen=True, gc=False):
    """A function that is left out: its name, the lines of its first decorator, of its `def` and of its end; `outer`: how many
    stubs before it that of the function stands in which it stands, 0 when it stands in none."""

    name: str
    start_line: int
    line: int
    end_line: int
    is_async: bool
    outer: int


class Stubs:
    """The functions of a text that can be left out."""

    __slots__ = ("_functions", "_joins", "_text")

    def __init__(self, text: str, functions: Functions) -> None:
        self._text = text
        self._functions = functions
        self._joins = "\\" in text

    def of(self, function: Function, line: int, following: int) -> Sequence[Stub]:
        """The function that begins on that line, and those in it, in their order; none when it must be left as it is.
        `following`: where the next one begins behind its docstring, -1 when none does."""
        found: list[Stub] = []
        return found if self._add(function, line, following, 0, found) else ()

    def _add(self, function: Function, line: int, following: int, outer: int, found: list[Stub]) -> bool:
        text, begin, definition = self._text, function.begin, function.definition
        code, end = function.code, function.end
        if ":=" in text[begin : function.body] or (self._joins and _is_unclear(text, code, end)):
            return False
        body = text[code:end]
        for word in _WORDS:  # a loop for speed: every function comes here
            if word in body and _STATEMENT(text, code, end) is not None:
                return False
        def_line = line + text.count("\n", begin, definition) if definition > begin else line
        end_line = def_line + text.count("\n", definition, end)
        found.append(Stub(function.name, line, def_line, end_line, function.is_async, outer))
        return not 0 <= following < end or self._add_inner(function, line, following, found)

    def _add_inner(self, function: Function, line: int, at: int, found: list[Stub]) -> bool:
        """Add the functions in a function that was just added; False when the text of one does not tell where it ends."""
        functions, own, counted = self._functions, len(found) - 1, function.begin
        while 0 <= at < function.end:
            inner = functions.at(at)
            if inner is None or inner.end > function.end:
                return False
            line += self._text.count("\n", counted, at)
            counted = at
            following = functions.after(inner.code)
            if not self._add(inner, line, following, len(found) - own, found):
                return False
            at = functions.after(inner.end) if 0 <= following < inner.end else following
        return True


def _is_unclear(text: str, code: int, end: int) -> bool:
    """Whether the text does not tell where a function ends: a joined line may hold a comment alone."""
    return text.startswith("\\", text.rfind("\n", code, end) - 1) or text.endswith("\\", code, end)
