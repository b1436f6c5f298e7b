"""Sunset dates in a file that is no code; in: its path and content (TOML, YAML, INI, JSON, XML), out: the lines.

Files are read line by line: no format has to be complete for that, and the number of the line is known. What a date is said
of is the table, section or key around it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from archgraph.discover.dated_pairs import dated_pairs, has_dated_pairs
from archgraph.discover.dated_xml import Elements, may_date
from archgraph.model.source import DatedLine
from archgraph.model.sunset import (
    date_in,
    is_about_old,
    is_sunset_key,
    may_be_sunset_key,
    may_tell,
    plain_sunset_in,
    sunset_in,
)

_LONGEST: Final = 200
_STATES: Final = frozenset({"tombstone", "deprecation", "deprecated", "sunset", "removal", "lifecycle", "retirement"})
"""Keys that say in what state the thing is whose key stands around them: `firewalld: {tombstone: {removal_date: ...}}`."""
_LABELS: Final = frozenset({"name", "key", "id", "path", "module", "symbol", "feature"})
_MARKS: Final = ("{", "-", *(f"{quote}{label}" for quote in ("", '"', "'") for label in sorted(_LABELS)))
"""What a line begins with that begins a record or may say what one is called."""
_HEADER: Final = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*(?:[#;].*)?$")
_KEY: Final = re.compile(r"(\s*(?:- +)?)[\"']?([A-Za-z_][\w ./@-]*?)[\"']?\s*(?:=\s*|:(?:\s+|(?=[\"'{\[])|$))(.*)$")
_MARKUP: Final = re.compile(r"<!--|-->|<[^<>]*>")
_SCALAR: Final = re.compile(r"[\"']?([^\"',{}\[\]#]+?)[\"']?\s*,?\s*(?:#.*)?$")


def lines_of(path: str, data: bytes) -> tuple[DatedLine, ...]:
    """Every line of a file with this content that says when something goes."""
    if path.endswith(".xml") and not may_date(data):
        return ()
    return tuple(_lines(path, data.decode("utf-8", "replace")))


@dataclass(slots=True)
class _Around:
    """The keys around a line: (indent, name), the outermost first; `label` is what a record says of itself."""

    path: str
    header: str = ""
    keys: list[tuple[int, str]] = field(default_factory=list)
    label: tuple[int, str] = (0, "")

    def enter(self, indent: int, is_item: bool) -> None:
        """Leave what ends before a line with this indent."""
        while self.keys and self.keys[-1][0] >= indent:
            self.keys.pop()
        if is_item or indent < self.label[0]:
            self.label = (0, "")

    @property
    def owner(self) -> str:
        """The nearest name around the line."""
        names = [name for _, name in self.keys]
        while len(names) > 1 and names[-1].lower() in _STATES:
            names.pop()
        return self.label[1] or (names[-1] if names else self.header)

    @property
    def is_old(self) -> bool:
        """Whether any name around the line, or that of the file, says that things are old."""
        return any(map(is_about_old, (self.path.rpartition("/")[2], self.header, *(name for _, name in self.keys))))


def _lines(path: str, text: str) -> Iterator[DatedLine]:
    if not may_tell(text):
        return
    if path.endswith(".xml"):
        yield from _xml_lines(path, text)
        return
    has_headers = path.endswith((".toml", ".ini", ".cfg"))
    around = _Around(path)
    for number, line in _that_count(text.splitlines(), has_headers):
        header = _HEADER.match(line) if has_headers else None
        if header:
            around = _Around(path, header[1].strip("\"' "))
            continue
        code, comment = _without_comment(line)
        found = list(_said(around, code))
        prose = sunset_in(comment) if comment else "" if found else plain_sunset_in(line)
        if prose:
            found.append((line.strip(" \t#;")[:_LONGEST], prose))
        yield from (DatedLine(path, number, name, sunset) for name, sunset in dict(found).items())


def _that_count(lines: list[str], all_: bool) -> Iterator[tuple[int, str]]:
    """(number, line) of those that may say when something goes, and of those before them that say what is around them."""
    start = 0
    for end, line in enumerate(lines):
        if "20" in line and (has_dated_pairs(line) or may_tell(line)):
            chosen = range(start, end) if all_ else reversed(list(_around(lines, start, end)))
            yield from ((number + 1, lines[number]) for number in chosen)
            yield end + 1, line
            start = end + 1


def _around(lines: list[str], start: int, end: int) -> Iterator[int]:
    """From the last one back, the lines of a stretch that can be left standing around what follows it, or can name it: a line
    with a later one as far out is neither, unless it begins a record or may be its label."""
    outermost = sys.maxsize
    for number in range(end - 1, start - 1, -1):
        line = lines[number]
        written = line.lstrip()
        indent = len(line) - len(written)
        is_marked = written.startswith(_MARKS)
        if indent < outermost or is_marked:
            yield number
            if not is_marked and _KEY.match(_without_comment(line)[0]):
                outermost = indent


def _xml_lines(path: str, text: str) -> Iterator[DatedLine]:
    elements = Elements()
    for number, line in enumerate(text.splitlines(), 1):
        found = dict(elements.dates(line))
        if not found and (day := plain_sunset_in(line)):
            found[_MARKUP.sub(" ", line).strip()[:_LONGEST]] = day
        yield from (DatedLine(path, number, name, sunset) for name, sunset in found.items())


def _said(around: _Around, line: str) -> Iterator[tuple[str, str]]:
    """(what, when) of the dates that keys of this line hold."""
    match = _KEY.match(line)
    if match is None:
        if line.strip() in ("{", "-"):
            around.label = (0, "")
        return
    indent, key, value = len(match[1]), match[2], match[3]
    around.enter(indent, "-" in match[1])
    scalar = _SCALAR.match(value)
    if scalar is None:
        around.keys.append((indent, key))
    elif key in _LABELS:
        around.label = (indent, scalar[1])
    for name, written in dated_pairs(line):
        if is_sunset_key(name) or (around.is_old and may_be_sunset_key(name)):
            yield around.owner or name, date_in(written)
        elif is_about_old(around.owner or around.header):
            yield name, date_in(written)


def _without_comment(line: str) -> tuple[str, str]:
    """The line before and after the sign of a comment (`#`, or `;` at its beginning)."""
    if line.lstrip().startswith(";"):
        return "", line
    code, _, comment = line.partition(" #") if not line.lstrip().startswith("#") else ("", "", line)
    return code, comment
