"""The shape of a page, free of any format: pages are made of these blocks, formats turn them into Markdown or HTML.

A plain `str` is our own prose with names in it and is escaped; text of analysed code stands in `Code`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from archgraph.report.artefact import Picture


class Code(NamedTuple):
    """A name, a path, an expression: shown as it stands."""

    text: str


class Strong(NamedTuple):
    """Prose that a reader's eye should find."""

    text: str


class Link(NamedTuple):
    """A link to `href`: a path relative to OUT, or an anchor of the page; the label is code when `code` is true."""

    text: str
    href: str
    code: bool = False


Inline = str | Code | Strong | Link
Phrase = Inline | tuple[Inline, ...]
"""What stands in a paragraph, a cell or a list item."""


class Paragraph(NamedTuple):
    """Running text."""

    phrase: Phrase


class Bullets(NamedTuple):
    """A list; numbered when the order means something."""

    items: Sequence[Phrase]
    numbered: bool = False


class Grid(NamedTuple):
    """A table: heads, rows of phrases, and the columns that hold figures (set flush right)."""

    head: Sequence[str]
    rows: Sequence[Sequence[Phrase]]
    figures: frozenset[int] = frozenset()
    more: Phrase = ""
    """Said below the table when it does not show all rows."""


class Illustration(NamedTuple):
    """A picture with its title and, in words, what it shows."""

    picture: Picture


class Section(NamedTuple):
    """A heading with what stands below it; `anchor` is its address in the page, `empty`: it says that nothing was found."""

    title: str
    anchor: str
    blocks: Sequence[Block]
    empty: bool = False


Block = Paragraph | Bullets | Grid | Illustration | Section


class Page(NamedTuple):
    """A whole page: `path` is where it will stand below OUT; links in it are relative to OUT."""

    path: str
    title: str
    blocks: Sequence[Block]


def nothing(title: str, anchor: str, said: Phrase) -> Section:
    """A section for a subject of which nothing was found, which `said` says."""
    return Section(title, anchor, [Paragraph(said)], empty=True)


def gathered(sections: Iterable[Section]) -> list[Section]:
    """The sections that have something to show, and one at the end that says of all others what was not found."""
    every = list(sections)
    silent = [section for section in every if section.empty]
    items = [
        (Strong(section.title), ": ", *parts(block.phrase))
        for section in silent
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    told = [section for section in every if not section.empty]
    return [*told, Section("Looked for and not found", "nothing", [Bullets(items)])] if items else told


MOST_ROWS: Final = 10
"""Rows of a table in a page, unless said otherwise: the rest is in csv/."""


def parts(phrase: Phrase) -> tuple[Inline, ...]:
    """The phrase as a tuple of its pieces (a piece by itself is a named tuple, too)."""
    return phrase if type(phrase) is tuple else (phrase,)  # type: ignore[return-value]


def place(path: str, line: int | None) -> Inline:
    """A place in the code, as editors and terminals understand it; nothing for what stands nowhere."""
    return Code(f"{path}:{line}" if line else path) if path else ""


def sentence(text: str) -> tuple[Inline, ...]:
    """A sentence in which what stands between backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return (text,)
    return tuple(Code(piece) if at % 2 else piece for at, piece in enumerate(pieces) if piece)


def named_service(name: str) -> Inline:
    """A service as code; loose files have none."""
    return Code(name) if name else "(none)"


def some(items: Sequence[Inline], most: int) -> tuple[Inline, ...]:
    """The first `most` items, and how many more there are."""
    more = len(items) - most
    return joined(items) if more <= 0 else (*joined(items[:most]), f" and {more:,} more")


def joined(items: Sequence[Inline], between: str = ", ") -> tuple[Inline, ...]:
    """The items with `between` between them."""
    parts = [part for item in items for part in (between, item)]
    return tuple(parts[1:])


def counted(number: int, one: str, many: str = "") -> str:
    """`1 class`, `2 classes`, `1,234 classes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def rest(shown: int, total: int, table: str) -> Phrase:
    """What is said when `shown` of `total` rows of a table are shown."""
    if total <= shown:
        return ""
    return (f"… and {total - shown:,} more, see ", Link(f"csv/{table}.csv", f"csv/{table}.csv", code=True), ".")
