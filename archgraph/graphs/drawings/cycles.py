"""In: an analysis; out: drawings of import cycles that show what to remove and why that is enough."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archgraph.graphs.drawings.traffic import Pair
from archgraph.graphs.drawings.words import count, listed, shared_package
from archgraph.model.analysis import Analysis
from archgraph.model.drawing import Box, Drawing, Group, Link, Tone
from archgraph.model.results.imports import CycleEdge

SMALL = 14
"""Components of up to this many modules are drawn with all their imports."""
LEGEND = (
    ("link:plain", "imports at load time"),
    ("link:alarm", "breaker: without these imports no cycle is left"),
)


_COLOURS = "Boxes of one colour are modules of one package."


@dataclass(frozen=True, slots=True)
class Cycle:
    """A strongly connected component: its imports, and those to remove."""

    id: str
    size: int
    rows: Mapping[Pair, list[CycleEdge]]
    breakers: frozenset[Pair]


def draw_cycles(analysis: Analysis) -> Drawing:
    """All import cycles, the largest first, as far as they fit into one picture."""
    found = cycles_of(analysis)
    parts = []
    room = analysis.settings.picture_nodes
    for cycle in found:
        shown = skeleton(cycle, room)
        parts.append((cycle, shown))
        room -= len({end for pair in shown for end in pair})
    return _drawing("cycles", f"{analysis.name}: import cycles", [part for part in parts if part[1]], len(found))


def draw_cycle(analysis: Analysis, cycle: Cycle) -> Drawing:
    """One import cycle."""
    names = sorted({end for pair in cycle.rows for end in pair})
    title = f"{analysis.name}: a cycle of {count(cycle.size, 'module')}, from {names[0]} to {names[-1]}"
    return _drawing(cycle.id, title, [(cycle, skeleton(cycle, analysis.settings.picture_nodes))], 1)


def cycles_of(analysis: Analysis) -> list[Cycle]:
    """The cycles through imports at load time, the largest first."""
    tables: dict[str, dict[Pair, list[CycleEdge]]] = {}
    for row in analysis.graph.cycles:
        if not row.weak:
            tables.setdefault(row.cycle, {}).setdefault((row.importer, row.imported), []).append(row)
    found = []
    for name, rows in tables.items():
        breakers = frozenset(pair for pair, edges in rows.items() if edges[0].breaker)
        found.append(Cycle(name, next(iter(rows.values()))[0].size, rows, breakers))
    return sorted(found, key=lambda cycle: (-cycle.size, cycle.id))


def skeleton(cycle: Cycle, room: int) -> list[Pair]:
    """The imports to draw: all of a small cycle, else each breaker with a shortest way back, while there is room."""
    if cycle.size <= min(SMALL, room):
        return list(cycle.rows)
    after: dict[str, list[str]] = {}
    for tail, head in cycle.rows:
        if (tail, head) not in cycle.breakers:
            after.setdefault(tail, []).append(head)
    ways = [[*_way(after, head, tail), head] for tail, head in sorted(cycle.breakers)]
    shown: dict[Pair, None] = {}
    modules: set[str] = set()
    for way in sorted(ways, key=lambda way: (len(way), way)):
        if len(modules.union(way)) <= room:
            modules.update(way)
            shown |= dict.fromkeys(pairwise(way))
    return list(shown)


def _way(after: Mapping[str, Sequence[str]], start: str, goal: str) -> list[str]:
    """A shortest way from start to goal; there is one, as a breaker that closes no cycle would be none."""
    came: dict[str, str] = {start: ""}
    queue = deque([start])
    while queue and goal not in came:
        here = queue.popleft()
        for there in after.get(here, ()):
            if there not in came:
                came[there] = here
                queue.append(there)
    way = [goal]
    while came.get(way[-1]):
        way.append(came[way[-1]])
    return way[::-1]


def _drawing(name: str, title: str, parts: Sequence[tuple[Cycle, list[Pair]]], total: int) -> Drawing:
    links = tuple(_link(cycle, pair) for cycle, shown in parts for pair in shown)
    breakers = sum(len(cycle.breakers) for cycle, _ in parts)
    removed = [f"{link.tail} imports {link.head}" for link in links if link.against]
    modules = sum(cycle.size for cycle, _ in parts)
    boxes = tuple(box for cycle, shown in parts for box in _boxes(cycle, shown, framed=len(parts) > 1))
    coloured = len({box.hue for box in boxes}) > 1
    return Drawing(
        name=name,
        title=title,
        subtitle=f"{count(modules, 'module')} in {count(total, 'cycle')}, {count(breakers, 'import')} to remove",
        alt=f"{title}. To remove: {listed(removed, 10)}.",
        boxes=boxes,
        links=links,
        groups=tuple(Group(cycle.id, _frame_title(cycle, shown)) for cycle, shown in parts) if len(parts) > 1 else (),
        legend=LEGEND,
        notes=(*((_COLOURS,) if coloured else ()), *_notes(parts, total)),
    )


def _frame_title(cycle: Cycle, shown: Iterable[Pair]) -> str:
    package = shared_package({end for pair in shown for end in pair})
    return " · ".join(text for text in (package, count(cycle.size, "module")) if text)


def _boxes(cycle: Cycle, shown: Iterable[Pair], *, framed: bool) -> list[Box]:
    names = sorted({end for pair in shown for end in pair})
    package = shared_package(names)
    packages = sorted({name.rpartition(".")[0] for name in names})
    hues = {package: number for number, package in enumerate(packages, 1)} if len(packages) > 1 else {}
    return [
        Box(
            name,
            name.removeprefix(f"{package}.") if name != package else name.rpartition(".")[2],
            hue=hues.get(name.rpartition(".")[0], 1),
            group=cycle.id if framed else "",
            hint=name,
        )
        for name in names
    ]


def _link(cycle: Cycle, pair: Pair) -> Link:
    first = cycle.rows[pair][0]
    against = pair in cycle.breakers
    hint = f"{pair[0]} → {pair[1]} ({first.path}:{first.line})"
    return Link(*pair, Tone.ALARM if against else Tone.PLAIN, len(cycle.rows[pair]), "", hint, against)


def _notes(parts: Sequence[tuple[Cycle, list[Pair]]], total: int) -> tuple[str, ...]:
    """What is not in the picture."""
    notes = []
    hidden = sum(len(cycle.breakers.difference(shown)) for cycle, shown in parts)
    if any(len(shown) < len(cycle.rows) for cycle, shown in parts):
        notes.append("Of large cycles, each import to remove is drawn with a shortest way back, not all imports.")
    if hidden:
        notes.append(f"{count(hidden, 'further import')} to remove not drawn for want of room: see cycles.csv.")
    if total > len(parts):
        notes.append(f"{count(total - len(parts), 'smaller cycle')} not drawn for want of room.")
    return tuple(notes)
