"""In: an analysis and a class; out: the drawing of its MRO: who stands where, and what each ancestor provides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from archgraph.graphs.drawings.classes import OBJECT, base_links, class_box, grid, legend_for
from archgraph.graphs.drawings.words import count, listed
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Box, Direction, Drawing, Link, Tone
from archgraph.model.results.mro import Ancestor, Mro, MroConflict, MroStatus

LINE = 32
MOST_LINES = 3


def draw_class(analysis: Analysis, key: ClassKey) -> Drawing:
    """The class, its ancestors numbered in the order of its MRO, and the members that each of them gives it."""
    mro = analysis.mros[key]
    limit = analysis.settings.picture_nodes
    ancestors = mro.ancestors[:limit]
    provided = _provided(analysis, key)
    numbered = mro.status in (MroStatus.COMPLETE, MroStatus.PARTIAL)
    boxes = [_box(analysis, mro, place, provided, numbered=numbered) for place in range(len(ancestors))]
    conflict = next((found for found in analysis.conflicts if found.key == key), None)
    links = _marked(base_links(analysis, [_key(ancestor) for ancestor in ancestors]), conflict)
    name = key.class_.rpartition(".")[2]
    order = [ancestor.name for ancestor in mro.ancestors]
    return Drawing(
        name=f"mro-{key.class_}",
        title=f"{name}: where its members come from" if numbered else f"{name}: no method resolution order",
        subtitle=f"{key.class_} · {count(mro.depth, 'ancestor')} · MRO {mro.status}",
        alt=f"MRO of {key.class_}, {mro.status}: {listed(order, 20)}.",
        boxes=tuple(boxes),
        links=tuple(links),
        legend=_legend(boxes, links, numbered=numbered),
        notes=_notes(mro, conflict, len(mro.ancestors) - len(ancestors)),
        directions=(Direction.UP, Direction.LEFT),
    )


def draw_classes(analysis: Analysis, keys: Sequence[ClassKey]) -> Drawing:
    """Several classes with all their ancestors but `object`, as far as they fit into one picture."""
    limit = analysis.settings.picture_nodes
    shown = keys[: max(limit * 2 // 3, 1)]
    above = {_key(a): None for key in shown for a in analysis.mros[key].ancestors[1:] if a.name != OBJECT}
    drawn = [*shown, *(key for key in above if key not in shown)][:limit]
    chosen = set(shown)
    boxes = [class_box(analysis, key, _standing(analysis, key), hue=1 if key in chosen else 0) for key in drawn]
    links = base_links(analysis, drawn)
    left = len(keys) - len(shown)
    return Drawing(
        name="mro",
        title=f"{analysis.name}: {count(len(keys), 'class', 'classes')} and what they inherit from",
        subtitle=f"{count(len(above), 'ancestor')} besides object",
        alt=f"Hierarchy of {listed([key.class_ for key in shown], 12)}.",
        boxes=tuple(boxes),
        links=(*links, *grid(boxes, links)),
        legend=(("hue:1", "asked for"), *legend_for(boxes, links)),
        notes=(f"{count(left, 'class', 'classes')} not drawn.",) if left > 0 else (),
        directions=(Direction.UP, Direction.LEFT),
    )


def _standing(analysis: Analysis, key: ClassKey) -> Iterable[str]:
    mro = analysis.mros.get(key)
    return (f"MRO {mro.status}",) if mro and key.path and mro.status is not MroStatus.COMPLETE else ()


def _key(ancestor: Ancestor) -> ClassKey:
    return ancestor.key or ClassKey(ancestor.name, "", 0)


def _provided(analysis: Analysis, key: ClassKey) -> Mapping[str, list[str]]:
    """Dotted name of the provider → the members that the class gets from it."""
    found: dict[str, list[str]] = {}
    for member in analysis.members:
        if member.key == key and member.kind != "external":
            found.setdefault(member.defined_in, []).append(member.member)
    return found


def _box(analysis: Analysis, mro: Mro, place: int, provided: Mapping[str, list[str]], *, numbered: bool) -> Box:
    ancestor = mro.ancestors[place]
    detail = () if ancestor.name == OBJECT else _lines("gives", _telling(provided.get(ancestor.name, ())))
    if place and numbered and ancestor.name != OBJECT:
        detail = (*detail, *_lines("hidden", _telling(_hidden(analysis, mro, place)))[:1])
    box = class_box(analysis, _key(ancestor), detail, hue=1)
    if not place and numbered and box.tone is Tone.PLAIN:  # a double stays dashed
        box = msgspec.structs.replace(box, tone=Tone.FOCUS)
    return msgspec.structs.replace(box, badge=str(place)) if numbered else box


def _telling(names: Iterable[str]) -> list[str]:
    """The public names, else the private ones; those that nearly every class has say nothing."""
    plain = [name for name in names if not name.startswith("__")]
    return [name for name in plain if not name.startswith("_")] or plain


def _hidden(analysis: Analysis, mro: Mro, place: int) -> Sequence[str]:
    """Names of an ancestor that a class before it has, too, as far as lanes were made."""
    lineage = analysis.lineages.get(mro.key)
    return lineage.lanes[place].hidden if lineage else ()


def _lines(verb: str, names: Sequence[str]) -> tuple[str, ...]:
    """The first names in lines of a readable length, and how many more there are."""
    lines: list[str] = []
    for shown, name in enumerate(names):
        if lines and len(lines[-1]) + len(name) < LINE:
            lines[-1] += f", {name}"
        elif len(lines) < MOST_LINES:
            lines.append(f"{verb}: {name}" if not lines else name)
        else:
            return (*lines[:-1], f"{lines[-1]} and {len(names) - shown} more")
    return tuple(lines)


def _marked(links: list[Link], conflict: MroConflict | None) -> list[Link]:
    """The links with those in red that declare the orders which contradict."""
    declared = {
        (order.declared_by, base)
        for order in (conflict.orders if conflict else ())
        for base in (order.first, order.second)
    }
    names = {(tail, head) for tail, head in declared}
    return [
        msgspec.structs.replace(link, tone=Tone.ALARM)
        if (link.tail.partition(" ")[0], link.head.partition(" ")[0]) in names
        else link
        for link in links
    ]


def _legend(boxes: list[Box], links: list[Link], *, numbered: bool) -> tuple[tuple[str, str], ...]:
    entries = legend_for(boxes, links)
    if any(link.tone is Tone.ALARM for link in links):
        entries = (*entries, ("link:alarm", "declares one of the orders that contradict"))
    return (*entries, ("badge:0", "place in the MRO: 0 is the class itself")) if numbered else entries


def _notes(mro: Mro, conflict: MroConflict | None, left: int) -> tuple[str, ...]:
    notes = [f"The MRO is {mro.status}: {mro.reason}"] if mro.reason else []
    notes += [
        f"{order.declared_by}{f' ({order.path}:{order.line})' if order.path else ''}: {order.first} {order.how} {order.second}."
        for order in (conflict.orders if conflict else ())
    ]
    if conflict and conflict.repair:
        notes.append(f"Repair: {conflict.repair}")
    if left > 0:
        notes.append(f"{count(left, 'ancestor')} at the end of the MRO not drawn.")
    return tuple(notes)
