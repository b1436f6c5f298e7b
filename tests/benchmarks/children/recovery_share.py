"""What broken files cost: the CPU seconds of all facts of the files that do not parse, and of those that do, one process.

    python recovery_share.py TREE

Prints JSON: broken, sound.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from archgraph.config import load_settings
from archgraph.discover.files import list_files
from archgraph.extract.file import extract_file
from archgraph.model.facts.outline import Status


def main() -> None:
    """Extract file by file and print."""
    gc.disable()
    root = Path(sys.argv[1]).resolve()
    spent = {True: 0.0, False: 0.0}
    for count, path in enumerate(list_files(root, load_settings(root, None, {})).paths):
        data = (root / path).read_bytes()
        start = time.process_time()
        status = extract_file(data, path).outline.status
        spent[status is not Status.PARSED] += time.process_time() - start
        if count % 200 == 0:
            gc.collect()
    print(json.dumps({"broken": spent[True], "sound": spent[False]}))


main()
