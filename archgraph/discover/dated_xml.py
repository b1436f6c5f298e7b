"""Sunset dates in XML; in: the lines of a file, out: for each line what goes when, as elements and attributes say it.

Like the other formats it is read line by line, so that a file need not be well-formed; a tag may stand over several lines
only when what counts stands on one of them. Most dates in XML tell when something was written or done: the name of the element
or attribute must say that something goes (`removal_date`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archgraph.model.sunset import date_in, is_sunset_key

_TAG: Final = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>([^<]*)")
_ATTRIBUTE: Final = re.compile(r"([\w.:-]+)\s*=\s*[\"']([^\"']*)[\"']")
_LABELS: Final = ("name", "key", "id", "path", "module", "symbol", "feature")
_YEAR: Final = re.compile(rb"20[0-4]\d")
_GOING: Final = re.compile(
    rb"(?i)sunset|deprecat|remov|delet|eol|end[-_ ]of|retir|phas|drop|discontinu|decommission|obsolet"
)
_WIDE: Final = 200
"""Bytes before and behind a year in which its line is looked at."""
_LONGEST: Final = 40
"""Characters of a text that is a date, with a time and a zone at most."""


def may_date(data: bytes) -> bool:
    """Whether a line has a year and a word for going away: quick, as repositories hold many XML files and few such lines."""
    for year in _YEAR.finditer(data):
        at = year.start()
        start = max(data.rfind(b"\n", 0, at) + 1, at - _WIDE)
        end = data.find(b"\n", at, at + _WIDE)
        if _GOING.search(data, start, end if end > 0 else at + _WIDE):
            return True
    return False


class Elements:
    """The elements around a line: (tag, what it says of itself), the outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []

    def dates(self, line: str) -> Iterator[tuple[str, str]]:
        """(what, when) of the dates in the elements and attributes of this line."""
        for closing, tag, written, empty, text in _TAG.findall(line):
            if closing:
                self._leave(tag)
                continue
            attributes = dict(_ATTRIBUTE.findall(written))
            label = next((attributes[key] for key in _LABELS if attributes.get(key)), "")
            for key, value in (*attributes.items(), (tag, text.strip())):
                if is_sunset_key(key) and (day := _day(value)):
                    yield label or self._owner() or key, day
            if not empty:
                self._open.append((tag, label))

    def _owner(self) -> str:
        """What the nearest element around says of itself, else its tag."""
        return next((label for _, label in reversed(self._open) if label), self._open[-1][0] if self._open else "")

    def _leave(self, tag: str) -> None:
        places = [at for at, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]


def _day(value: str) -> str:
    return date_in(value) if 6 < len(value) <= _LONGEST and value[0].isalnum() else ""
