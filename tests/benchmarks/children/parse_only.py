"""The reference: CPU seconds of `ast.parse` of every Python file that archgraph reads below a folder, in one process.

    python parse_only.py TREE

Prints JSON: files, bytes, broken (files that do not parse), and the CPU seconds with the garbage collector on and off. The
bytes are in memory before the clock starts.
"""

from __future__ import annotations

import ast
import gc
import json
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from archgraph.config import load_settings
from archgraph.discover.files import list_files


def seconds(sources: Sequence[bytes]) -> tuple[float, int]:
    """CPU seconds of parsing all, and how many do not parse."""
    broken = 0
    start = time.process_time()
    for source in sources:
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            broken += 1
    return time.process_time() - start, broken


def main() -> None:
    """Read, parse twice, print."""
    root = Path(sys.argv[1]).resolve()
    paths = [path for path in list_files(root, load_settings(root, None, {})).paths if path.endswith((".py", ".pyw"))]
    sources = [(root / path).read_bytes() for path in paths]
    warnings.simplefilter("ignore")
    gc.disable()
    without, broken = seconds(sources)
    gc.enable()
    collected, _ = seconds(sources)
    sizes = {"files": len(sources), "bytes": sum(map(len, sources)), "broken": broken}
    print(json.dumps(sizes | {"on": collected, "off": without}))


main()
