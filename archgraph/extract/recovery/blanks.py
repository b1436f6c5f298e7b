"""Takes text whose strings are closed and gives text of the same lines in which Python's own blanks stand for all others, and
blanks for tabs where both indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archgraph.extract.recovery.masking import TOKEN, mask

_CONTROLS = "\x01\x02\x0b\x1c\x1d\x1e\x1f"
"""Control characters that masked text or regular expressions take for something else."""
_WIDE = "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NARROW = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What looks like a blank and like nothing at all; both come with what was copied from a page."""
_ODD = re.compile(rf"{TOKEN.pattern}|[{_CONTROLS}{_WIDE}{_NARROW}]", re.DOTALL)
_STANDS_FOR = dict.fromkeys(_CONTROLS + _WIDE, " ") | dict.fromkeys(_NARROW, "")
_TABBED = re.compile(r"^ *\t", re.MULTILINE)
_SPACED = re.compile(r"^ +(?![ \t\n])", re.MULTILINE)
_INDENTED = re.compile(r"([ \t]*)(?=[^ \t\n\f])")
_SIZES = 8, 4, 2
"""Columns of a tab, Python's own first."""
_CONTINUED = ",([{\\"


def plain_blanks(text: str, code: str) -> str | None:
    """The text with plain blanks, None when it has no others. `code` is the text with strings of several lines blanked, line
    by line."""
    plain = text
    if any(each in text for each in (_CONTROLS if text.isascii() else _STANDS_FOR)):
        plain = _ODD.sub(lambda match: _STANDS_FOR.get(match[0], match[0]), text)
    if "\t" in code and _TABBED.search(code) and _SPACED.search(code):
        plain = _expanded(plain, code)
    return plain if plain != text else None


def _expanded(text: str, code: str) -> str:
    """The text without tabs before code: of the size that fits most of its lines."""
    masked = mask(code).split("\n")
    size = min(_SIZES, key=lambda each: sum(_misfits(masked, each)))
    lines = text.split("\n")
    for number, line in enumerate(code.split("\n")):
        match = _INDENTED.match(line)
        if match and "\t" in match[1] and lines[number].startswith(match[1]):
            lines[number] = match[1].expandtabs(size) + lines[number][match.end() :]
    return "\n".join(lines)


def _misfits(masked: list[str], size: int) -> Iterator[bool]:
    """For each line whether its column is wrong behind those before it, should a tab have this size."""
    levels = [0]
    end = ""
    for line in masked:
        match = _INDENTED.match(line)
        if match is None:
            continue
        before, end = end, line.rstrip()[-1]
        if before and before in _CONTINUED:
            continue
        column = len(match[1].expandtabs(size))
        if before == ":":
            yield column <= levels[-1]
        else:
            yield column > levels[-1] or column not in levels
        levels = [*(level for level in levels if level < column), column]
