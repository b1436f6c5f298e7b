"""Cost by size: a quarter, a half and the whole of a tree; or one, two and four copies of it.

    python tests/benchmarks/scaling.py TREE [--copies]

The trap it guards: anything quadratic in the number of files, classes or names.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from processes import Run, archgraph
from sheet import Sheet, ratio, table
from trees import multiple, part, python_files

GROWTH = 1.3
"""Cost per file at four times the files, against that at one time."""


def main() -> None:
    """Audit three sizes, each cold and once more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--copies", action="store_true", help="multiply the tree instead of dividing it")
    args = parser.parse_args()
    tree, make = args.tree.resolve(), multiple if args.copies else divided
    rows, costs = [], []
    for times in (1, 2, 4):
        with tempfile.TemporaryDirectory() as work:
            sized = make(tree, Path(work) / "tree", times)
            count = len(python_files(sized))
            cold, second = (audit(sized, Path(work), name) for name in ("cold", "second"))
        costs.append((cold.cpu / count, second.cpu / count))
        shown = [f"{run.cpu:.2f} ({1000 * run.cpu / count:.2f} ms)" for run in (cold, second)]
        rows.append((f"{times} times", f"{count:,}", *shown, f"{cold.peak:.0f}"))
    how = "copies of it" if args.copies else "parts of it: every fourth, every second, all files"
    sheet = Sheet("Growth", f"{tree.name}; {how}")
    for name, small, large in zip(("cold", "second"), costs[0], costs[-1], strict=True):
        sheet.add(f"cost per file, {name} audit, four times the files", ratio(large, small), "times", at_most=GROWTH)
    head = ("size", "files", "cold audit, CPU s (per file)", "second audit, CPU s (per file)", "peak, MB")
    sheet.text.append(table(head, rows))
    sheet.finish()


def divided(tree: Path, target: Path, times: int) -> Path:
    """A quarter, a half or all of the tree's files."""
    return part(tree, target, 4 // times)


def audit(tree: Path, work: Path, name: str) -> Run:
    """One audit with the cache of this size."""
    done = archgraph("audit", tree, "-o", work / name, "--cache-dir", work / "cache", "--jobs", "2", "--quiet")
    if done.code:
        raise SystemExit(f"the {name} audit of {tree.name} ended with {done.code}: {done.last_line()}")
    return done


main()
