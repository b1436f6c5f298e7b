"""archgraph's MROs of a package.

    python archgraph_mros.py FOLDER PACKAGE PYTHON CACHE_DIR

Prints JSON: class → [names of its MRO, whether it is called complete]. A class written several times is there as it wins.
"""

from __future__ import annotations

import gc

gc.disable()  # as the command line does

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from archgraph.config import load_settings  # noqa: E402
from archgraph.model.results.mro import MroStatus  # noqa: E402
from archgraph.pipeline.ground import understand  # noqa: E402
from archgraph.timing import Clock  # noqa: E402


def main() -> None:
    """Understand and print."""
    folder, package, python, cache = sys.argv[1:]
    root = Path(folder, package).resolve()
    settings = load_settings(root, None, {"python": python, "cache_dir": cache, "jobs": 1})
    ground = understand(root, settings, Clock(), measured=False, whole=False)  # as `archgraph mro` does
    answer = {}
    for record in ground.codebase.classes.values():
        if record.last:
            mro = ground.mros[record.key]
            answer[record.class_] = [each.name for each in mro.ancestors], mro.status is MroStatus.COMPLETE
    print(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # as the command line does


main()
