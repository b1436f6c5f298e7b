"""Takes a text and a place in it and says where functions begin and end, without parsing: by lines, strings and comments.

The language reference, 2.1 (lines, indentation) and 2.4.1 (strings). Most functions hold no string over several lines but their
docstring: for these, indentation tells all. One regular expression that knows strings and comments reads the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SHORT = r'"(?!"")(?>(?:[^"\\\n]++|\\.)*)"' + r"|'(?!'')(?>(?:[^'\\\n]++|\\.)*)'"
_STRING = r'(?:"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""' + r"|'''(?>(?:[^'\\]++|\\.|'(?!''))*)'''|" + _SHORT + ")"
_QUOTE = r"""(?:"(?!"")|'(?!''))"""
"""One that opens no string: in broken lines, and in the fields of strings (PEP 701)."""

_COMMENT = r"#[^\n]*+"


def _bracketed(depth: int) -> str:
    """Brackets with what stands in them, at most so deep; no strings over several lines."""
    inside = rf"""[^()\[\]{{}}"'#]++|{_SHORT}|{_COMMENT}"""
    if depth:
        inside += "|" + _bracketed(depth - 1)
    return rf"[(\[{{](?>(?:{inside})*)[)\]}}]"


_BRACKETS = _bracketed(3)
_HEADER = (
    rf"([ \t]*+)(?:async[ \t]++)?def[ \t]++\w++[ \t]*+((?:{_BRACKETS}[ \t]*+){{1,2}})"
    rf"""(?:->(?>(?:[^\n:"'#()\[\]{{}}\\]++|{_SHORT}|{_BRACKETS})+))?:[ \t]*+(?:{_COMMENT})?\n"""
)
_DOCSTRING = r'\1[ \t]++[rR]?"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""()[^\n]*+(?:\n|\Z)'


def _body(line: str) -> str:
    """Lines that stand deeper than the header, and between them any that are blank or comments; `line`: what follows on a line
    after its indentation."""
    line = rf"\1[ \t]++(?=[^ \t\n#\f]){line}"
    return rf"(?>(?:{line}|(?>(?:[ \t\f]*+(?:{_COMMENT})?\n)+){line})+)"


_CODE = rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE})+)"""
_FUNCTION = re.compile(_HEADER + "()" + _body(rf"""[^"'#\n\\]*+(?:\n|{_CODE}(?:\n|\Z)|\Z)"""), re.DOTALL).match
"""A function with a body of its own lines, from the beginning of its line: its indentation, its parameters in their brackets,
and the body up to its last line that is no comment."""

_PLAIN = re.compile(rf"{_HEADER}()(?:{_DOCSTRING})?(?:" + _body(r"[^\n]*+(?:\n|\Z)") + ")?", re.DOTALL).match
"""The same where no string but the docstring, and no statement, goes over several lines; and where the docstring ends."""

_TO_FUNCTION = re.compile(
    rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE}|\n(?![ \t]*+(?:async[ \t]|def[ \t])))*)\n""", re.DOTALL
).match
"""All up to the line of the next function."""

_TO_PLAIN = re.compile(r"\n(?=[ \t]*+(?:async[ \t]|def[ \t]))").search
"""The end of that, where no string and no statement goes over several lines."""

_LONG = '"""', "'''", "\\\n"
"""Without these, each string ends on its line."""


class Function(NamedTuple):
    """The indentation of its line; where its signature and its body begin, where in the body the code begins behind a docstring,
    where its last line that is no comment ends, and where the text of that line ends."""

    indent: str
    signature: int
    start: int
    code: int
    end: int
    last: int

    @property
    def before_code(self) -> int:
        """From where on lines of the code are found: all of them begin behind a line end."""
        return self.code - (self.code == self.start)


class Functions:
    """The functions of a text."""

    __slots__ = ("_long", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._long = [each for each in _LONG if each in text]

    def at(self, place: int) -> Function | None:
        """The function with a body of its own lines that begins on the line that begins there; None when there is none, or its
        header is too strange."""
        found = _PLAIN(self._text, place)
        if found is None:
            return None
        start, end = found.end(3), found.end()
        code = found.end(4) if found.end(4) > 0 else start
        for long in self._long:  # a loop for speed: every function comes here
            if self._text.find(long, code, end + 1) >= 0:
                found = _FUNCTION(self._text, place)
                return self._function(found, start, code)
        return self._function(found, start, code)

    def _function(self, found: re.Match[str] | None, start: int, code: int) -> Function | None:
        if found is None or found.end() == start:
            return None
        end = found.end()
        return Function(found[1], found.start(2), start, code, end, end - self._text.endswith("\n", start, end))

    def after(self, place: int) -> int:
        """Where the line of the next function behind a place outside of strings begins, -1 when there is none."""
        found = _TO_PLAIN(self._text, place)
        if found is None:
            return -1
        end = found.end()
        for long in self._long:
            if self._text.find(long, place, end) >= 0:
                found = _TO_FUNCTION(self._text, place)
                return found.end() if found is not None else -1
        return end
