"""In: a box; out: its lines as they fit, and its size in points: layout and rendering must agree on both."""

from __future__ import annotations

from typing import NamedTuple

from archgraph.model.drawing import Box
from archgraph.report.pictures.typography import elide, text_width

HEAD = 17
SUB = 12
NOTE = 11
TITLE = 12.5
DETAIL = 10.5
TITLE_STEP = 16.0
DETAIL_STEP = 13.0
WIDEST = 210.0
NARROWEST = 56.0
MARGIN = 11.0


class Measured(NamedTuple):
    """What a box says, and how large it is."""

    title: str
    detail: tuple[str, ...]
    width: float
    height: float


def measure(box: Box) -> Measured:
    """The box with its text cut to the widest size allowed."""
    title = elide(shown(box.title), TITLE, WIDEST, bold=True)
    detail = tuple(elide(shown(line), DETAIL, WIDEST) for line in box.detail)
    texts = [text_width(title, TITLE, bold=True), *(text_width(line, DETAIL) for line in detail)]
    width = max(NARROWEST, max(texts) + 2 * MARGIN)
    return Measured(title, detail, round(width, 1), 12 + TITLE_STEP + DETAIL_STEP * len(detail))


def shown(text: str) -> str:
    """Without line breaks and other control characters, which no picture can show."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
