"""Takes the text of a file and gives it without what functions say that nothing outside them can see.

What a module and its classes are is seldom said inside functions, but most of what Python's parser reads stands there. A
function is left out but for its name, its decorators and the names of the functions in it (`extract/stubs.py`), so that all
lines keep their numbers. Where a function ends is told by its text (`extract/bodies.py`), which knows no brackets around
statements: text cut in the middle of one does not parse any more, and who parses it then takes the whole text.
"""

from __future__ import annotations

from typing import NamedTuple

from archgraph.extract.bodies import Functions
from archgraph.extract.stubs import Stub


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
            following = function.before_code
            stub = Stub(text, functions)
            if stub.fill(function, function.indent + " "):
                parts += text[done : function.signature], *stub.parts
                for place in (at, *stub.inner):
                    line += text.count("\n", counted, place)
                    counted = place
                    lines.append(line)
                done = following = function.last
        at = functions.after(following)
    parts.append(text[done:])
    return Skeleton("".join(parts), frozenset(lines))
