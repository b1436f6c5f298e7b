"""In: a drawing; out: the same, with long lines of namesakes cut where they are alike instead of in the middle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from archgraph.model.drawing import Drawing
from archgraph.report.pictures.measure import measure


def told_apart(drawing: Drawing) -> Drawing:
    """Boxes of one title whose lines would be cut to the same text say from where on their dotted names differ."""
    alike: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for number, box in enumerate(drawing.boxes):
        for row, line in enumerate(measure(box).detail):
            if line != box.detail[row]:
                alike[box.title, row, line].append(number)
    boxes = list(drawing.boxes)
    for (_, row, _), numbers in alike.items():
        lines = _without_common_start([boxes[number].detail[row] for number in numbers])
        for number, line in zip(numbers, lines, strict=True):
            detail = boxes[number].detail
            boxes[number] = replace(boxes[number], detail=(*detail[:row], line, *detail[row + 1 :]))
    return replace(drawing, boxes=tuple(boxes)) if alike else drawing


def _without_common_start(names: Sequence[str]) -> list[str]:
    """Dotted names from the first part on in which they differ; as they are when they do not."""
    parts = [name.split(".") for name in names]
    if len(set(names)) == 1:
        return list(names)
    same = 0
    while len({tuple(each[: same + 1]) for each in parts}) == 1:
        same += 1
    return [f"…{'.'.join(each[same:])}" if same else name for each, name in zip(parts, names, strict=True)]
