"""The main job as a user runs it: time, memory, a second run, changed files, and the same bytes whatever the circumstances.

    python tests/benchmarks/audit.py TREE

Works on a copy of TREE. Wall seconds mean something on a quiet machine only; `--no-wall` prints them without judging them.
The traps it guards: a heavy import on the way to `--help`, an analysis that reads every file again, memory that grows with
the tree, a set whose order reaches a table.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from processes import Run, archgraph, child
from sheet import Sheet, ratio, table
from trees import change, copy, digest, python_files

TODAY = ("--today", "2026-01-01")
CHANGED = 100


class Bench:
    """A copy of a tree with its caches and reports."""

    def __init__(self, tree: Path, work: Path) -> None:
        self.tree = copy(tree, work / "tree" / tree.name)
        self.work = work
        self.outs: dict[str, Path] = {}
        self.warm = work / "cache"

    def audit(self, name: str, *options: str | Path, seed: str = "0") -> Run:
        """Audit the copy into a new and empty folder."""
        out = self.outs[name] = self.work / name
        run = archgraph(
            "audit", self.tree, "-o", out, "--quiet", "--stats", *TODAY, *options, env={"PYTHONHASHSEED": seed}
        )
        if run.code:
            raise SystemExit(f"the {name} audit ended with {run.code}: {run.last_line()}")
        return run

    def understand(self) -> Run:
        """The import graph and all MROs from the warm cache."""
        run = child("understand_tree", self.tree, self.warm)
        run.answer()
        return run


def main() -> None:
    """Measure everything on one tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--no-wall", action="store_true", help="the machine is not quiet: do not judge wall seconds")
    args = parser.parse_args()
    tree = args.tree.resolve()
    sheet = Sheet("The whole audit", f"{tree.name}, {len(python_files(tree)):,} files, all artefacts, 2 processors")
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(tree, Path(work))
        times(sheet, bench, not args.no_wall)
        same_bytes(sheet, bench)
        changed_files(sheet, bench)
    start_up(sheet)
    sheet.finish()


def times(sheet: Sheet, bench: Bench, judge_wall: bool) -> None:
    """Cold, once more, and graphs and MROs alone, against `ast.parse` in the same run."""
    parsed = [child("parse_only", bench.tree).answer()["on"]]
    cold = bench.audit("cold", "--cache-dir", bench.warm, "--jobs", "2")
    parsed.append(child("parse_only", bench.tree).answer()["on"])
    second = bench.audit("second", "--cache-dir", bench.warm, "--jobs", "2", seed="1")
    alone = bench.understand()
    reference = sum(parsed) / 2
    sheet.add("`ast.parse` of the same bytes, one process", reference, "CPU s")
    sheet.add("cold audit", cold.cpu, "CPU s")
    sheet.add("cold audit / `ast.parse`", ratio(cold.cpu, reference), "times", at_most=5)
    sheet.add("cold audit, wall", cold.wall, "s", at_most=30 if judge_wall else None)
    sheet.add("peak memory of the largest process, cold", cold.peak, "MB", at_most=600)
    sheet.add("second audit, nothing changed, new OUT", second.cpu, "CPU s")
    sheet.add("second audit / `ast.parse`", ratio(second.cpu, reference), "times", at_most=1)
    sheet.add("second audit, wall", second.wall, "s", at_most=6 if judge_wall else None)
    sheet.add("peak memory of the largest process, second", second.peak, "MB", at_most=600)
    sheet.add("import graph and all MROs alone, warm", alone.cpu, "CPU s", at_most=0.8)
    sheet.text.append("CPU seconds by stage:\n\n" + stages(cold, second))


def stages(cold: Run, second: Run) -> str:
    """The split of the cold and of the second audit, as `--stats` tells it; the rest is starting and ending."""
    found = [_spent(run) for run in (cold, second)]
    names = list(dict.fromkeys(stage for spent in found for stage in spent))
    return table(("stage", "cold", "second"), [(n, *(f"{spent.get(n, 0):.2f}" for spent in found)) for n in names])


def _spent(run: Run) -> dict[str, float]:
    """CPU seconds by stage: the lines of `--stats` are a name, CPU seconds and wall seconds."""
    lines = [line.split() for line in run.stderr.splitlines()[1:]]
    spent = {name: float(cpu) for name, cpu, _ in lines}
    return spent | {"total": run.cpu, "outside of stages": run.cpu - spent["total"]}


def same_bytes(sheet: Sheet, bench: Bench) -> None:
    """Cache or none, one worker or two, another hash seed: the tables must not tell."""
    bench.audit("alone", "--no-cache", "--jobs", "1", seed="7")
    different = len({digest(out / "csv") for out in bench.outs.values()})
    sheet.add("different versions of csv/ (cold, second, no cache with 1 worker; 3 hash seeds)", different, at_most=1)
    graphs = len({digest(out / "graphs") for out in bench.outs.values()})
    sheet.add("different versions of graphs/ in the same runs", graphs)


def changed_files(sheet: Sheet, bench: Bench) -> None:
    """What a run costs after some files changed."""
    count = change(bench.tree, CHANGED)
    again = bench.understand()
    sheet.add(f"import graph and all MROs alone, {count} files changed", again.cpu, "CPU s", at_most=1.6)
    change(bench.tree, CHANGED)
    edited = bench.audit("edited", "--cache-dir", bench.warm, "--jobs", "2")
    sheet.add(f"audit, {count} files changed", edited.cpu, "CPU s")


def start_up(sheet: Sheet) -> None:
    """`archgraph --help`: the best of several runs, as the first one reads the disk."""
    runs = [archgraph("--help") for _ in range(7)]
    if any(run.code or "audit" not in run.stdout for run in runs):
        raise SystemExit("archgraph --help does not work")
    sheet.add("`archgraph --help`, wall, best of 7", 1000 * min(run.wall for run in runs), "ms", at_most=100)


main()
