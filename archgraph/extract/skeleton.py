"""Takes the text of a file and gives it without what functions say that nothing outside them can see.

What a module and its classes are is seldom said inside functions, but most of what Python's parser reads stands there. A
function is left out but for its name and decorators when no class, function, import or `global` stands in it; `...` on
its last line takes its place, so that all lines keep their numbers. One regular expression that knows strings and comments
finds the functions: the language reference, 2.1 (lines, indentation) and 2.4.1 (strings). It knows no brackets around
statements: text cut in the middle of one does not parse any more, and who parses it then takes the whole text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_STRING = (
    r'(?:"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""'
    r"|'''(?>(?:[^'\\]++|\\.|'(?!''))*)'''"
    r'|"(?!"")(?>(?:[^"\\\n]++|\\.)*)"'
    r"|'(?!'')(?>(?:[^'\\\n]++|\\.)*)')"
)
_QUOTE = r"""(?:"(?!"")|'(?!''))"""
"""One that opens no string: in broken lines, and in the fields of strings (PEP 701)."""

_COMMENT = r"#[^\n]*+"


def _bracketed(depth: int) -> str:
    """Brackets with what stands in them, at most so deep."""
    inside = rf"""[^()\[\]{{}}"'#]++|{_STRING}|{_COMMENT}"""
    if depth:
        inside += "|" + _bracketed(depth - 1)
    return rf"[(\[{{](?>(?:{inside})*)[)\]}}]"


_BRACKETS = _bracketed(3)
_HEADER = (
    rf"([ \t]*+)(?:async[ \t]++)?def[ \t]++\w++[ \t]*+((?:{_BRACKETS}[ \t]*+){{1,2}})"
    rf"""(?:->(?>(?:[^\n:"'#()\[\]{{}}\\]++|{_STRING}|{_BRACKETS})+))?:[ \t]*+(?:{_COMMENT})?\n"""
)
_CODE = rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE})+)"""
_LINE = rf"""\1[ \t]++(?=[^ \t\n#\f])[^"'#\n\\]*+(?:\n|{_CODE}(?:\n|\Z)|\Z)"""
_BODY = rf"((?>(?:{_LINE}|(?>(?:[ \t\f]*+(?:{_COMMENT})?\n)+){_LINE})+))"

_FUNCTION = re.compile(_HEADER + _BODY, re.DOTALL).match
"""A function with a body of its own lines, from the beginning of its line: its indentation, its parameters in their
brackets, and the body up to its last line that is no comment."""

_TO_FUNCTION = re.compile(
    rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE}|\n(?![ \t]*+(?:async[ \t]|def[ \t])))*)\n""", re.DOTALL
).match
"""All up to the line of the next function."""

_WORDS = "import", "class", "def", "global"
_GAP = r"[\s\\]+"
_STATEMENT = re.compile(
    rf"(?:^|[:;])[ \t\f]*+(?:import{_GAP}\w|from\b[\w\s.\\]*?\bimport\b|global{_GAP}\w|class{_GAP}\w+[\s\\]*[(:\[]"
    rf"|(?:async{_GAP})?def{_GAP}\w+[\s\\]*[(\[])",
    re.MULTILINE,
).search
"""Statements that matter outside of the function that they stand in; the text of a string may look like one."""


class Skeleton(NamedTuple):
    """A text without functions' bodies; `left_out` are the lines of the `def` whose parameters and bodies are not there."""

    text: str
    left_out: frozenset[int]


def skeleton(text: str) -> Skeleton:
    """The text, its newlines `\\n`, without what matters to a function alone."""
    parts: list[str] = []
    lines: list[int] = []
    done = at = counted = 0
    line = 1
    while True:
        found = _FUNCTION(text, at)
        following = at
        if found is not None:
            (signature, _), (start, end) = found.span(2), found.span(3)
            following = start - 1
            if not _matters(text, signature, start, end):
                line += text.count("\n", counted, at)
                counted = at
                lines.append(line)
                end -= text.endswith("\n", start, end)
                parts += text[done:signature], "(", "\n" * text.count("\n", signature, end), "): ..."
                done = following = end
        skipped = _TO_FUNCTION(text, following)
        if skipped is None:
            parts.append(text[done:])
            return Skeleton("".join(parts), frozenset(lines))
        at = skipped.end()


def _matters(text: str, signature: int, start: int, end: int) -> bool:
    """Whether a function, by where its signature begins and where its body begins and ends, may do what is seen outside of it,
    or does not tell by its text where it ends: a joined line may hold a comment alone."""
    if text.find(":=", signature, start) >= 0:  # binds a name around the function
        return True
    if text.startswith("\\", text.rfind("\n", start, end - 1) - 1) or text.endswith(("\\", "\\\n"), start, end):
        return True
    return any(text.find(word, start, end) >= 0 for word in _WORDS) and _STATEMENT(text, start, end) is not None
