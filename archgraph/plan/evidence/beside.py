"""Imports of files beside: in: a code base; out: import statements that name a file of their own folder by its bare name.

`from detector import Detector` finds `detector.py` beside a script that is run by its path (`sys.path[0]` is its folder then). As
the same statement may mean an installed module, import graph and uses do not count it; what is to go is looked at twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.model.codebase import Codebase, ImportEdge, Origin


def beside(codebase: Codebase) -> Iterator[tuple[ImportEdge, str]]:
    """Each such statement with the path of the file that it may mean."""
    for edge in codebase.imports:
        if edge.scope is Origin.EXTERNAL and "." not in edge.imported:
            folder, slash, _ = edge.path.rpartition("/")
            path = f"{folder}{slash}{edge.imported}.py"
            if path in codebase.modules and path != edge.path:
                yield edge, path
