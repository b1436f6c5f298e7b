"""In: an analysis; out: the drawing of its large class hierarchies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from archgraph.graphs.drawings.classes import base_links, bases_of, box_id, class_box, grid, legend_for
from archgraph.graphs.drawings.words import count, listed
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey
from archgraph.model.drawing import Box, Direction, Drawing, Link, Tone
from archgraph.model.source import Zone

ROOTS = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})
"""Bases that nearly everything has: they would connect what has nothing in common."""


def draw_inheritance(analysis: Analysis) -> Drawing:
    """The classes of the code base with most descendants, their bases, and how many more there are below each."""
    children = _children(analysis)
    below = _descendants(analysis)
    limit = analysis.settings.picture_nodes // 3
    ranked = sorted((key for key in children if below[key] > 1), key=lambda key: (-below[key], key))
    keys = ranked[:limit]
    above = {base for key in keys for base in bases_of(analysis, key) if base.class_ not in ROOTS}
    drawn = [*keys, *sorted(above - set(keys))[:limit]]
    heaps = [heap for key in keys if (heap := _heap(key, [child for child in children[key] if child not in drawn]))]
    boxes = [class_box(analysis, key, _size(below[key]), hue=1) for key in drawn] + [box for box, _ in heaps]
    links = base_links(analysis, drawn) + [link for _, link in heaps]
    title = f"{analysis.name}: the classes that most others inherit from"
    return Drawing(
        name="inheritance",
        title=title,
        subtitle=f"{count(len(keys), 'class', 'classes')} of {len(analysis.codebase.classes):,}",
        alt=f"{title}: {listed([f'{key.class_} ({below[key]})' for key in keys], 10)}.",
        boxes=tuple(boxes),
        links=(*links, *grid(boxes, links)),
        legend=(
            *legend_for((box for box in boxes if box.tone is not Tone.FAINT), links),
            *((("box:faint", "other subclasses"),) if heaps else ()),
        ),
        notes=(f"{count(len(ranked) - limit, 'class', 'classes')} with fewer descendants not drawn.",)
        if len(ranked) > limit
        else (),
        directions=(Direction.UP, Direction.LEFT),
    )


def _children(analysis: Analysis) -> Mapping[ClassKey, list[ClassKey]]:
    """Production class of the code base → its direct subclasses; all classes where there is no production code."""
    classes = analysis.codebase.classes
    production = {key for key, record in classes.items() if record.zone is Zone.PRODUCTION} or set(classes)
    found: dict[ClassKey, list[ClassKey]] = {}
    for key, record in classes.items():
        for base in bases_of(analysis, key) if record.last and key in production else ():
            if base in production:
                found.setdefault(base, []).append(key)
    return found


def _descendants(analysis: Analysis) -> Counter[ClassKey]:
    """Class → how many classes of the code base have it among their ancestors."""
    counted: Counter[ClassKey] = Counter()
    for key, record in analysis.codebase.classes.items():
        mro = analysis.mros.get(key)
        if mro and record.last:
            counted.update({a.key for a in mro.ancestors[1:] if a.key and a.name not in ROOTS})
    return counted


def _size(number: int) -> tuple[str, ...]:
    return (count(number, "descendant"),) if number else ()


def _heap(key: ClassKey, others: Iterable[ClassKey]) -> tuple[Box, Link] | None:
    """A box that stands for the subclasses without a box of their own."""
    names = [other.class_.rpartition(".")[2] for other in others]
    told = list(dict.fromkeys(names))
    if not names:
        return None
    sample = (*told[:2], "…") if len(told) > 3 else told
    end = box_id(key)
    title = count(len(names), "subclass", "subclasses")
    box = Box(f"{end} · subclasses", title, tuple(sample), Tone.FAINT, hint=listed(names, 20))
    return box, Link(box.id, end, Tone.FAINT, hint=f"{count(len(names), 'class', 'classes')} inherit from {key.class_}")
