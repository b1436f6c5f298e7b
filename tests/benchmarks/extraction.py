"""Extraction of all facts against `ast.parse` of the same bytes.

    python tests/benchmarks/extraction.py TREE [--classes N --imports N]

The trap it guards: a collector that walks the tree once more costs as much as parsing does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from processes import child
from sheet import Sheet, ratio

JOBS = 2


def main() -> None:
    """Measure the reference before and after extraction, so that both meet the same machine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--classes", type=int, help="class headers that the broken files must give")
    parser.add_argument("--imports", type=int, help="import statements that the broken files must give")
    args = parser.parse_args()
    before = child("parse_only", args.tree).answer()
    facts = child("extract_tree", args.tree, str(JOBS)).answer()
    after = child("parse_only", args.tree).answer()
    share = child("recovery_share", args.tree).answer()
    on, off = ((before[key] + after[key]) / 2 for key in ("on", "off"))

    size = f"{before['files']:,} files, {before['bytes'] / 1e6:.0f} MB, {before['broken']} of them with syntax errors"
    sheet = Sheet("Extraction of all facts, cold", f"{args.tree.name} ({size}), {JOBS} worker processes, no cache")
    sheet.add("`ast.parse`, one process", on, "CPU s")
    sheet.add("`ast.parse`, garbage collector off", off, "CPU s")
    sheet.add("archgraph's extraction, workers included", facts["cpu"], "CPU s")
    sheet.add("extraction / `ast.parse`", ratio(facts["cpu"], on), "times", at_most=2.6)
    sheet.add("extraction / `ast.parse` with the collector off", ratio(facts["cpu"], off), "times")
    whole = share["broken"] + share["sound"]
    sheet.add("all facts of the broken files / extraction", ratio(share["broken"], whole), "", at_most=0.35)
    sheet.add("files read whole", facts["statuses"].get("parsed", 0))
    sheet.add("files recovered", facts["statuses"].get("recovered", 0))
    sheet.add("files failed", facts["statuses"].get("failed", 0))
    sheet.add("class headers from recovered files", facts["classes"], at_least=args.classes)
    sheet.add("import statements from recovered files", facts["imports"], at_least=args.imports)
    sheet.finish()


main()
