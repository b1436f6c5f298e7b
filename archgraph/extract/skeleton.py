"""Takes the text of a file and gives it without what functions say that nothing outside them can see.

What a module and its classes are is seldom said inside functions, but most of what Python's parser reads stands there. Functions
that follow one another are left out together: a `pass` stands where the first begins and one where the last ends, so that all
else keeps its lines, and what is told of them stands beside the text (`extract/stubs.py`). Of one with imports these are left,
below its `def`. Where a function ends is told by its text (`extract/bodies.py`), which knows no brackets around statements:
text cut in the middle of one does not parse any more, and who parses it then takes the whole text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archgraph.extract.bodies import Function, Functions
from archgraph.extract.stubs import LeftOut, Stub, Stubs


class Skeleton(NamedTuple):
    """A text without functions; `left_out`: the line of a `pass` → the functions that it stands for, and the line of a `def` of
    which imports are left → what is told of it."""

    text: str
    left_out: Mapping[int, Sequence[Stub]]


def skeleton(text: str) -> Skeleton:
    """The text, its newlines `\\n`, without what matters to a function alone."""
    functions, rest = Functions(text), _Rest(text)
    stubs = Stubs(text, functions)
    at = counted = 0
    line, is_below = 1, False
    while at >= 0:
        function = functions.at(at)
        if function is None:  # maybe a decorator: what follows needs its `def`
            at, is_below = functions.after(at), at > 0 or text.startswith("@")
            continue
        line += text.count("\n", counted, at)
        counted, following = at, functions.after(function.code)
        found = stubs.of(function, line, following)
        if found is not None and rest.leave_out(function, found, with_header=is_below):
            line, counted = found.stubs[0].end_line, function.end
            if 0 <= following < counted:
                following = functions.after(counted)
        at, is_below = following, False
    return rest.skeleton()


class _Rest:
    """What is left of a text."""

    __slots__ = ("_done", "_ending", "_indent", "_left_out", "_parts", "_run", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._left_out: dict[int, Sequence[Stub]] = {}
        self._done = 0
        """Up to where the text is in the parts or left out."""
        self._run: list[Stub] | None = None
        """The last functions that were left out, between which nothing stands; the indentation of all, and what tells where they
        end: nothing when they end on the line on which they begin."""
        self._indent = self._ending = ""

    def leave_out(self, function: Function, found: LeftOut, *, with_header: bool) -> bool:
        """Leave out a function behind the others, and those in it; `with_header`: but for its `def`. False when it stays."""
        own = found.stubs[0]
        if with_header or found.imports:
            if own.line == own.end_line:
                return False
            self._leave_header(function, found)
        else:
            self._leave_out(function, found.stubs)
        self._done = function.end
        return True

    def _leave_out(self, function: Function, stubs: Sequence[Stub]) -> None:
        own = stubs[0]
        gap = self._text[self._done : function.begin]
        if self._run is not None and function.indent == self._indent and gap.isspace():
            self._run += stubs
            self._parts += gap, "\n" * (own.end_line - own.start_line)
            self._ending = f"{self._indent}pass"
        else:
            self._end_run()
            self._indent = function.indent
            self._left_out[own.line] = self._run = list(stubs)
            begin = "\n" * (own.line - own.start_line) + function.indent + "pass"
            self._parts += gap, begin, "\n" * (own.end_line - own.line)
            self._ending = f"{self._indent}pass" if own.end_line > own.line else ""

    def _leave_header(self, function: Function, found: LeftOut) -> None:
        """Leave out a function but for its `def` and its imports."""
        self._end_run()
        text, own = self._text, found.stubs[0]
        self._parts += text[self._done : function.definition], "async " * own.is_async, f"def {own.name}("
        done, opening = function.definition, "):"
        for begin, end in found.imports:
            lines = text.count("\n", done, begin)
            self._parts += "\n" * (lines - 1), f"{opening}\n{function.indent} ", text[begin:end]
            done, opening = end, ""
        lines = text.count("\n", done, function.end)
        self._parts += "\n" * (lines - 1), f"{opening}\n{function.indent} pass" if lines else "; pass"
        self._left_out |= {own.line: [own], own.end_line: found.stubs[1:]}

    def skeleton(self) -> Skeleton:
        """The text that is left, and what is told of the rest."""
        self._end_run()
        self._parts.append(self._text[self._done :])
        return Skeleton("".join(self._parts), self._left_out)

    def _end_run(self) -> None:
        if self._run is not None:
            self._parts.append(self._ending)
            self._run = None
