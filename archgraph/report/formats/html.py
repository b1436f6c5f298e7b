"""A Page as one self-contained HTML file: no script, nothing fetched; in: a Page, out: text.

Every piece of text goes through `html.escape`; pictures are data: URLs in `<img>`, where a browser runs nothing; all
else is forbidden by the page's Content-Security-Policy.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import quote

from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Illustration,
    Inline,
    Link,
    Page,
    Paragraph,
    Phrase,
    Section,
    Strong,
    parts,
)
from archgraph.report.formats.markdown import shown
from archgraph.report.formats.stylesheet import STYLESHEET

_MOST_PICTURE_BYTES: Final = 1_200_000
"""Pictures are shown in the page until this much is used up; the others are links to graphs/."""
_WIDTH: Final = re.compile(rb'<svg[^>]* width="([\d.]+)"')
_READABLE: Final = 0.72
"""The part of its size to which a picture may be shrunk: its small print, 10.5 px, is 7.6 px then."""
_SHORT: Final = 14
"""Characters of code that stay on one line: ids, keywords."""
_LONG: Final = 24
"""Characters of a name from which it may break inside."""
_LONG_WORD: Final = re.compile(rf"\S{{{_LONG + 1},}}")
_JOINT: Final = re.compile(r"(?:[./]|(?<=\w)_)(?=\w)")
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(page: Page, footer: str = "") -> str:
    """The whole page; sections of the first level make its table of contents."""
    sections = [block for block in page.blocks if isinstance(block, Section)]
    title = _text(page.title)
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title>\n<style>\n{STYLESHEET}</style>\n</head>\n<body>",
            '<a class="skip" href="#content">Skip to the content</a>',
            '<nav aria-label="Contents"><ol>',
            *(f'<li><a href="#{_anchor(item.anchor)}">{_text(item.title)}</a></li>' for item in sections),
            f'</ol></nav>\n<main id="content">\n<h1>{title}</h1>',
            *_blocks(_within_budget(page.blocks, [_MOST_PICTURE_BYTES]), 2),
            f"<footer>{_text(footer)}</footer>\n</main>\n</body>\n</html>\n",
        ]
    )


def _within_budget(blocks: Sequence[Block], left: list[int]) -> list[Block]:
    """The blocks, with pictures that are beyond the budget `left` as links to their files."""
    return [_affordable(block, left) for block in blocks]


def _affordable(block: Block, left: list[int]) -> Block:
    if isinstance(block, Section):
        return block._replace(blocks=_within_budget(block.blocks, left))
    if not isinstance(block, Illustration) or block.picture.svg is None:
        return block
    left[0] -= len(block.picture.svg)
    if left[0] >= 0:
        return block
    left[0] += len(block.picture.svg)
    return Paragraph((Link(block.picture.title, f"graphs/{block.picture.name}.svg"), " (picture in its own file)"))


def _blocks(blocks: Sequence[Block], level: int) -> Iterator[str]:
    for block in blocks:
        yield from _WRITERS[type(block)](block, level)


def _section(block: Section, level: int) -> Iterator[str]:
    yield f'<section id="{_anchor(block.anchor)}">\n<h{level}>{_text(block.title)}</h{level}>'
    yield from _blocks(block.blocks, level + 1)
    yield "</section>"


def _paragraph(block: Paragraph, level: int) -> Iterator[str]:
    yield f"<p>{_phrase(block.phrase)}</p>"


def _bullets(block: Bullets, level: int) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f"<{tag}>"
    yield from (f"<li>{_phrase(item)}</li>" for item in block.items)
    yield f"</{tag}>"


def _illustration(block: Illustration, level: int) -> Iterator[str]:
    picture = block.picture
    note = f" {_text(picture.note)}" if picture.note else ""
    yield "<figure>"
    if picture.svg is not None:
        data = b64encode(picture.svg).decode()
        image = f'<img{_least_width(picture.svg)} alt="{_text(picture.alt)}" src="data:image/svg+xml;base64,{data}">'
        yield f'<div class="scroll" tabindex="0" role="group" aria-label="Picture">{image}</div>'
        own = quote(f"graphs/{picture.name}.svg", errors="replace")
        yield f'<figcaption><a href="{own}">{_text(picture.title)}</a>, in its own file{note}</figcaption>\n</figure>'
    else:
        yield f"<figcaption>{_text(picture.title)}{note}</figcaption>\n</figure>"


def _least_width(svg: bytes) -> str:
    """How narrow a picture may become before it is scrolled, so that its small print stays readable."""
    size = _WIDTH.search(svg[:500])
    return f' style="min-width:{float(size[1]) * _READABLE:.0f}px"' if size else ""


def _grid(block: Grid, level: int) -> Iterator[str]:
    kinds = [' class="figure"' if at in block.figures else "" for at in range(len(block.head))]
    about = _text(", ".join(filter(None, block.head)))
    yield f'<div class="scroll" tabindex="0" role="group" aria-label="Table of {about}"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col"{kind}>{_text(name)}</th>' for name, kind in zip(block.head, kinds, strict=True))
    yield "</tr></thead>\n<tbody>"
    for row in block.rows:
        cells = [f"<td{kind}>{_phrase(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"
    if block.more:
        yield f'<p class="more">{_phrase(block.more)}</p>'


def _phrase(phrase: Phrase) -> str:
    return "".join([_inline(item) for item in parts(phrase)])


def _inline(item: Inline) -> str:
    if isinstance(item, str):
        return _prose(item)
    if isinstance(item, Code):
        return _code(item.text)
    if isinstance(item, Strong):
        return f"<strong>{_text(item.text)}</strong>"
    href = "#" + _anchor(item.href[1:]) if item.href.startswith("#") else quote(item.href, safe="/#", errors="replace")
    return f'<a href="{href}">{_code(item.text) if item.code else _text(item.text)}</a>'


def _code(text: str) -> str:
    """Code that may break after the slashes of a path or the dots of a dotted name, and where a part is long, after its
    underscores; what is short does not break."""
    mark = "/" if "/" in text else "."
    if len(text) <= _SHORT:
        return f'<code class="whole">{_text(text)}</code>'
    parts = [part.replace("_", "_<wbr>") if len(part) > _LONG else part for part in _text(text).split(mark)]
    return f"<code>{f'{mark}<wbr>'.join(parts)}</code>"


def _prose(text: str) -> str:
    """Text in which long names may break."""
    return _LONG_WORD.sub(lambda match: _JOINT.sub(r"\g<0><wbr>", match[0]), _text(text))


def _text(text: str) -> str:
    return escape(shown(text))


def _anchor(name: str) -> str:
    return quote(name, safe="", errors="replace")


_WRITERS: Final[dict[type, Callable[[Any, int], Iterator[str]]]] = {
    Section: _section,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Illustration: _illustration,
    Grid: _grid,
}
