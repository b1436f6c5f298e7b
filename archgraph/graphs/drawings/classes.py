"""In: classes of an analysis; out: their boxes and the links to their bases, alike in all pictures of classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archgraph.graphs.inheritance import base_key
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey, ClassRecord
from archgraph.model.drawing import Box, Link, Tone
from archgraph.model.results.mro import MroStatus

OBJECT = "builtins.object"
LEGEND = {
    "link:plain": "inherits from",
    "link:several": "inherits from; numbers give the order of several bases",
    "box:external": "not part of the code base",
    "box:double": "test double",
    "box:alarm": "no MRO: its bases contradict",
    "box:focus": "the class",
    "box:faint": "made by a call",
}


def record_of(analysis: Analysis, key: ClassKey) -> ClassRecord | None:
    """What is known of the class, None when only its name is."""
    return analysis.codebase.classes.get(key) or analysis.codebase.externals.get(key)


def box_id(key: ClassKey) -> str:
    """Unique among the boxes of a drawing."""
    return f"{key.class_} {key.path}:{key.line}" if key.path else key.class_


def class_box(
    analysis: Analysis, key: ClassKey, detail: Iterable[str] = (), *, tone: Tone | None = None, hue: int = 0
) -> Box:
    """A class with the module it is in; its look tells externals, doubles and classes without an MRO."""
    record = record_of(analysis, key)
    module = record.module if record else key.class_.rpartition(".")[0]
    name = key.class_.removeprefix(f"{module}.").rpartition(".<locals>.")[2]
    place = f" ({key.path}:{key.line})" if key.path else ""
    return Box(
        box_id(key),
        name,
        tuple(text for text in (module, *detail) if text),
        tone=tone or _tone(analysis, key),
        hue=hue,
        hint=f"{key.class_}{place}",
    )


def base_links(analysis: Analysis, keys: Collection[ClassKey]) -> list[Link]:
    """From each class to those of its bases that are drawn; with their order where there are several."""
    drawn = {key.class_: key for key in keys if key.class_ == OBJECT} | {key: key for key in keys}
    links: dict[tuple[str, str], Link] = {}
    for key in keys:
        bases = bases_of(analysis, key)
        for order, base in enumerate(bases, 1):
            target = drawn.get(base) or drawn.get(base.class_)
            if target is not None and target != key:
                ends = (box_id(key), box_id(target))
                label = str(order) if len(bases) > 1 else ""
                links.setdefault(ends, Link(*ends, label=label, hint=f"{key.class_} inherits from {base.class_}"))
    return list(links.values())


def bases_of(analysis: Analysis, key: ClassKey) -> list[ClassKey]:
    """The bases as Python sees them: `object` where none is written."""
    record = record_of(analysis, key)
    if record is None or key.class_ == OBJECT:
        return []
    return [base_key(base) for base in record.resolved] or [ClassKey(OBJECT, "", 0)]


def legend_for(boxes: Iterable[Box], links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    """The entries for what is really drawn."""
    looks = {f"box:{box.tone}" for box in boxes}
    drawn = [link for link in links if link.tone is Tone.PLAIN]
    if drawn:
        looks.add("link:several" if any(link.label for link in drawn) else "link:plain")
    return tuple((look.replace("several", "plain"), words) for look, words in LEGEND.items() if look in looks)


def _tone(analysis: Analysis, key: ClassKey) -> Tone:
    if key not in analysis.codebase.classes:
        record = record_of(analysis, key)
        made_here = record is not None and record.module in analysis.codebase.by_name  # by a call such as `type(...)`
        return Tone.FAINT if made_here else Tone.EXTERNAL
    mro = analysis.mros.get(key)
    if mro and mro.status in (MroStatus.INCONSISTENT, MroStatus.CYCLIC):
        return Tone.ALARM
    role = analysis.roles.get(key)
    return Tone.DOUBLE if role and role.double else Tone.PLAIN


def grid(boxes: Iterable[Box], links: Iterable[Link], columns: int = 4) -> list[Link]:
    """Hidden links that put boxes without any link in columns; one long row could not be read."""
    linked = {end for link in links for end in (link.tail, link.head)}
    alone = [box.id for box in boxes if box.id not in linked]
    return [Link(lower, upper, Tone.HIDDEN) for lower, upper in zip(alone[columns:], alone, strict=False)]
