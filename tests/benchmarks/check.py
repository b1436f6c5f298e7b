"""The gate as a developer runs it: nothing changed, one file changed, a few rules, and only what a change brought.

    python tests/benchmarks/check.py TREE

Works on a copy of TREE in a git repository of its own. What the gate says after a change is compared with what it says
without a cache. The traps it guards: a heavy import on the way of every commit, a result kept although a file changed, an
analysis that is made for a rule that was not asked for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from processes import Run, archgraph
from sheet import Sheet
from trees import copy, python_files

OPTIONS = ("--today", "2026-01-01")
FEW = ("--select", "environment-access,phantom-import,syntax-error,mro-inconsistent")
"""Rules that look at files and names alone."""
CHANGE = b"\n\ndef _changed_by_the_benchmark():\n    import os\n\n    return os.environ['CHANGED_BY_THE_BENCHMARK']\n"
HEAVY = ("pandas", "networkx")


class Bench:
    """A copy of a tree under git, with a cache."""

    def __init__(self, tree: Path, work: Path) -> None:
        self.tree = copy(tree, work / "tree" / tree.name)
        self._cache = ("--cache-dir", work / "cache")
        files = python_files(self.tree)
        self._files = [path for path in files if "test" not in str(path.relative_to(self.tree)).lower()]
        for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "as it was")):
            who = ("-c", "user.name=bench", "-c", "user.email=bench@localhost")
            subprocess.run(["git", "-C", self.tree, *who, *command], check=True)

    def check(self, *options: str | Path, cached: bool = True, **env: str) -> Run:
        """Run the gate; violations are no fault here."""
        cache = self._cache if cached else ("--no-cache",)
        run = archgraph("check", self.tree, *OPTIONS, *cache, *options, env=env)
        if run.code not in (0, 1):
            raise SystemExit(f"check ended with {run.code}: {run.last_line()}")
        return run

    def change(self) -> None:
        """Add a function with a violation to the next file that is no test."""
        path = self._files.pop(len(self._files) // 2)
        path.write_bytes(path.read_bytes() + CHANGE)


def main() -> None:
    """Measure the gate on one tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    tree = parser.parse_args().tree.resolve()
    sheet = Sheet("The gate", f"{tree.name}, {len(python_files(tree)):,} files, warm cache")
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(tree, Path(work))
        bench.check()
        unchanged(sheet, bench)
        changed(sheet, bench)
        brought(sheet, bench)
    sheet.finish()


def unchanged(sheet: Sheet, bench: Bench) -> None:
    """The judgement comes from the cache."""
    again = min((bench.check() for _ in range(3)), key=lambda run: run.cpu)
    sheet.add("`check`, nothing changed", again.cpu, "CPU s", at_most=1.5)
    loaded = bench.check(PYTHONPROFILEIMPORTTIME="1").stderr
    heavy = sum(line.rpartition("|")[2].strip() in HEAVY for line in loaded.splitlines())
    sheet.add(f"of {', '.join(HEAVY)} loaded", heavy, at_most=0)


def changed(sheet: Sheet, bench: Bench) -> None:
    """One more file changed before each run; the answer must be that of a run without a cache."""
    bench.change()
    sheet.add("`check`, one file changed, all rules", bench.check().cpu, "CPU s", at_most=2)
    bench.change()
    few = bench.check(*FEW, "--output-format", "json")
    sheet.add(f"`check {' '.join(FEW)}`, one file changed", few.cpu, "CPU s", at_most=2)
    afresh = bench.check(*FEW, "--output-format", "json", cached=False)
    sheet.add("answers that differ from those without a cache", int(answer(few) != answer(afresh)), at_most=0)


def brought(sheet: Sheet, bench: Bench) -> None:
    """Only what the changes since the commit brought: the first time that is judged too, then it is known."""
    bench.check("--changed-since", "HEAD")
    bench.change()
    again = bench.check("--changed-since", "HEAD", *FEW, "--output-format", "json")
    sheet.add(
        "`check --changed-since HEAD`, the same rules, one file changed, HEAD judged before",
        again.cpu,
        "CPU s",
        at_most=2,
    )
    new = [each for each in answer(again)["new"] if each["rule"] == "environment-access"]
    sheet.add("violations that the three changes brought, of 3", len(new), at_least=3, at_most=3)


def answer(run: Run) -> dict[str, Any]:
    """What the gate printed."""
    said: dict[str, Any] = json.loads(run.stdout)
    return said


main()
