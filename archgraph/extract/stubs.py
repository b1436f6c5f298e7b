"""Takes a function's place in a text and gives what stands for it where nothing outside sees what it says: its name, and
the names of the functions in it, each on its own lines.

A function is left as it is when a class, an import or a `global` stands in it, or when its text does not tell where it ends.
"""

from __future__ import annotations

import re

from archgraph.extract.bodies import Function, Functions

_WORDS = "import", "class", "global"
_GAP = r"[\s\\]+"
_STATEMENT = re.compile(
    rf"[\n:;][ \t\f]*+(?:import{_GAP}\w|from\b[\w\s.\\]*?\bimport\b|global{_GAP}\w|class{_GAP}\w+[\s\\]*[(:\[])"
).search
"""Statements that matter outside of the function that they stand in; the text of a string may look like one."""

_DEFINITION = re.compile(rf"[\n:;][ \t\f]*+(?:async{_GAP})?def{_GAP}\w+[\s\\]*[(\[]").search


class Stub:
    """What stands for a function from its parameters on; `inner`: where the lines of the functions in it begin."""

    __slots__ = ("_functions", "_text", "inner", "parts")

    def __init__(self, text: str, functions: Functions) -> None:
        self._text = text
        self._functions = functions
        self.parts: list[str] = []
        self.inner: list[int] = []

    def fill(self, function: Function, indent: str) -> bool:
        """Write the function, whose own functions stand as deep as `indent` says; False: it must be left as it is."""
        text, end = self._text, function.last
        if _is_odd(text, function):
            return False
        body = text[function.code : function.end]
        for word in _WORDS:  # a loop for speed: every function comes here
            if word in body and _STATEMENT(text, function.code - 1, function.end) is not None:
                return False
        if "def" in body and _DEFINITION(text, function.code - 1, function.end) is not None:
            return self._fill_inner(function, indent)
        self.parts += "(", "\n" * text.count("\n", function.signature, end), "): ..."
        return True

    def _fill_inner(self, function: Function, indent: str) -> bool:
        """Write a function in which others may stand: each on its own line, however deep it stood."""
        text, done, functions = self._text, function.signature, self._functions
        self.parts.append("(")
        at = functions.after(function.before_code)
        is_empty = True
        while 0 <= at < function.end:
            inner = functions.at(at)
            if inner is None or inner.end > function.end:
                return False
            self.parts += (
                "):" * is_empty,
                "\n" * text.count("\n", done, at),
                indent,
                text[at : inner.signature].lstrip(),
            )
            self.inner.append(at)
            if not self.fill(inner, indent + " "):
                return False
            is_empty, done = False, inner.last
            at = functions.after(done)
        lines = "\n" * text.count("\n", done, function.last)
        if is_empty:
            self.parts += lines, "): ..."
        elif lines:
            self.parts += lines, indent, "..."
        return True


def _is_odd(text: str, function: Function) -> bool:
    """Whether a function binds a name around it, or does not tell by its text where it ends: a joined line may hold a comment
    alone."""
    start, end = function.start, function.end
    if ":=" in text[function.signature : start]:
        return True
    joined = text.startswith("\\", text.rfind("\n", start, end - 1) - 1)
    return joined or text.endswith(("\\", "\\\n"), start, end)
