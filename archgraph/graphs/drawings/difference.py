"""In: the changes between two states; out: a drawing of what they touch and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archgraph.gate.change import Change
from archgraph.model.drawing import Box, Drawing, Link, Tone

_MOST = 40


def draw_changes(changes: Sequence[Change]) -> Drawing | None:
    """Imports and MROs that changed; what is gone is faint, what is new stands out. None when there is nothing to draw."""
    links = list(dict.fromkeys([*_imports(changes), *_orders(changes)]))[:_MOST]
    if not links:
        return None
    names = sorted({name for link in links for name in (link.tail, link.head)})
    fresh = {change.subject for change in changes if change.what in ("module_added", "class_added")}
    gone = {change.subject for change in changes if change.what in ("module_gone", "class_gone")}
    boxes = tuple(Box(name, name.rpartition(".")[2], (name,), _tone(name, fresh, gone)) for name in names)
    total = sum(change.what.startswith(("import_", "mro_changed")) for change in changes)
    notes = (f"{total} changed imports and MROs; the first {_MOST} links are drawn.",) if len(links) == _MOST else ()
    return Drawing(
        name="comparison",
        title="What the change touches",
        subtitle="imports that came and went, classes whose MRO changed",
        alt=f"{len(boxes)} modules and classes with {len(links)} links that came or went.",
        boxes=boxes,
        links=tuple(links),
        legend=(("link:alarm", "new"), ("link:faint", "gone"), ("box:focus", "new"), ("box:faint", "gone")),
        notes=notes,
    )


def _imports(changes: Sequence[Change]) -> Iterator[Link]:
    for change in changes:
        if change.what in ("import_added", "import_gone"):
            importer, _, imported = change.subject.partition(" -> ")
            yield Link(importer, imported, Tone.ALARM if change.what == "import_added" else Tone.FAINT)


def _orders(changes: Sequence[Change]) -> Iterator[Link]:
    """The steps of an MRO that only one of the two states has."""
    for change in changes:
        if change.what.startswith("mro_changed"):
            old, new = (order.split(" > ") for order in (change.old, change.new))
            before, after = set(pairwise(old)), set(pairwise(new))
            yield from (Link(*pair, Tone.FAINT) for pair in sorted(before - after))
            yield from (Link(*pair, Tone.ALARM) for pair in sorted(after - before))


def _tone(name: str, fresh: set[str], gone: set[str]) -> Tone:
    if name in fresh:
        return Tone.FOCUS
    return Tone.FAINT if name in gone else Tone.PLAIN
