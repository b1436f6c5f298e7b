"""In: an analysis; out: drawings of imports between packages, of the whole code base or of one package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from archgraph.graphs.drawings.flow import Flow, Pair, flow
from archgraph.graphs.drawings.squash import Parcel, squash
from archgraph.graphs.drawings.traffic import Traffic, traffic_of
from archgraph.graphs.drawings.words import count, listed
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ImportEdge, Module
from archgraph.model.drawing import Box, Drawing, Group, Link, Tone
from archgraph.model.source import Zone

BEST_SIZE = 36
"""Boxes that a page shows with room to breathe."""
LEGEND = (
    ("link:plain", "imports, a thicker line for more of them"),
    ("link:alarm", "imports against the order of the rest, closing a cycle, and how many"),
)


def draw_imports(analysis: Analysis, traffic: Traffic | None = None) -> Drawing:
    """The whole code base: its production packages and the imports between them."""
    title = f"{analysis.name}: imports between packages"
    return _draw(analysis, traffic, "imports", title, list(analysis.codebase.modules.values()))


def draw_package(analysis: Analysis, package: str, traffic: Traffic | None = None) -> Drawing:
    """The inside of one package; without boxes when there is no module of that name or below it."""
    inside = [m for m in analysis.codebase.modules.values() if f"{m.module}.".startswith(f"{package}.")]
    return _draw(analysis, traffic, f"imports-{package}", f"{package}: imports inside", inside)


def packages_to_draw(analysis: Analysis, most: int = 6, least: int = 12) -> tuple[str, ...]:
    """The top-level packages worth a picture of their own: `least` production modules or more, the largest first.

    None where the whole code base is one package, as the picture of the whole shows it.
    """
    modules = _worth_drawing(list(analysis.codebase.modules.values()))
    sizes = Counter(module.module.partition(".")[0] for module in modules)
    large = [name for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])) if size >= least]
    return tuple(large[:most]) if len(sizes) > 1 else ()


def _worth_drawing(modules: Sequence[Module]) -> Sequence[Module]:
    """The production modules, or all where there are none."""
    return [module for module in modules if module.zone is Zone.PRODUCTION] or modules


def _draw(analysis: Analysis, traffic: Traffic | None, name: str, title: str, found: Sequence[Module]) -> Drawing:
    traffic = traffic or traffic_of(analysis.codebase)
    modules = _worth_drawing(found)
    names = {module.module for module in modules}
    parcels = squash(names - _alone(names, traffic), traffic.among(names), _limit(analysis))
    rows = traffic.between({module: parcel.id for parcel in parcels for module in parcel.modules}.get)
    arcs = flow({pair: len(found) for pair, found in rows.items()})
    drawn = [parcel for parcel in parcels if len(parcel.modules) > 1 or any(parcel.id in pair for pair in rows)]
    boxes, groups = _boxes(drawn)
    shown = sum(len(parcel.modules) for parcel in drawn)
    return Drawing(
        name=name,
        title=title,
        subtitle=f"{count(shown, 'module')} in {count(len(boxes), 'box', 'boxes')}",
        alt=_alt(title, arcs, rows),
        boxes=boxes,
        links=tuple(_link(pair, rows[pair], pair in set(arcs.against)) for pair in (*arcs.forward, *arcs.against)),
        groups=groups,
        legend=LEGEND if arcs.against else LEGEND[: bool(rows)],
        notes=_left_out(len(found) - len(modules), len(names) - shown, len(arcs.implied)),
    )


def _limit(analysis: Analysis) -> int:
    return min(analysis.settings.picture_nodes, BEST_SIZE)


def _alone(names: set[str], traffic: Traffic) -> set[str]:
    """Top-level modules that have nothing to do with any other."""
    busy = {end for pair in traffic.among(names) for end in pair}
    tops = {name.partition(".")[0] for name in names if "." in name}
    return {name for name in names if "." not in name} - busy - tops


def _boxes(parcels: Sequence[Parcel]) -> tuple[tuple[Box, ...], tuple[Group, ...]]:
    """A box per parcel; a frame for each top-level package with several boxes, where there are several packages."""
    tops = Counter(parcel.name.partition(".")[0] for parcel in parcels)
    groups = {top: Group(top, top) for top, number in sorted(tops.items()) if number > 1 and len(tops) > 1}
    hues = _hues([parcel.name for parcel in parcels])
    return tuple(_box(parcel, groups, hues) for parcel in parcels), tuple(groups.values())


def _hues(names: Sequence[str]) -> dict[str, int]:
    """A colour for every name of the first level at which the names differ, if several names begin with it."""
    level = 1 if len({name.partition(".")[0] for name in names}) > 1 else 2
    counted = Counter(_head(name, level) for name in names)
    return {name: number for number, name in enumerate(sorted(n for n, many in counted.items() if many > 1), 1)}


def _head(name: str, level: int) -> str:
    return ".".join(name.split(".")[:level])


def _box(parcel: Parcel, groups: Mapping[str, Group], hues: Mapping[str, int]) -> Box:
    top, _, below = parcel.name.partition(".")
    hue = hues.get(top) or hues.get(_head(parcel.name, 2), 0)
    single = len(parcel.modules) == 1
    title = f"{below or top} · {parcel.part}" if parcel.part else below or top
    hint = parcel.name if single else f"{parcel.id}: {listed(parcel.modules)}"
    detail = () if single else (count(len(parcel.modules), "module"),)
    return Box(parcel.id, title, detail, hue=hue, group=top if top in groups else "", hint=hint)


def _link(pair: Pair, rows: Sequence[ImportEdge], against: bool) -> Link:
    first = rows[0]
    hint = (
        f"{pair[0]} → {pair[1]}: {count(len(rows), 'import')}, "
        f"the first {first.importer} → {first.imported} ({first.path}:{first.line})"
    )
    label = str(len(rows)) if against and len(rows) > 1 else ""
    return Link(*pair, Tone.ALARM if against else Tone.PLAIN, len(rows), label, hint, against)


def _left_out(other: int, alone: int, implied: int) -> tuple[str, ...]:
    notes = (
        (other, f"{count(other, 'test or tooling module')} not drawn."),
        (alone, f"{count(alone, 'module')} without imports to or from the others not drawn."),
        (implied, f"{count(implied, 'arrow')} between boxes not drawn: a longer way leads there too."),
    )
    return tuple(text for number, text in notes if number)


def _alt(title: str, arcs: Flow, rows: Mapping[Pair, Sequence[ImportEdge]]) -> str:
    heavy = sorted(rows, key=lambda pair: (-len(rows[pair]), pair))
    sentences = [
        (heavy, "Most imports: " + listed([f"{a} imports {b} ({len(rows[a, b])})" for a, b in heavy], 5)),
        (arcs.against, "Against the order: " + listed([f"{a} imports {b}" for a, b in arcs.against], 5)),
    ]
    return ". ".join([title, *(text for present, text in sentences if present)]) + "."
