"""In: classes of an analysis; out: their boxes and the links to their bases, alike in all pictures of classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archgraph.graphs.inheritance import base_key
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.drawing import Box, Link, Tone
from archgraph.model.results import MroStatus

LEGEND = {
    "link:plain": "inherits from; numbers give the order of several bases",
    "box:external": "not part of the code base",
    "box:double": "test double",
    "box:alarm": "no MRO: its bases contradict",
    "box:focus": "the class",
}


def record_of(analysis: Analysis, key: ClassKey) -> ClassRecord | None:
    """What is known of the class, None when only its name is."""
    return analysis.codebase.classes.get(key) or analysis.codebase.externals.get(key)


def box_id(key: ClassKey) -> str:
    """Unique among the boxes of a drawing."""
    return f"{key.class_} {key.path}:{key.line}" if key.path else key.class_


def class_box(analysis: Analysis, key: ClassKey, detail: Iterable[str] = (), *, tone: Tone | None = None) -> Box:
    """A class with the module it is in; its look tells externals, doubles and classes without an MRO."""
    record = record_of(analysis, key)
    module = record.module if record else key.class_.rpartition(".")[0]
    name = key.class_.removeprefix(f"{module}.")
    place = f" ({key.path}:{key.line})" if key.path else ""
    return Box(
        box_id(key),
        name,
        tuple(text for text in (module, *detail) if text),
        tone=tone or _tone(analysis, key),
        hint=f"{key.class_}{place}",
    )


def base_links(analysis: Analysis, keys: Collection[ClassKey]) -> list[Link]:
    """From each class to those of its bases that are drawn; with their order where there are several."""
    links: dict[tuple[str, str], Link] = {}
    for key in keys:
        record = record_of(analysis, key)
        for base in record.resolved if record else ():
            target = base_key(base)
            if target in keys and target != key:
                label = str(base.order + 1) if record and len(record.resolved) > 1 else ""
                ends = (box_id(key), box_id(target))
                links.setdefault(ends, Link(*ends, label=label, hint=f"{key.class_} inherits from {base.base}"))
    return list(links.values())


def legend_for(boxes: Iterable[Box], links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    """The entries for what is really drawn."""
    looks = {f"box:{box.tone}" for box in boxes} | {f"link:{link.tone}" for link in links}
    return tuple((look, words) for look, words in LEGEND.items() if look in looks)


def _tone(analysis: Analysis, key: ClassKey) -> Tone:
    if key not in analysis.codebase.classes:
        return Tone.EXTERNAL
    mro = analysis.mros.get(key)
    if mro and mro.status in (MroStatus.INCONSISTENT, MroStatus.CYCLIC):
        return Tone.ALARM
    role = analysis.roles.get(key)
    return Tone.DOUBLE if role and role.double else Tone.PLAIN
