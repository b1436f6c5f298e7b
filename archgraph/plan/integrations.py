"""Packages around one outside product each: in: a Scene and a class; out: the products that its place names and its package uses.

`scorers/ragas` and `scorers/deepeval`, `rest_cherrypy` and `rest_tornado`: whoever installs the one need not have the other, so
that neither may import the other, however alike their classes are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from archgraph.model.codebase import ClassKey, Codebase, Origin

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 4
"""Letters of a product's name from which on a part of a path is meant by it."""

Products = Mapping[str, frozenset[str]]
"""File or folder → top-level names of what it, or anything below it, imports from outside."""


def products(codebase: Codebase) -> Products:
    """What comes from outside, by each file and each folder above it."""
    own = {name.partition(".")[0] for name in codebase.by_name}
    found: dict[str, set[str]] = {}
    for edge in codebase.imports:
        top = edge.imported.partition(".")[0]
        if edge.scope in (Origin.EXTERNAL, Origin.UNRESOLVED) and top not in own and len(top) >= _SHORTEST:
            for place in _places(edge.path):
                found.setdefault(place, set()).add(top.lower())
    return {place: frozenset(names) for place, names in found.items()}


def served(known: Products, key: ClassKey) -> frozenset[str]:
    """The products that a folder above it, or its file, is named after and imports."""
    found: set[str] = set()
    for place in _places(key.path):
        part = place.rpartition("/")[2].lower().removesuffix(".py")
        words = {part, part.replace("_", ""), *_WORD.findall(part.replace("_", " "))}
        found.update(top for top in known.get(place, ()) if any(_is_called(top, word) for word in words))
    return frozenset(found)


def _places(path: str) -> list[str]:
    """The file and every folder above it, the outermost first."""
    return list(accumulate(path.split("/"), lambda above, part: f"{above}/{part}"))


def _is_called(top: str, word: str) -> bool:
    """`spark` is `pyspark`, `mistral` is `mistralai`."""
    return len(word) >= _SHORTEST and (
        word in (top, top.removeprefix("py")) or (len(word) > _SHORTEST and top.startswith(word))
    )
