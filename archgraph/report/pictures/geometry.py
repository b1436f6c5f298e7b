"""In: a drawing; out: the question to Graphviz where everything goes; and from its answer, the places."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import NamedTuple

from archgraph.blake import blake2b
from archgraph.model.drawing import Direction, Drawing, Link, Tone
from archgraph.report.pictures.measure import TITLE, Measured, measure
from archgraph.report.pictures.typography import text_width

Point = tuple[float, float]
Frame = tuple[float, float, float, float]
"""left, top, right, bottom."""
_SHORT = 4
"""Characters of a label that have room beside an arrow between two neighbours."""


class Route(NamedTuple):
    """The way of a link: Bézier points (1 + 3n) and the tip of its arrow."""

    points: tuple[Point, ...]
    tip: Point


class Geometry(NamedTuple):
    """Where everything is, in points, y downwards; indices are those of the drawing."""

    width: float
    height: float
    boxes: Mapping[int, Point]
    links: Mapping[int, Route]
    groups: Mapping[int, Frame]


class Laid(NamedTuple):
    """A drawing and where everything in it goes; without a geometry, `note` says why."""

    drawing: Drawing
    geometry: Geometry | None
    note: str = ""


def question(drawing: Drawing, direction: Direction) -> str:
    """DOT of sizes and connections alone: no names, no text and so no fonts, and nothing to quote.

    The graph is named after its own content, so that the answer tells which question it is for.

    The options keep the network simplex and the crossing phase of dot within linear bounds. A link that goes against
    the order is turned round, so that it does not pull its boxes to wrong ranks. Where ranks stand side by side dot fills
    each from below: all is said backwards then, and what a drawing names first comes to stand at the top.
    """
    lines = [
        f"graph [rankdir={direction}, nodesep=0.22, ranksep=0.55, nslimit=1, nslimit1=1, mclimit=0.5]",
        'node [shape=box, fixedsize=true, label=""] edge [arrowsize=0.7]',
    ]
    ids = {box.id: f"b{number}" for number, box in enumerate(drawing.boxes)}
    boxes = [_node(number, measure(box)) for number, box in enumerate(drawing.boxes)]
    arcs = [_arc(number, link, ids[link.tail], ids[link.head]) for number, link in enumerate(drawing.links)]
    turn = -1 if direction in (Direction.LEFT, Direction.RIGHT) else 1
    lines += [*boxes[::turn], *_clusters(drawing)[::turn], *arcs[::turn]]
    body = "\n".join([*lines, "}", ""])
    return f"digraph d{blake2b(body.encode(), digest_size=8).hexdigest()} {{\n{body}"


def _node(number: int, size: Measured) -> str:
    return f"b{number} [width={size.width / 72:.3f}, height={size.height / 72:.3f}]"


def name_of(text: str) -> str:
    """The name of the graph that a question asks for."""
    return text.split(maxsplit=2)[1]


def answer(text: str | bytes) -> Geometry:
    """The places in Graphviz's `json0` output; ValueError or KeyError when it is something else."""
    found = json.loads(text)
    _, _, width, height = map(float, found["bb"].split(","))
    boxes: dict[int, Point] = {}
    groups: dict[int, Frame] = {}
    for item in found.get("objects", ()):
        name = item["name"]
        if name.startswith("cluster"):
            left, low, right, high = map(float, item["bb"].split(","))
            groups[int(name[len("cluster") :])] = (left, height - high, right, height - low)
        else:
            x, y = map(float, item["pos"].split(","))
            boxes[int(name[1:])] = (x, height - y)
    links = {int(item["id"]): _route(item["pos"], height) for item in found.get("edges", ()) if "pos" in item}
    return Geometry(width, height, boxes, links, groups)


def _clusters(drawing: Drawing) -> list[str]:
    """One cluster per group, with an empty table of the title's size as label."""
    lines = []
    for number, group in enumerate(drawing.groups):
        members = [f"b{i}" for i, box in enumerate(drawing.boxes) if box.group == group.id]
        width = math.ceil(text_width(group.title, TITLE, bold=True))
        table = f'<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="16"><TR><TD></TD></TR></TABLE>'
        if members:
            lines.append(f"subgraph cluster{number} {{ margin=12 label=<{table}> {' '.join(members)} }}")
    return lines


def _arc(number: int, link: Link, tail: str, head: str) -> str:
    attributes = f"id={number}, weight={1 + round(math.log2(max(1, link.weight)))}"
    if link.tone is Tone.HIDDEN:
        return f"{tail} -> {head} [{attributes}, style=invis]"
    if len(link.label) > _SHORT:
        attributes += ", minlen=2"
    if link.against:
        return f"{head} -> {tail} [{attributes}, dir=back]"
    return f"{tail} -> {head} [{attributes}]"


def _route(position: str, height: float) -> Route:
    """`e,x,y x,y …` or `s,x,y x,y …`: the tip, then the curve, from the tail to the head."""
    parts = position.split()
    sign = parts[0][0] if parts[0][0] in "se" else ""
    points = [_point(part, height) for part in parts[1 if sign else 0 :]]
    if not sign:
        return Route(tuple(points), points[-1])
    tip = _point(parts[0][2:], height)
    return Route(tuple(points if sign == "e" else reversed(points)), tip)


def _point(text: str, height: float) -> Point:
    x, y = text.split(",")
    return float(x), height - float(y)
