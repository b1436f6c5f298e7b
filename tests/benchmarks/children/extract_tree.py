"""archgraph's extraction of a folder from nothing, with worker processes.

    python extract_tree.py TREE JOBS

Prints JSON: CPU seconds of discovery and of extraction (workers included), how many files have which status, and how many
class headers and import statements the broken ones gave.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections import Counter
from pathlib import Path

from archgraph.config import load_settings
from archgraph.discover.files import list_files
from archgraph.extract.pool import extract
from archgraph.model.facts.outline import Status


def cpu() -> float:
    """CPU seconds of this process and of the ones it waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    """Extract and print."""
    gc.disable()  # as the command line does
    root = Path(sys.argv[1]).resolve()
    settings = load_settings(root, None, {"use_cache": False, "jobs": int(sys.argv[2])})
    listing = list_files(root, settings)
    start = cpu()
    store = extract(root, listing.paths, settings)
    spent = cpu() - start
    recovered = [outline for outline in store.outlines.values() if outline.status is Status.RECOVERED]
    print(
        json.dumps(
            {
                "cpu": spent,
                "statuses": Counter(str(outline.status) for outline in store.outlines.values()),
                "classes": sum(len(outline.classes) for outline in recovered),
                "imports": sum(len(outline.imports) for outline in recovered),
            }
        )
    )


main()
