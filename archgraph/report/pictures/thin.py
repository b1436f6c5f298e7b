"""In: a drawing that takes too long to lay out; out: the same with fewer links."""

from __future__ import annotations

import msgspec

from archgraph.model.drawing import Drawing


def thinned(drawing: Drawing) -> Drawing:
    """The drawing with its heaviest links only, as many as it has boxes: it is crossings that layouts spend time on."""
    heaviest = sorted(range(len(drawing.links)), key=lambda number: (-drawing.links[number].weight, number))
    kept = sorted(heaviest[: len(drawing.boxes)])
    left = len(drawing.links) - len(kept)
    if not left:
        return drawing
    note = (
        f"{left} light arrows not drawn: the layout took too long with them."
        if left > 1
        else "1 light arrow not drawn: the layout took too long with it."
    )
    return msgspec.structs.replace(
        drawing, links=tuple(drawing.links[number] for number in kept), notes=(*drawing.notes, note)
    )
