"""Takes a text and a place in it and says where functions begin and end, without parsing: by lines, strings and comments.

The language reference, 2.1 (lines, indentation) and 2.4.1 (strings). Most functions hold no string over several lines but their
docstring: for these, indentation tells all. One regular expression that knows strings and comments reads the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from keyword import kwlist

import msgspec

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


_BRACKETS, _SHALLOW = _bracketed(4), _bracketed(3)
_DECORATOR = (
    rf"""@(?>(?:[^\n"'#()\[\]{{}}\\]++|{_SHORT}|{_BRACKETS})+)(?:{_COMMENT})?\n(?>(?:[ \t\f]*+(?:{_COMMENT})?\n)*)"""
)
_MOST_DECORATORS = 20
"""Of one function; a file of nothing but decorators would be searched once for each."""

_HEADER = (  # its groups: indentation, async, name
    rf"([ \t]*+)(?>(?:{_DECORATOR}\1){{0,{_MOST_DECORATORS}}})"
    rf"((?:async[ \t]++)?)def[ \t]++([^\W\d]\w*+)[ \t]*+(?:{_BRACKETS}[ \t]*+){{1,2}}"
    rf"""(?:->(?>(?:[^\n:"'#()\[\]{{}}\\]++|{_SHORT}|{_SHALLOW})+))?:[ \t]*+"""
)
_DOCSTRING = r'\1[ \t]++[rR]?"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""()[^\n]*+(?:\n|\Z)'
_NOTHING = rf"(?:\.\.\.|pass)[ \t]*+(?:{_COMMENT})?(?=\n|\Z)()"


def _body(indent: str, line: str) -> str:
    """Lines that stand deeper than `indent`, and between them any that are blank or comments; `line`: what follows on a line
    after its indentation."""
    line = rf"{indent}[ \t]++(?=[^ \t\n#\f]){line}"
    return rf"(?>(?:{line}|(?>(?:[ \t\f]*+(?:{_COMMENT})?\n)+){line})+)"


_PLAIN = re.compile(
    rf"{_HEADER}(?:(?:{_COMMENT})?\n()(?:{_DOCSTRING})?(?:" + _body(r"\1", r"[^\n]*+(?:\n|\Z)") + f")?|{_NOTHING})",
    re.DOTALL,
).match
"""A function from the beginning of the line of its first decorator up to its last line that is no comment, where no string but
the docstring, and no statement, goes over several lines. Groups: those of the header, where the lines of the body begin, where
the docstring ends, and where a function ends that does nothing on the line of its header."""

_CODE = rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE})+)"""


@lru_cache(32)
def _lines_below(indent: str) -> Callable[[str, int], re.Match[str] | None]:
    """Matches the lines of a body below a header with that indentation, up to the last one that is no comment."""
    return re.compile(_body(indent, rf"""[^"'#\n\\]*+(?:\n|{_CODE}(?:\n|\Z)|\Z)"""), re.DOTALL).match


_BEGIN = r"[ \t]*+(?:def[ \t]|@|async[ \t]++def[ \t])"
_TO_FUNCTION = re.compile(
    rf"""(?>(?:[^"'#\n\\]++|{_STRING}|{_COMMENT}|\\.|{_QUOTE}|\n(?!{_BEGIN}))*)\n""", re.DOTALL
).match
"""All up to the line of the next function or decorator."""

_TO_PLAIN = re.compile(rf"\n(?={_BEGIN})").search
"""The end of that, where no string and no statement goes over several lines."""

_DOES_NOTHING = 6
_KEYWORDS = frozenset(kwlist)
_LONG = '"""', "'''", "\\\n"
"""Without these, each string ends on its line."""


class Function(msgspec.Struct, frozen=True, gc=False):
    """A function's name and indentation; where the lines of its first decorator and of its `def` begin, and its body; from where
    on code stands there, behind a docstring and with the line end before it; and where its last line ends that is no comment.
    `is_plain`: in the code, no string and no statement goes over several lines but in brackets."""

    name: str
    indent: str
    is_async: bool
    begin: int
    definition: int
    body: int
    code: int
    end: int
    is_plain: bool


class Functions:
    """The functions of a text."""

    __slots__ = ("_long", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._long = [each for each in _LONG if each[0] in text and each in text]

    def at(self, place: int) -> Function | None:
        """The function with a body of its own lines that begins on the line that begins there; None when there is none, or its
        header is too strange."""
        text = self._text
        found = _PLAIN(text, place)
        if found is None:
            return None
        indent, is_async, name = found.group(1, 2, 3)
        body, code, end, is_plain = found.end(4), found.end(5), found.end(), True
        if found.lastindex == _DOES_NOTHING:
            body = code = end
        elif code < 0:
            code = body - 1
        for long in self._long:  # a loop for speed: every function comes here
            if text.find(long, code, end + 1) >= 0:
                lines, is_plain = _lines_below(indent)(text, body), False
                end = lines.end() if lines is not None else body
                break
        if end == body != code:
            return None
        if name in _KEYWORDS or not name.isascii():
            name = _identifier(name)
        if code < end and text[end - 1] == "\n":
            end -= 1
        definition = found.start(2)
        return Function(name, indent, is_async != "", place, definition, body, code, end, is_plain) if name else None

    def after(self, place: int) -> int:
        """Where the line of the next function, or of its first decorator, begins behind a place outside of strings; -1 when
        there is none, and behind -1."""
        found = _TO_PLAIN(self._text, place) if place >= 0 else None
        if found is None:
            return -1
        end = found.end()
        for long in self._long:
            if self._text.find(long, place, end) >= 0:
                found = _TO_FUNCTION(self._text, place)
                return found.end() if found is not None else -1
        return end


def _identifier(name: str) -> str:
    """A function's name as Python knows it (the language reference, 2.3), "" when it can be none."""
    import unicodedata  # rare

    name = unicodedata.normalize("NFKC", name)
    return name if name.isidentifier() and name not in _KEYWORDS else ""
