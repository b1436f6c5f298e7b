"""The import graph and all MROs of a folder, nothing else: what `archgraph mro` and `archgraph graph` start from.

    python understand_tree.py TREE CACHE_DIR [PYTHON]

Prints JSON: files, read (not given up), hits (not read again), classes, CPU seconds by stage; and with a fourth argument
the internal edges as [importer, imported, line].
"""

from __future__ import annotations

import gc

gc.disable()  # as the command line does

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from archgraph.config import load_settings  # noqa: E402
from archgraph.model.codebase import Origin  # noqa: E402
from archgraph.model.facts.outline import Status  # noqa: E402
from archgraph.pipeline.ground import understand  # noqa: E402
from archgraph.timing import Clock  # noqa: E402


def main() -> None:
    """Understand and print."""
    root, cache, python, wanted = (*sys.argv[1:], "", "")[:4]
    settings = load_settings(Path(root), None, {"cache_dir": cache, "python": python or None, "jobs": 2})
    clock = Clock()
    ground = understand(Path(root).resolve(), settings, clock, whole=False)  # as those commands do
    answer = {
        "files": len(ground.listing.paths),
        "read": sum(module.status is not Status.FAILED for module in ground.codebase.modules.values()),
        "hits": ground.facts.hits,
        "classes": len(ground.codebase.classes),
        "stages": {time.stage: time.cpu for time in clock.times()},
    }
    if wanted:
        inside = [edge for edge in ground.codebase.imports if edge.scope is Origin.INTERNAL]
        answer["edges"] = [(edge.importer, edge.imported, edge.line) for edge in inside]
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # as the command line does


main()
