"""Takes the text of a file and gives it without what functions say that nothing outside them can see.

What a module and its classes are is seldom said inside functions, but most of what Python's parser reads stands there. A
function is left out but for its name and decorators when no class, function, import or `global` stands in it; `...` on
its last line takes its place, so that all lines keep their numbers. Where a function ends is told by its text
(`extract/bodies.py`), which knows no brackets around statements: text cut in the middle of one does not parse any more, and
who parses it then takes the whole text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archgraph.extract.bodies import Functions

_WORDS = "import", "class", "def", "global"
_GAP = r"[\s\\]+"
_STATEMENT = re.compile(
    rf"[\n:;][ \t\f]*+(?:import{_GAP}\w|from\b[\w\s.\\]*?\bimport\b|global{_GAP}\w|class{_GAP}\w+[\s\\]*[(:\[]"
    rf"|(?:async{_GAP})?def{_GAP}\w+[\s\\]*[(\[])"
).search
"""Statements that matter outside of the function that they stand in; the text of a string may look like one."""


class Skeleton(NamedTuple):
    """A text without functions' bodies; `left_out` are the lines of the `def` whose parameters and bodies are not there."""

    text: str
    left_out: frozenset[int]


def skeleton(text: str) -> Skeleton:
    """The text, its newlines `\\n`, without what matters to a function alone."""
    functions = Functions(text)
    parts: list[str] = []
    lines: list[int] = []
    done = at = counted = 0
    line = 1
    while at >= 0:
        following = at
        function = functions.at(at)
        if function is not None:
            signature, start, code, end = function
            following = code - (code == start)
            if not _matters(text, signature, start, code, end):
                line += text.count("\n", counted, at)
                counted = at
                lines.append(line)
                end -= text.endswith("\n", start, end)
                parts += text[done:signature], "(", "\n" * text.count("\n", signature, end), "): ..."
                done = following = end
        at = functions.after(following)
    parts.append(text[done:])
    return Skeleton("".join(parts), frozenset(lines))


def _matters(text: str, signature: int, start: int, code: int, end: int) -> bool:
    """Whether a function, by where its signature, its body and the code in it begin and where it ends, may do what is seen
    outside of it, or does not tell by its text where it ends: a joined line may hold a comment alone."""
    if ":=" in text[signature:start]:  # binds a name around the function
        return True
    if text.startswith("\\", text.rfind("\n", start, end - 1) - 1) or text.endswith(("\\", "\\\n"), start, end):
        return True
    body = text[code:end]
    for word in _WORDS:  # a loop for speed: every function comes here
        if word in body:
            return _STATEMENT(text, code - 1, end) is not None
    return False
