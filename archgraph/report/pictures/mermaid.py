"""In: a drawing; out: the same as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import re

from archgraph.model.drawing import Box, Drawing, Group, Link, Tone
from archgraph.report.pictures.measure import shown
from archgraph.report.pictures.palette import LIGHT

_UNSAFE = re.compile(r"[^\w .,:/+·…→-]")
_ARROWS = {Tone.ALARM: "==>", Tone.FAINT: "-.->", Tone.HIDDEN: "~~~"}
_CLASSES = (
    f"classDef external fill:{LIGHT.external.fill},stroke:{LIGHT.external.line},stroke-dasharray:2 2",
    "classDef double stroke-dasharray:5 3",
    f"classDef alarm fill:{LIGHT.wrong.fill},stroke:{LIGHT.wrong.line},stroke-width:2px",
    f"classDef focus fill:{LIGHT.focus.fill},stroke:{LIGHT.focus.line},stroke-width:2px",
    "classDef faint stroke-dasharray:2 3",
)


def mermaid(drawing: Drawing) -> str:
    """Flowchart text; every sign of analysed names that Mermaid could take for syntax is written as its number."""
    ids = {box.id: f"b{number}" for number, box in enumerate(drawing.boxes)}
    framed = {group.id for group in drawing.groups}
    lines = [f"flowchart {drawing.directions[0]}", f"accTitle: {_line(drawing.title)}"]
    for number, group in enumerate(drawing.groups):
        lines += _frame(number, group, [box for box in drawing.boxes if box.group == group.id], ids)
    lines += [_box(box, ids[box.id]) for box in drawing.boxes if box.group not in framed]
    lines += [f"{ids[link.tail]} {_arrow(link)} {ids[link.head]}" for link in drawing.links]
    used = {str(box.tone) for box in drawing.boxes}
    lines += [text for text in _CLASSES if text.split()[1] in used]
    red = [str(number) for number, link in enumerate(drawing.links) if link.tone is Tone.ALARM]
    if red:
        lines.append(f"linkStyle {','.join(red)} stroke:{LIGHT.alarm}")
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:]), ""])


def _frame(number: int, group: Group, boxes: list[Box], ids: dict[str, str]) -> list[str]:
    inside = [f"  {_box(box, ids[box.id])}" for box in boxes]
    return [f'subgraph g{number}["{_text(group.title)}"]', *inside, "end"]


def _box(box: Box, name: str) -> str:
    title = f"{box.badge} · {box.title}" if box.badge else box.title
    label = "<br/>".join(map(_text, (title, *box.detail)))
    look = "" if box.tone is Tone.PLAIN else f":::{box.tone}"
    return f'{name}["{label}"]{look}'


def _arrow(link: Link) -> str:
    arrow = _ARROWS.get(link.tone, "-->")
    return f'{arrow}|"{_text(link.label)}"|' if link.label else arrow


def _text(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", shown(text))


def _line(text: str) -> str:
    """Text of a directive: up to the end of the line, no syntax in it but `;` and `#`, and comments."""
    return re.sub(r"[^\w .,:/·…→-]", "_", shown(text))
