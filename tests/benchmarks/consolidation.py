"""Clones, families and the plan, on top of facts that are known; and the plan once more when nothing changed.

    python tests/benchmarks/consolidation.py TREE [--runs N]

Each run gets a cache that holds the facts of all files and nothing that was worked out from them; the one with the median
cost is told, because one run alone says as much about the machine as about archgraph. Every run must give the same plan.
The traps it guards: an analysis that reads facts of all files once more, a plan that is not taken from the cache.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from processes import Run, archgraph, child
from sheet import Sheet, ratio
from trees import python_files

STAGES = ("clones", "families", "plan")


def main() -> None:
    """Measure the plan of one tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    tree = args.tree.resolve()
    sheet = Sheet("Clones, families and plan", f"{tree.name}, {len(python_files(tree)):,} files, facts in the cache")
    with tempfile.TemporaryDirectory() as work:
        measure(sheet, tree, Path(work), args.runs)
    sheet.finish()


def measure(sheet: Sheet, tree: Path, work: Path, count: int) -> None:
    """Several plans from facts alone, one from a cache that knows all, and `ast.parse` beside them."""
    cache = work / "cache"
    first = plan(tree, cache)
    parsed = child("parse_only", tree).answer()["on"]
    runs = [plan(tree, facts_alone(cache, work / f"cache{number}")) for number in range(count)]
    again = plan(tree, cache)
    middle = sorted(runs, key=spent)[count // 2]
    sheet.add("`ast.parse` of the same bytes, one process", parsed, "CPU s")
    for stage in STAGES:
        sheet.add(stage, stages(middle)[stage], "CPU s")
    sheet.add(f"together, median of {count}", spent(middle), "CPU s", at_most=6)
    sheet.add("together / `ast.parse`", ratio(spent(middle), parsed), "times")
    sheet.add("peak memory of the largest process", max(run.peak for run in runs), "MB", at_most=600)
    sheet.add("the plan once more, nothing changed, from the cache", stages(again)["cache"], "CPU s", at_most=0.3)
    sheet.add("the same, with starting, finding the files and writing the plan as JSON", again.cpu, "CPU s")
    sheet.add("different plans", len({run.stdout for run in (first, *runs, again)}), at_most=1)


def plan(tree: Path, cache: Path) -> Run:
    """The plan of the tree as JSON."""
    options = ("--cache-dir", cache, "--today", "2026-01-01", "--output-format", "json", "--stats")
    run = archgraph("plan", tree, *options)
    if run.code:
        raise SystemExit(f"plan ended with {run.code}: {run.last_line()}")
    return run


def facts_alone(cache: Path, copy: Path) -> Path:
    """A copy of a cache without its shelf, where analyses keep what they worked out."""
    shutil.copytree(cache, copy)
    with closing(sqlite3.connect(copy / "facts.sqlite")) as database:
        database.execute("DELETE FROM shelf")
        database.commit()
    return copy


def stages(run: Run) -> dict[str, float]:
    """CPU seconds by stage, as `--stats` tells them."""
    lines = [line.split() for line in run.stderr.splitlines()]
    return {words[0]: float(words[1]) for words in lines[1:] if len(words) == 3}


def spent(run: Run) -> float:
    """CPU seconds of the three stages."""
    found = stages(run)
    return sum(found[stage] for stage in STAGES)


main()
