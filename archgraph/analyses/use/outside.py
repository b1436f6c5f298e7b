"""Names that lead out of the code base: in: the import rows; out: per file, the names that only stand for modules outside.

`subprocess.run()` gives nothing of the code base's, whatever is called `run` there: most dotted names begin so.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter

from archgraph.model.codebase import Codebase, Module, Origin

_NAME = attrgetter("name")
_OUTSIDE = (Origin.STDLIB, Origin.EXTERNAL)


class Outside:
    """The modules outside of the code base, by the files that import them."""

    def __init__(self, codebase: Codebase) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._imported: defaultdict[str, set[str]] = defaultdict(set)
        for edge in codebase.imports:
            if edge.scope in _OUTSIDE and not edge.names:
                self._imported[edge.path].add(edge.imported)

    def names(self, module: Module) -> frozenset[str]:
        """Names of a file that `import` binds to such a module, and nothing else binds or adds to."""
        if module.path not in self._names:
            self._names[module.path] = self._found(module)
        return self._names[module.path]

    def _found(self, module: Module) -> frozenset[str]:
        modules = self._imported.get(module.path)
        if not modules:
            return frozenset()
        outside: set[str] = set()
        others: set[str] = set()
        for statement in module.outline.imports:
            for name, alias in statement.names:
                is_outside = statement.plain and name in modules
                (outside if is_outside else others).add(alias or name.partition(".")[0])
        bound = {*map(_NAME, module.outline.bindings), *map(_NAME, module.outline.scopes)}
        others.update(name.partition(".")[0] for name in bound)
        return frozenset(outside - others)
