"""In: drawings that were laid out; out: the files of OUT/graphs/ and the pictures that pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archgraph.report.artefact import Picture
from archgraph.report.pictures.dot import dot
from archgraph.report.pictures.geometry import Laid
from archgraph.report.pictures.svg import svg

LONGEST = 80


Drawn = tuple[Picture, tuple[tuple[str, bytes], ...]]
"""A picture and its files, as (path below OUT, bytes)."""


def published(found: Iterable[Laid]) -> Iterator[Drawn]:
    """Each picture with its files (path below OUT, bytes): always the .dot, and the .svg where there is a layout."""
    taken: set[str] = set()
    for laid in found:
        name = _file_name(laid.drawing.name, taken)
        image = svg(laid.drawing, laid.geometry) if laid.geometry else None
        files = [(f"graphs/{name}.dot", dot(laid.drawing).encode())]
        if image:
            files.append((f"graphs/{name}.svg", image))
        yield Picture(name, laid.drawing.title, laid.drawing.alt, image, laid.note), tuple(files)


def _file_name(name: str, taken: set[str]) -> str:
    """A name that every file system takes, different from the ones before also where case does not count."""
    base = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:LONGEST] or "picture"
    chosen, number = base, 2
    while chosen.lower() in taken:
        chosen, number = f"{base}-{number}", number + 1
    taken.add(chosen.lower())
    return chosen
