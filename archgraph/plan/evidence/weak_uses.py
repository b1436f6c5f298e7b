"""Uses of a class that say little: in: usages and imports; out: files that only hand it on, or need it for type checkers only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archgraph.model.codebase import ImportEdge
from archgraph.model.facts.outline import ImportKind
from archgraph.model.results.roles import Usage

NOWHERE: frozenset[str] = frozenset()


class WeakUses:
    """Files by the dotted name of the class that they use; a class that nobody uses so is left out or has none."""

    def __init__(self, uses: Mapping[str, Sequence[Usage]], imports: Iterable[ImportEdge]) -> None:
        typing = (edge for edge in imports if edge.kind is ImportKind.TYPE_CHECKING)
        self._for_types = {(edge.path, edge.line) for edge in typing}
        self.handing_on = {name: frozenset(_handing_on(rows)) for name, rows in uses.items()}
        """Packages that import it and do nothing else with it."""
        self.annotating = {name: frozenset(self._annotating(rows)) for name, rows in uses.items()}
        """Files that import it for type checkers only, and name it in annotations at most."""

    def _annotating(self, rows: Iterable[Usage]) -> Iterator[str]:
        weak: dict[str, bool] = {}
        for row in rows:
            is_weak = row.what == "annotate" or (row.what == "import" and (row.path, row.line) in self._for_types)
            weak[row.path] = weak.get(row.path, True) and is_weak
        return (path for path, is_weak in weak.items() if is_weak)


def _handing_on(rows: Sequence[Usage]) -> set[str]:
    doing = {row.path for row in rows if row.what != "import"}
    return {row.path for row in rows if row.path.endswith("__init__.py")} - doing
