"""A Page as GitHub-flavoured Markdown that reads well as plain text too; in: a Page, out: text.

All text is hostile until escaped: no name may end a cell, open a tag, make a link, mention a person or call an issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final
from urllib.parse import quote

from archgraph.report.cells import visible
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Illustration,
    Inline,
    Page,
    Paragraph,
    Phrase,
    Section,
    Strong,
    parts,
)

_WIDEST: Final = 60
"""A wider cell does not widen its column in the source."""
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SPECIAL: Final = re.compile(r"[\\`*\[\]<>|~#&$]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown acts on; an underscore between two letters or digits is none of it."""
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "$": "&#36;"}
_ZERO_WIDTH_SPACE: Final = "\u200b"
_ADDRESS: Final = re.compile(r"[@#](?=\w)|:(?=//)|(?i:www)\.(?=\w)")
"""Where GitHub would find a mention, an issue or an address in plain text."""
_BLOCK_START: Final = re.compile(r"^(\d*)(?=[-+=.)])")
_FRAGILE_CODE: Final = re.compile(r"[`|]|^\s|\s$|^$")
_PUNCTUATION: Final = re.compile(r"[^\w\s]|_")


def markdown(page: Page) -> str:
    """The whole page."""
    return "\n".join([f"# {prose(page.title)}", "", *_blocks(page.blocks, 2, page.path)]).rstrip() + "\n"


def prose(text: str) -> str:
    """Text that is not code, with nothing in it that Markdown or GitHub would act on."""
    if text.isalnum():
        return text
    inert = _ADDRESS.sub(lambda match: match[0] + _ZERO_WIDTH_SPACE, shown(text))
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), inert)


def code(text: str) -> str:
    """Text as code; what could end a code span or a table cell is written with entities."""
    clean = shown(text)
    if not _FRAGILE_CODE.search(clean):
        return f"`{clean}`"
    return "<code>" + _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", clean or " ") + "</code>"


def shown(text: str) -> str:
    r"""One line that shows what is there: control characters and changes of writing direction as `\uXXXX`."""
    if text.isprintable():
        return text
    return _BIDI.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def relative(href: str, path: str) -> str:
    """`href`, which is relative to OUT, as seen from the page at `path`, quoted."""
    if href.startswith("#"):
        return "#" + quote(href[1:], errors="replace")
    folder = path.rpartition("/")[0] + "/"
    seen = href[len(folder) :] if href.startswith(folder) else "../" * path.count("/") + href
    return quote(seen, safe="/#", errors="replace")


def _blocks(blocks: Sequence[Block], level: int, path: str) -> Iterator[str]:
    for block in blocks:
        yield from _WRITERS[type(block)](block, level, path)
        if not isinstance(block, Section):  # its last block has made room already
            yield ""


def _section(block: Section, level: int, path: str) -> Iterator[str]:
    yield f"{'#' * level} {prose(block.title)}"
    yield ""
    yield from _blocks(block.blocks, level + 1, path)


def _paragraph(block: Paragraph, level: int, path: str) -> Iterator[str]:
    yield _opening(_phrase(block.phrase, path))


def _bullets(block: Bullets, level: int, path: str) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        yield f"{f'{number}.' if block.numbered else '-'} {_opening(_phrase(item, path))}"


def _illustration(block: Illustration, level: int, path: str) -> Iterator[str]:
    picture = block.picture
    if picture.svg is not None:
        yield f"![{prose(picture.title)}]({relative(f'graphs/{picture.name}.svg', path)})"
    else:
        yield f"*{prose(picture.title)}*"
    if picture.note:
        yield ""
        yield prose(picture.note)


def _grid(block: Grid, level: int, path: str) -> Iterator[str]:
    rows = [[_phrase(cell, path) for cell in row] for row in block.rows]
    head = [prose(name) for name in block.head]
    widths = [min(max(3, *map(len, column)), _WIDEST) for column in zip_longest(head, *rows, fillvalue="")]
    right = block.figures
    yield _line([_set(cell, width, at in right) for at, (cell, width) in enumerate(zip(head, widths, strict=True))])
    yield _line(["-" * (width - (at in right)) + ":" * (at in right) for at, width in enumerate(widths)])
    for row in rows:
        yield _line([_set(cell, width, at in right) for at, (cell, width) in enumerate(zip(row, widths, strict=True))])
    if block.more:
        yield ""
        yield _phrase(block.more, path)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _set(cell: str, width: int, flush_right: bool) -> str:
    return cell.rjust(width) if flush_right else cell.ljust(width)


def _opening(text: str) -> str:
    """The text as the first words of a block, where `-`, `+`, `=` or `1.` would mean something."""
    return _BLOCK_START.sub(r"\1\\", text.lstrip(), count=1)


def _phrase(phrase: Phrase, path: str) -> str:
    return "".join([_inline(item, path) for item in parts(phrase)])


def _inline(item: Inline, path: str) -> str:
    if isinstance(item, str):
        return prose(item)
    if isinstance(item, Code):
        return code(item.text)
    if isinstance(item, Strong):
        return f"**{prose(item.text)}**"
    label = code(item.text) if item.code else prose(item.text)
    return f"[{label}]({relative(item.href, path)})"


_WRITERS: Final[dict[type, Callable[[Any, int, str], Iterator[str]]]] = {
    Section: _section,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Illustration: _illustration,
    Grid: _grid,
}
