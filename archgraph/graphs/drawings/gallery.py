"""In: an analysis; out: all drawings of a report, or the one that was asked for."""

from __future__ import annotations

from archgraph.graphs.drawings.cycles import cycles_of, draw_cycle, draw_cycles
from archgraph.graphs.drawings.events import draw_event, events_to_draw
from archgraph.graphs.drawings.families import draw_family, families_of, is_worth_seeing
from archgraph.graphs.drawings.hierarchies import draw_inheritance
from archgraph.graphs.drawings.lineage import draw_class
from archgraph.graphs.drawings.packages import draw_imports, draw_package, packages_to_draw
from archgraph.graphs.drawings.traffic import traffic_of
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey, Origin
from archgraph.model.drawing import Drawing
from archgraph.model.results.mro import MroStatus

MOST_CYCLES = 4
MOST_FAMILIES = 24
MOST_CLASSES = 12
WINDING = 2
"""Ancestors in the code base from which an MRO is drawn."""
LARGE = 10
"""Modules of a cycle that is drawn by itself."""


def gallery(analysis: Analysis) -> tuple[Drawing, ...]:
    """What a report shows: imports of the whole and of its packages, cycles, hierarchies, families, events. None is empty."""
    traffic = traffic_of(analysis.codebase)
    every = cycles_of(analysis)
    cycles = [cycle for cycle in every if cycle.size >= LARGE][:MOST_CYCLES] if len(every) > 1 else []
    families = [draw_family(analysis, family, profiles) for family, profiles in families_of(analysis).items()]
    drawn = (
        draw_imports(analysis, traffic),
        *(draw_package(analysis, package, traffic) for package in packages_to_draw(analysis)),
        draw_cycles(analysis),
        *(draw_cycle(analysis, cycle) for cycle in cycles),
        draw_inheritance(analysis),
        *[drawing for drawing in families if is_worth_seeing(drawing)][:MOST_FAMILIES],
        *(draw_class(analysis, key) for key in winding(analysis)),
        *(draw_event(analysis, event) for event in events_to_draw(analysis)),
    )
    return tuple(drawing for drawing in drawn if drawing.boxes)


def winding(analysis: Analysis) -> list[ClassKey]:
    """The Managers and Registries whose MRO is worth a picture: impossible ones, and those with several ancestors in the
    code base, the most first."""
    found: dict[ClassKey, tuple[bool, int]] = {}
    for profile in analysis.profiles:
        mro = analysis.mros.get(profile.key)
        if mro is None:
            continue
        inside = sum(ancestor.scope is Origin.INTERNAL for ancestor in mro.ancestors[1:])
        refused = mro.status in (MroStatus.INCONSISTENT, MroStatus.CYCLIC)
        if refused or inside >= WINDING:
            found[profile.key] = (not refused, -inside)
    return sorted(found, key=lambda key: (found[key], key))[:MOST_CLASSES]


def drawing_for(analysis: Analysis, what: str, name: str = "") -> Drawing:
    """One drawing: `what` is imports, cycles, inheritance, package or class; the last two need a dotted `name`.

    A package or class that does not exist gives a drawing without boxes; KeyError for another `what`.
    """
    if what == "package":
        return draw_package(analysis, name)
    if what == "class":
        return _class_drawing(analysis, name)
    return {"imports": draw_imports, "cycles": draw_cycles, "inheritance": draw_inheritance}[what](analysis)


def _class_drawing(analysis: Analysis, name: str) -> Drawing:
    """The definition of that name that counts at run time."""
    found = [key for key in analysis.codebase.classes if key.class_ == name]
    last = [key for key in found if analysis.codebase.classes[key].last]
    key = (last or found or [ClassKey(name, "", 0)])[-1]
    if key in analysis.mros:
        return draw_class(analysis, key)
    return Drawing(f"mro-{name}", name, "no such class", f"There is no class {name}.", (), ())
