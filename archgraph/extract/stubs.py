"""Takes a function's place in a text and gives what is told of it where nothing outside sees what it says: its name and place,
those of the functions in it, and its imports.

A function is left as it is when a class, a `global`, an import under a condition or an assignment to `__bases__` stands in it, or
when its text does not tell where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from archgraph.extract.bodies import Function, Functions
from archgraph.model.facts.bindings import BASES

_WORDS = "import", "class", "global"
_GAP = r"[\s\\]+"
_STATEMENT = re.compile(
    rf"[\n:;][ \t\f]*+(?:import{_GAP}\w|from\b[\w\s.\\]*?\bimport\b|global{_GAP}\w|class{_GAP}\w+[\s\\]*[(:\[])"
).search
"""Statements that matter outside of the function that they stand in; the text of a string may look like one."""
_SETS_BASES = re.compile(rf"\.__bases__{_GAP[:-1]}*\+?=(?!=)").search
"""A class that gets other bases. Hardly any file says that, so it is asked only of those that do."""

_IMPORT = re.compile(
    r"\n([ \t]*+)(import[ \t][\w., \t]+|from[ \t]+[\w.]+[ \t]+import\b(?:[\w, \t]+|[ \t]*\([\w\s,]+\)))"
    r"[ \t]*(?:#[^\n]*)?(?=\n|\Z)"
).match
"""One import on lines of its own: their indentation, and the statement."""

_FIRST_LINE = re.compile(r"(?>(?:[ \t\f]*+(?:#[^\n]*+)?\n)*)([ \t]*+)").match
"""The first line of a body that is no comment, up to its text."""


class Stub(msgspec.Struct, frozen=True, gc=False):
    """A function that is left out: its name, the lines of its first decorator, of its `def` and of its end; `outer`: how many
    stubs before it that of the function stands in which it stands, 0 when it stands in none."""

    name: str
    start_line: int
    line: int
    end_line: int
    is_async: bool
    outer: int


class LeftOut(msgspec.Struct, frozen=True, gc=False):
    """What is told of a function that is left out: itself and the functions in it, in their order, and where its imports begin
    and end, all of them outside of compound statements."""

    stubs: Sequence[Stub]
    imports: Sequence[tuple[int, int]] = ()


class Stubs:
    """The functions of a text that can be left out."""

    __slots__ = ("_functions", "_joins", "_sets_bases", "_text")

    def __init__(self, text: str, functions: Functions) -> None:
        self._text = text
        self._functions = functions
        self._joins = "\\" in text
        self._sets_bases = BASES in text

    def of(self, function: Function, line: int, following: int) -> LeftOut | None:
        """What is told of a function that begins on that line; None when it must be left as it is. `following`: where the next
        function begins behind its docstring, -1 when none does."""
        if self._is_unclear(function):
            return None
        imports: Sequence[tuple[int, int]] = ()
        if self._matters(function):
            imports = self._imports(function)
            if not imports:
                return None
        found: list[Stub] = []
        return LeftOut(found, imports) if self._add(function, line, following, 0, found) else None

    def _add(self, function: Function, line: int, following: int, outer: int, found: list[Stub]) -> bool:
        text, begin, definition, end = self._text, function.begin, function.definition, function.end
        def_line = line + text.count("\n", begin, definition) if definition > begin else line
        end_line = def_line + text.count("\n", definition, end)
        found.append(Stub(function.name, line, def_line, end_line, function.is_async, outer))
        return not 0 <= following < end or self._add_inner(function, line, following, found)

    def _add_inner(self, function: Function, line: int, at: int, found: list[Stub]) -> bool:
        """Add the functions in a function that was just added; False when one must be left as it is."""
        functions, own, counted = self._functions, len(found) - 1, function.begin
        while 0 <= at < function.end:
            inner = functions.at(at)
            if inner is None or inner.end > function.end or self._is_unclear(inner) or self._matters(inner):
                return False
            line += self._text.count("\n", counted, at)
            counted = at
            following = functions.after(inner.code)
            if not self._add(inner, line, following, len(found) - own, found):
                return False
            at = functions.after(inner.end) if 0 <= following < inner.end else following
        return True

    def _matters(self, function: Function) -> bool:
        """Whether a statement in it matters to others."""
        text, code, end = self._text, function.code, function.end
        body = text[code:end]
        if self._sets_bases and _SETS_BASES(text, code, end) is not None:
            return True
        for word in _WORDS:  # noqa: SIM110  every function comes here
            if word in body and _STATEMENT(text, code, end) is not None:
                return True
        return False

    def _imports(self, function: Function) -> list[tuple[int, int]]:
        """Where its imports begin and end, if they are all that matters; none when they are not, or depend on anything."""
        text, found, at = self._text, list[tuple[int, int]](), function.code
        first = _FIRST_LINE(text, function.body)
        while function.is_plain and first and (statement := _STATEMENT(text, at, function.end)):
            one = _IMPORT(text, statement.start(), function.end)
            if one is None or one[1] != first[1]:
                return []
            found.append(one.span(2))
            at = one.end()
        return found

    def _is_unclear(self, function: Function) -> bool:
        """Whether a function binds a name around it, or its text does not tell where it ends: a joined line may hold a comment
        alone."""
        text, code, end = self._text, function.code, function.end
        if ":=" in text[function.begin : function.body]:
            return True
        if not self._joins or code == end:
            return False
        return text.startswith("\\", text.rfind("\n", code, end) - 1) or text.endswith("\\", code, end)
