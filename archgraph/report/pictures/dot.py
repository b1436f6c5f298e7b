"""In: a drawing; out: the same as DOT, for those who want to lay it out, print or change it themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import graphviz

from archgraph.model.drawing import Box, Drawing, Link, Tone
from archgraph.report.pictures.measure import shown
from archgraph.report.pictures.palette import LIGHT, Ink, hue_of

_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_FONT = "Helvetica,Arial,sans-serif"
_DASHES = {Tone.EXTERNAL: ",dotted", Tone.FAINT: ",dotted", Tone.DOUBLE: ",dashed"}


def dot(drawing: Drawing) -> str:
    """DOT source with the look of the SVG. Labels are escaped: no text of analysed code is taken for markup."""
    graph = graphviz.Digraph(comment=shown(drawing.title))
    graph.attr(
        rankdir=drawing.directions[0],
        label=_label(drawing.title, drawing.subtitle, *drawing.notes),
        labelloc="t",
        labeljust="l",
        fontname=_FONT,
        fontsize="15",
        nslimit="1",
        nslimit1="1",
        mclimit="0.5",
        nodesep="0.25",
        ranksep="0.55",
    )
    graph.attr("node", shape="box", style="rounded,filled", fontname=_FONT, fontsize="11", fontcolor=LIGHT.text)
    graph.attr("edge", fontname=_FONT, fontsize="10", arrowsize="0.7", color=LIGHT.link, fontcolor=LIGHT.soft)
    ids = _ids(drawing)
    framed = {group.id for group in drawing.groups}
    for number, group in enumerate(drawing.groups):
        with graph.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=_label(group.title), style="rounded", color=LIGHT.frame, fontcolor=LIGHT.soft)
            for box in drawing.boxes:
                if box.group == group.id:
                    _add_box(cluster, ids, box)
    for box in drawing.boxes:
        if box.group not in framed:
            _add_box(graph, ids, box)
    for link in drawing.links:
        graph.edge(ids[link.tail], ids[link.head], **_link_look(link))
    return str(graph.source)


def _ids(drawing: Drawing) -> Mapping[str, str]:
    """Names where DOT takes them as they are; a number else, as a colon would be taken for a port."""
    return {
        box.id: box.id if _PLAIN_NAME.fullmatch(box.id) else f"b{number}" for number, box in enumerate(drawing.boxes)
    }


def _add_box(graph: graphviz.Digraph, ids: Mapping[str, str], box: Box) -> None:
    ink = _ink(box)
    title = f"{box.title} ({box.badge})" if box.badge else box.title
    graph.node(
        ids[box.id],
        label=_label(title, *box.detail),
        tooltip=_label(box.hint or box.title),
        fillcolor=ink.fill,
        color=ink.line,
        style="rounded,filled" + _DASHES.get(box.tone, ""),
        penwidth="2" if box.tone in (Tone.ALARM, Tone.FOCUS) else "1",
    )


def _ink(box: Box) -> Ink:
    special = {Tone.EXTERNAL: LIGHT.external, Tone.ALARM: LIGHT.wrong, Tone.FOCUS: LIGHT.focus}
    return special.get(box.tone, LIGHT.hues[hue_of(box.hue)])


def _link_look(link: Link) -> dict[str, Any]:
    if link.tone is Tone.HIDDEN:
        return {"style": "invis"}
    look = {"tooltip": _label(link.hint), "penwidth": f"{1.1 + 0.45 * math.log2(max(1, link.weight)):.1f}"}
    if link.label:
        look["label"] = _label(link.label)
    if link.tone is Tone.ALARM:
        look |= {"color": LIGHT.alarm, "fontcolor": LIGHT.alarm, "style": "dashed"}
    if link.tone is Tone.FOCUS:
        look |= {"color": LIGHT.text, "fontcolor": LIGHT.text}
    if link.tone is Tone.FAINT:
        look["style"] = "dotted"
    if link.against:
        look["constraint"] = "false"
    return look


def _label(*lines: str) -> Any:
    """Lines of plain text, of graphviz's own type: backslashes are no escapes in it, and angle brackets no markup."""
    return graphviz.escape("\n".join(map(shown, lines)))
