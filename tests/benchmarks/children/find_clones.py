"""Prints the clone clusters of the tree at PATH as JSON, and what the search costs without and with an earlier one's ledger."""

import gc
import json
import sys
import time
from pathlib import Path

from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.clones.ledger import Ledger
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import understand
from archgraph.timing import Clock

gc.disable()  # as the command line does
root = Path(sys.argv[1])
codebase = understand(root, Settings(use_cache=False), Clock(), measured=False).codebase
ledger = Ledger()
before = time.process_time()
rows = find_clones(codebase, ledger)
cpu = time.process_time() - before
known = Ledger(ledger.to_bytes())
before = time.process_time()
assert find_clones(codebase, known) == rows
again = time.process_time() - before
clusters: dict[str, list[tuple[str, int, int]]] = {}
for row in rows:
    clusters.setdefault(row.cluster, []).append((row.path, row.start_line, row.end_line))
functions = sum(scope.kind == "function" for module in codebase.modules.values() for scope in module.outline.scopes)
print(json.dumps({"clusters": list(clusters.values()), "cpu": cpu, "again": again, "functions": functions}))
