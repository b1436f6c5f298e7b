"""Packages around one outside product each: in: a code base; out: the products that a class's place
is named after and uses.

`scorers/ragas` and `scorers/deepeval`, `rest_cherrypy` and `rest_tornado`: whoever installs the one need not have the other, so
that neither may import the other, however alike their classes are.
"""

from __future__ import annotations

import re
from itertools import accumulate

from archgraph.model.codebase import ClassKey, Codebase, Origin

_WORD = re.compile(r"[a-z0-9]+")
_FROM_OUTSIDE = (Origin.EXTERNAL, Origin.UNRESOLVED)
_SHORTEST = 4
"""Letters of a product's name from which on a part of a path is meant by it."""


class Products:
    """What comes from outside, by each file and each folder above it: the top-level names of imports."""

    def __init__(self, codebase: Codebase) -> None:
        own = {name.partition(".")[0] for name in codebase.by_name}
        self._taken: dict[str, set[str]] = {}
        self._named: dict[str, frozenset[str]] = {}
        taken = {(e.path, e.imported.partition(".")[0]) for e in codebase.imports if e.scope in _FROM_OUTSIDE}
        by_file: dict[str, set[str]] = {}
        for path, top in taken:
            if top not in own and len(top) >= _SHORTEST:
                by_file.setdefault(path, set()).add(top.lower())
        for path, tops in by_file.items():
            for place in _places(path):
                self._taken.setdefault(place, set()).update(tops)

    def served(self, key: ClassKey) -> frozenset[str]:
        """The products that a folder above a class, or its file, is named after and imports."""
        return frozenset().union(*map(self._of_place, _places(key.path)))

    def _of_place(self, place: str) -> frozenset[str]:
        if place not in self._named:
            part = place.rpartition("/")[2].lower().removesuffix(".py")
            words = {part, part.replace("_", ""), *_WORD.findall(part.replace("_", " "))}
            taken = self._taken.get(place, ())
            self._named[place] = frozenset(top for top in taken if any(_is_called(top, word) for word in words))
        return self._named[place]


def _places(path: str) -> list[str]:
    """The file and every folder above it, the outermost first."""
    return list(accumulate(path.split("/"), lambda above, part: f"{above}/{part}"))


def _is_called(top: str, word: str) -> bool:
    """`spark` is `pyspark`, `mistral` is `mistralai`."""
    if len(word) < _SHORTEST:
        return False
    return word in (top, top.removeprefix("py")) or (len(word) > _SHORTEST and top.startswith(word))
