"""How copies differ, line by line: in: clone rows and the lines of their files; out: the rows with a compact difference.

Equal lines are laid side by side, and what stands between them by its shape, in which names and constants are blanks. Where
two lines have one shape, the words that differ are told as `old → new`; other lines as what one of the two has alone. Comments,
blank lines, docstrings, decorators and what tells async from sync are left out. Only code that has differences is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from keyword import kwlist
from operator import itemgetter

from msgspec.structs import replace

from archgraph.model.results.duplicates import CloneMember

Read = Callable[[str], Sequence[str]]
"""The lines of a file by its path; none when it cannot be read."""

_MOST_WORDS, _MOST_LINES, _MOST_CHARACTERS = 4, 2, 60
"""So many words and lines are told of each sort, the rest is counted; and so much of a line."""

_LONGEST = 300
"""Functions of more lines are not compared line by line: nobody reads that in one cell."""

_BLANK = re.compile(rf"\b(?!(?:{'|'.join(kwlist)})\b)[A-Za-z_]\w*|\b\d[\w.]*|'[^']*'|\"[^\"]*\"")
_QUOTES = re.compile(r"[rRuUbBfF]{0,2}(\"\"\"|''')")
_WAITING = re.compile(r"\b(?:async|await) +")

_HEAD = re.compile(r"def \w+")
"""What a function is called stands in the row, and its parameters in the difference."""

_HEAD_ENDS = re.compile(r":\s*(#.*)?$")

_SAYING_NOTHING = ("#", "@", ")", "]", "}")
"""Beginnings of lines that are a comment or a decorator, or only close what stands above."""

Place = tuple[str, int, int]
"""Path, first and last line."""
Block = tuple[str, int, int, int, int]
"""Whether lines are equal, and where they begin and end on both sides."""
Lines = list[tuple[int, str]]
"""Line number and text."""


def with_lines(rows: Iterable[CloneMember], read: Read) -> Iterator[CloneMember]:
    """The rows in their order; the first of a cluster is what the others are compared with. Each file is read once."""
    clusters = [tuple(cluster) for _, cluster in groupby(rows, key=lambda row: row.cluster)]
    pairs = [(first, row) for first, *others in clusters for row in others if _is_comparable(first, row)]
    codes = _codes({_place(row) for pair in pairs for row in pair}, read)
    told = {
        row: replace(row, difference=f"{row.difference}: {found}")
        for first, row in pairs
        if (found := difference(codes[_place(first)], codes[_place(row)]))
    }
    return (told.get(row, row) for cluster in clusters for row in cluster)


def _place(row: CloneMember) -> Place:
    return row.path, row.start_line, row.end_line


def _codes(places: Iterable[Place], read: Read) -> dict[Place, Lines]:
    """The lines of each place, file by file."""
    found = {}
    for path, inside in groupby(sorted(places), key=itemgetter(0)):
        lines = read(path)
        found.update({place: _code(lines, *place[1:]) for place in inside})
    return found


def _is_comparable(first: CloneMember, row: CloneMember) -> bool:
    """Functions, and classes whose methods stand in one order."""
    longest = max(each.end_line - each.start_line for each in (first, row))
    return bool(row.difference) and longest <= _LONGEST and (row.kind != "class" or row.clone_type == 2)


def difference(mine: Lines, others: Lines) -> str:
    """What differs between two pieces of code, "" when nothing does."""
    words: dict[str, None] = {}
    only_mine, only_others = [], []
    for tag, a, b, c, d in _aligned([text for _, text in mine], [text for _, text in others]):
        if tag == "equal":
            for (_, old), (_, new) in zip(mine[a:b], others[c:d], strict=True):
                if old != new:
                    words.update(dict.fromkeys(_renamed(old, new)))
        else:
            only_mine += _body(mine[a:b])
            only_others += _body(others[c:d])
    parts = (
        _listed(list(words), _MOST_WORDS),
        _listed([f"-{line} {_cut(text)}" for line, text in only_mine], _MOST_LINES),
        _listed([f"+{line} {_cut(text)}" for line, text in only_others], _MOST_LINES),
    )
    return "; ".join(filter(None, parts))


@lru_cache(maxsize=1 << 12)
def shape(text: str) -> str:
    """A line with blanks for names and constants."""
    return _BLANK.sub("_", text)


def _aligned(mine: list[str], others: list[str]) -> Iterator[Block]:
    """Blocks of lines of one shape and of others; lines that both have are laid on each other first, so that a word is not
    told as renamed into the one of the next line."""
    for tag, a, b, c, d in _blocks(mine, others):
        if tag == "replace":
            inner = _blocks([shape(text) for text in mine[a:b]], [shape(text) for text in others[c:d]])
            yield from ((kind, a + i, a + j, c + k, c + m) for kind, i, j, k, m in inner)
        else:
            yield tag, a, b, c, d


def _blocks(mine: list[str], others: list[str]) -> Iterator[Block]:
    """Equal and different blocks; what begins and ends alike is not searched."""
    shortest, start = min(len(mine), len(others)), 0
    while start < shortest and mine[start] == others[start]:
        start += 1
    end = 0
    while end < shortest - start and mine[-1 - end] == others[-1 - end]:
        end += 1
    last, other_last = len(mine) - end, len(others) - end
    yield "equal", 0, start, 0, start
    for tag, a, b, c, d in _between(mine[start:last], others[start:other_last]):
        yield tag, a + start, b + start, c + start, d + start
    yield "equal", last, len(mine), other_last, len(others)


def _between(mine: list[str], others: list[str]) -> Sequence[Block]:
    """The blocks of lines that neither begin nor end alike; most have nothing in common, which needs no search."""
    if set(mine).isdisjoint(others):
        tag = "replace" if mine and others else "delete" if mine else "insert"
        return ((tag, 0, len(mine), 0, len(others)),) if mine or others else ()
    return SequenceMatcher(None, mine, others, False).get_opcodes()


def _renamed(old: str, new: str) -> Iterator[str]:
    for one, two in zip(_BLANK.findall(old), _BLANK.findall(new), strict=True):
        if one != two:
            yield f"{_cut(one)} → {_cut(two)}"


def _code(lines: Sequence[str], start: int, end: int) -> Lines:
    """The lines that say something, without indentation; what waits is written as if it did not."""
    found: Lines = []
    closing, is_head = "", False
    for number, line in enumerate(lines[start - 1 : end], start):
        text = line.strip()
        if is_head:
            found[0] = found[0][0], _joined(found[0][1], text)
            is_head = not _HEAD_ENDS.search(text)
        elif closing:
            closing = "" if closing in text else closing
        elif quotes := _QUOTES.match(text):
            closing = "" if quotes[1] in text[quotes.end() :] else quotes[1]
        elif text and not text.startswith(_SAYING_NOTHING):
            waits = "await" in text or "async" in text  # most lines do not, and all are asked
            found.append((number, _WAITING.sub("", text) if waits else text))
            is_head = len(found) == 1 and bool(_HEAD.match(found[0][1])) and not _HEAD_ENDS.search(text)
    if found:
        found[0] = found[0][0], _HEAD.sub("def", found[0][1], count=1)
    return found


def _joined(head: str, text: str) -> str:
    """The head of a function with its next line, as if it had been written in one line."""
    if text.startswith(")"):
        return head.rstrip(",") + text
    return head + text if head.endswith("(") else f"{head} {text}"


def _body(lines: Lines) -> Lines:
    """The lines without the head of the function, from which its name is gone."""
    return [line for line in lines if not line[1].startswith("def(")]


def _listed(items: list[str], most: int) -> str:
    told = " | ".join(items[:most])
    return f"{told} | {len(items) - most} more" if len(items) > most else told


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
