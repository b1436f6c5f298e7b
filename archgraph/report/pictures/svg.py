"""In: a drawing and its geometry; out: an SVG that stands alone: no script, no link, no font, no path of a machine."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from archgraph.model.drawing import Box, Drawing, Group, Link, Tone
from archgraph.report.pictures.geometry import Frame, Geometry, Point, Route
from archgraph.report.pictures.measure import DETAIL, DETAIL_STEP, HEAD, NOTE, SUB, TITLE, TITLE_STEP, measure, shown
from archgraph.report.pictures.palette import hue_of
from archgraph.report.pictures.style import STYLE
from archgraph.report.pictures.typography import text_width, wrap
from archgraph.report.pictures.xml import attribute, element_text

EDGE = 24.0
HEADER = 58.0
NARROWEST = 520.0
LINE = 17.0
SWATCH = 30.0
_FITTED = {
    "head": (HEAD, True),
    "sub": (SUB, False),
    "note": (NOTE, False),
    "group": (TITLE, True),
    "name": (TITLE, True),
    "more": (DETAIL, False),
}
"""Size of the texts that are measured, and whether they are bold."""


class Sheet(NamedTuple):
    """The whole page: its size, where the graph begins, and the lines below it."""

    width: float
    height: float
    left: float
    notes: tuple[str, ...]
    legend: tuple[tuple[tuple[str, str, float], ...], ...]
    """Rows of (look, words, x)."""


def svg(drawing: Drawing, geometry: Geometry) -> bytes:
    """The picture; the same drawing and geometry give the same bytes."""
    sheet = _sheet(drawing, geometry)
    width, height = _number(sheet.width), _number(sheet.height)
    name = attribute(drawing.name)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ag" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="max-width:100%;height:auto" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{element_text(drawing.title)}</title>',
        f'<desc id="{name}-desc">{element_text(drawing.alt)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}" rx="10"/>',
        _text(drawing.title, EDGE, 32, "head"),
        _text(drawing.subtitle, EDGE, 50, "sub"),
        f'<g transform="translate({_number(sheet.left)} {_number(HEADER + 8)})">',
        *_graph(drawing, geometry),
        "</g>",
        *_footer(sheet, HEADER + 8 + geometry.height + 26),
        "</svg>",
        "",
    ]
    return "\n".join(parts).encode()


def _sheet(drawing: Drawing, geometry: Geometry) -> Sheet:
    heads = (text_width(drawing.title, HEAD, bold=True), text_width(drawing.subtitle, SUB))
    inner = max(geometry.width, NARROWEST, *heads)
    notes = tuple(line for note in drawing.notes for line in wrap(note, NOTE, inner))
    legend = _legend_rows(drawing.legend, inner)
    below = (len(legend) + len(notes)) * LINE + (16 if legend or notes else 0)
    height = HEADER + 8 + geometry.height + 10 + below + 14
    return Sheet(inner + 2 * EDGE, height, EDGE + (inner - geometry.width) / 2, notes, legend)


def _legend_rows(legend: tuple[tuple[str, str], ...], widest: float) -> tuple[tuple[tuple[str, str, float], ...], ...]:
    """The legend's entries in as many rows as they need."""
    rows: list[list[tuple[str, str, float]]] = []
    x = widest + 1
    for look, words in legend:
        needed = SWATCH + 8 + text_width(words, NOTE) + 22
        if x + needed > widest:
            rows.append([])
            x = 0
        rows[-1].append((look, words, EDGE + x))
        x += needed
    return tuple(map(tuple, rows))


def _graph(drawing: Drawing, geometry: Geometry) -> Iterator[str]:
    """Frames at the bottom, then arrows, those that matter last, then boxes, then the arrows' labels."""
    for number, frame in geometry.groups.items():
        yield _frame(drawing.groups[number], frame)
    order = sorted(geometry.links, key=lambda number: (drawing.links[number].tone is Tone.ALARM, number))
    visible = [number for number in order if drawing.links[number].tone is not Tone.HIDDEN]
    for number in visible:
        yield _arrow(drawing.links[number], geometry.links[number])
    for number, place in geometry.boxes.items():
        yield _box(drawing.boxes[number], place)
    for number in visible:
        if drawing.links[number].label:
            yield _label(drawing.links[number], geometry.links[number])


def _frame(group: Group, frame: Frame) -> str:
    left, top, right, bottom = frame
    size = f'width="{_number(right - left)}" height="{_number(bottom - top)}"'
    return (
        f'<g class="frame"><rect x="{_number(left)}" y="{_number(top)}" {size} rx="9"/>'
        f"{_text(group.title, left + 12, top + 19, 'group')}</g>"
    )


def _arrow(link: Link, route: Route) -> str:
    """A curve with a head; its width grows with the logarithm of the weight."""
    width = min(4.5, 1.1 + 0.45 * math.log2(max(1, link.weight)))
    start, *rest = route.points
    curve = f"M{_pair(start)}C" + " ".join(map(_pair, rest))
    return (
        f'<g class="link {link.tone}"><title>{element_text(link.hint)}</title>'
        f'<path d="{curve}" stroke-width="{_number(width)}"/><path class="tip" d="{_tip(route, width)}"/></g>'
    )


def _tip(route: Route, width: float) -> str:
    """The arrow's head as a triangle from the end of the curve to its tip."""
    (x0, y0), (x1, y1) = route.points[-1], route.tip
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    half = 2.6 + 0.7 * width
    across, along = -(y1 - y0) / length * half, (x1 - x0) / length * half
    corners = ((x0 + across, y0 + along), (x1, y1), (x0 - across, y0 - along))
    return "M" + "L".join(map(_pair, corners)) + "Z"


def _label(link: Link, route: Route) -> str:
    """A short text before the middle of the curve: where arrows cross halfway their texts stay apart."""
    x, y = _before_middle(route)
    return _text(link.label, x, y + 4, f"label {link.tone}")


def _before_middle(route: Route) -> Point:
    """A point of the curve about halfway along its pieces, of a single piece at a third of it."""
    pieces = (len(route.points) - 1) // 3
    first = 3 * (pieces // 2)
    if pieces % 2 == 0:
        return route.points[first]
    a, b, c, d = route.points[first : first + 4]
    weights = (8 / 27, 12 / 27, 6 / 27, 1 / 27)  # of a cubic Bézier curve at 1/3
    x, y = (sum(w * point[axis] for w, point in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y


def _box(box: Box, place: Point) -> str:
    size = measure(box)
    x, y = place
    left, top = x - size.width / 2, y - size.height / 2
    looks = f"box {box.tone} h{hue_of(box.hue)}"
    parts = [
        f'<g class="{looks}"><title>{element_text(box.hint or box.title)}</title>',
        f'<rect x="{_number(left)}" y="{_number(top)}" width="{_number(size.width)}" '
        f'height="{_number(size.height)}" rx="7"/>',
        _text(size.title, x, top + 6 + TITLE_STEP - 4, "name"),
    ]
    for number, line in enumerate(size.detail, 1):
        parts.append(_text(line, x, top + 6 + TITLE_STEP + DETAIL_STEP * number - 4, "more"))
    if box.badge:
        wide = max(18.0, text_width(box.badge, 10, bold=True) + 10)
        parts.append(f'<rect class="badge" x="{_number(left - 8)}" y="{_number(top - 8)}" width="{_number(wide)}" ')
        parts.append(f'height="18" rx="9"/>{_text(box.badge, left - 8 + wide / 2, top + 4.5, "count")}')
    return "".join(parts) + "</g>"


def _footer(sheet: Sheet, y: float) -> Iterator[str]:
    """Legend and notes."""
    for row in sheet.legend:
        for look, words, x in row:
            yield _swatch(look, x, y) + _text(words, x + SWATCH + 8, y, "note")
        y += LINE
    for note in sheet.notes:
        yield _text(note, EDGE, y, "note")
        y += LINE


def _swatch(look: str, x: float, y: float) -> str:
    """A small example of a box, a colour, a badge or an arrow."""
    kind, _, tone = look.partition(":")
    if kind == "badge":
        badge = f'<rect class="badge" x="{_number(x + 6)}" y="{_number(y - 13)}" width="18" height="18" rx="9"/>'
        return f'<g class="box">{badge}{_text(tone, x + 15, y - 0.5, "count")}</g>'
    if kind in ("box", "hue"):
        looks = f"{tone} h0" if kind == "box" else f"plain h{hue_of(int(tone))}"
        size = 'width="30" height="14" rx="4"'
        return f'<g class="box {looks}"><rect x="{_number(x)}" y="{_number(y - 11)}" {size}/></g>'
    end = x + SWATCH
    tip = f"M{_pair((end - 7, y - 8))}L{_pair((end, y - 4))}L{_pair((end - 7, y))}Z"
    path = f'<path d="M{_pair((x, y - 4))}H{_number(end - 7)}" stroke-width="2"/>'
    return f'<g class="link {tone}">{path}<path class="tip" d="{tip}"/></g>'


def _text(text: str, x: float, y: float, look: str) -> str:
    """A text; where room was made for it, it is fitted to that, whatever font the reader has."""
    size, bold = _FITTED.get(look, (0, False))
    text = shown(text)
    width = text_width(text, size, bold=bold)
    fitted = f' textLength="{_number(width)}" lengthAdjust="spacingAndGlyphs"' if width else ""
    return f'<text class="{look}" x="{_number(x)}" y="{_number(y)}"{fitted}>{element_text(text)}</text>'


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """At most one decimal: a tenth of a point is less than a screen shows."""
    return f"{value:.1f}".removesuffix(".0")
