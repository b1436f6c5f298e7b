"""Names that may lead to given classes: in: how meanings flow; out: per file the names worth resolving.

Resolving every name of a large code base costs far more than looking at it: most names cannot mean the classes that are
asked for, whatever they resolve to. A name is within reach when it is a class's own, or an import, an assignment or a
function's return value gives it what is within reach. That is a superset: every hit must still be resolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Protocol

from archgraph.analyses.use.flow import Flow
from archgraph.analyses.use.gifts import Gift, imported_names
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Module


class Worth(Protocol):
    """Which names are worth resolving."""

    @property
    def everywhere(self) -> AbstractSet[str]:
        """Names that other files may import."""

    def names_in(self, path: str) -> AbstractSet[str]:
        """Names bound in the file that may lead to the classes (its own definitions of them included)."""

    def holds_any(self, path: str) -> bool:
        """Whether anything within reach is bound in the file."""

    def imported(self, module: Module) -> AbstractSet[str]:
        """Names bound by imports of the file that may stand for a module with anything within reach."""


class Reach:
    """The names of each file that may mean one of the classes, an instance of it or a function that returns one."""

    def __init__(self, flow: Flow, classes: Iterable[ClassKey]) -> None:
        defined = sorted({(key.path, last_name(key.class_)) for key in classes})
        self.everywhere: set[str] = {name for _, name in defined}
        self._local: dict[str, set[str]] = {}
        self._flow = flow
        self._spread(flow, [(path, name, True) for path, name in defined])

    def names_in(self, path: str) -> AbstractSet[str]:
        """Names bound in the file that may lead to the classes (its own definitions of them included)."""
        return self._local.get(path, _NONE)

    def holds_any(self, path: str) -> bool:
        """Whether anything within reach is bound in the file."""
        return path in self._local

    def imported(self, module: Module) -> AbstractSet[str]:
        """Those that do not stand for a module outside of the code base."""
        return self._flow.imported(module)

    def _spread(self, flow: Flow, waiting: list[Gift]) -> None:
        fresh = list(self.everywhere)
        while fresh or waiting:
            if not waiting:
                waiting.extend(flow.across(fresh.pop()))
                continue
            path, name, is_visible = waiting.pop()
            if is_visible and name not in self.everywhere:
                self.everywhere.add(name)
                fresh.append(name)
            names = self._local.setdefault(path, set())
            if name not in names:
                names.add(name)
                waiting.extend(flow.inside(path, name))
                waiting.extend(flow.taken(path, name))
                waiting.extend((taker, name, True) for taker in flow.star_takers(path))


class Unmeasured:
    """All names are worth resolving: for a few files that costs less than finding out which are."""

    def __init__(self) -> None:
        self.everywhere = _EVERY_NAME

    def names_in(self, path: str) -> AbstractSet[str]:
        """Whatever is asked for."""
        return _EVERY_NAME

    def holds_any(self, path: str) -> bool:
        """Maybe it does."""
        return True

    def imported(self, module: Module) -> AbstractSet[str]:
        """All of them."""
        return imported_names(module)


class _EveryName(frozenset[str]):
    """The set of all names."""

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def __or__(self, other: AbstractSet[Any]) -> frozenset[Any]:
        return self

    def isdisjoint(self, other: Iterable[object]) -> bool:
        """There is nothing that it does not have."""
        return False


_EVERY_NAME = _EveryName()
_NONE: frozenset[str] = frozenset()
