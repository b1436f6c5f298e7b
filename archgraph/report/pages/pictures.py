"""The drawings, each beside the text that it illustrates; in: an Edition and the names of drawings, out: blocks.

A drawing's name begins with its subject: imports, cycle, inheritance, manager- or registry- and the family, mro- and the
class, event- and the event.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archgraph.report.artefact import Edition, Picture
from archgraph.report.document import Block, Illustration, Inline, Link, Paragraph, Section

SUBJECTS: Final = ("imports", "cycle", "manager-", "registry-", "mro-", "event-")
"""Subjects that have a section of their own."""


def illustrations(edition: Edition, subject: str, most: int) -> Iterator[Block]:
    """The first `most` drawings of a subject, and links to the others."""
    yield from _shown([item for item in edition.pictures if item.name.startswith(subject)], most)


def further_pictures(edition: Edition) -> Iterator[Section]:
    """Drawings that no other section shows."""
    others = [item for item in edition.pictures if not item.name.startswith(SUBJECTS)]
    if others:
        yield Section("Further pictures", "pictures", list(_shown(others, 2)))


def _shown(pictures: list[Picture], most: int) -> Iterator[Block]:
    yield from (Illustration(picture) for picture in pictures[:most])
    links: list[Inline] = []
    for picture in pictures[most:]:
        ending = "svg" if picture.svg is not None else "dot"
        links += [", " if links else "Also drawn: ", Link(picture.title, f"graphs/{picture.name}.{ending}")]
    if links:
        yield Paragraph((*links, "."))
