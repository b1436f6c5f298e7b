"""What gives its meaning to which name: in: a code base; out: per file and name, the names that an import, an assignment or
a function's return value hands it on to. Most files have nothing to do with what is looked for: those that have are read
when they are first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from archgraph.analyses.use.gifts import Gift, Gifts, attributes_in, imported_names
from archgraph.analyses.use.outside import Outside
from archgraph.analyses.use.takers import Takers
from archgraph.model.codebase import Codebase, Module

_NOTHING: tuple[Gift, ...] = ()


class Flow:
    """The ways on which a meaning gets from name to name."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._takers = Takers(codebase)
        self._outside = Outside(codebase)
        self._taken: dict[str, Mapping[str, Sequence[Gift]]] = {}
        self._given: dict[str, Gifts] = {}
        self._attributes: defaultdict[str, list[str]] = defaultdict(list)
        """Name → the files in which an attribute of that name may give its meaning away."""
        for path, module in codebase.modules.items():
            for name in attributes_in(module):
                self._attributes[name].append(path)

    def across(self, name: str) -> list[Gift]:
        """What may take its meaning from an attribute of that spelling, whatever file it stands in."""
        return [gift for path in self._attributes.get(name, ()) for gift in self._in(path).of(name, as_attribute=True)]

    def taken(self, path: str, name: str) -> Sequence[Gift]:
        """What takes its meaning from that name of that file, by an import."""
        if path not in self._taken:
            self._taken[path] = self._takers.of(path)
        return self._taken[path].get(name, _NOTHING)

    def inside(self, path: str, name: str) -> Sequence[Gift]:
        """What takes its meaning from that name in the same file."""
        return self._in(path).of(name)

    def star_takers(self, path: str) -> Sequence[str]:
        """The files that take all names of a file."""
        return self._takers.stars(path)

    def imported(self, module: Module) -> frozenset[str]:
        """The names that imports bind in a file, but for those that stand for modules outside."""
        return imported_names(module) - self._outside.names(module)

    def _in(self, path: str) -> Gifts:
        if path not in self._given:
            module = self._codebase.modules[path]
            self._given[path] = Gifts(module, self._outside.names(module))
        return self._given[path]
