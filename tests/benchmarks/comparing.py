"""What `archgraph compare` costs and says, between two revisions of a repository.

    python tests/benchmarks/comparing.py REPOSITORY OLD NEW [--expect WHAT:SUBJECT ...]

Guarded traps: files that did not change are read again; a comparison too long for a pull request; two states in memory at once;
a work tree that is touched; a state that differs from itself.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from processes import Run, archgraph, child
from sheet import Sheet, ratio, table

COMMENT = 65_536
"""Characters of a comment on GitHub."""


def main() -> None:
    """Compare cold, warm, and a revision with itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--expect", nargs="*", default=[], help="changes that must be told, WHAT:SUBJECT")
    args = parser.parse_args()
    repository = args.repository.resolve()
    sheet = Sheet("Two revisions compared", f"{repository.name}, {args.old} and {args.new}, read from git")
    before = state(repository)
    with tempfile.TemporaryDirectory() as work:
        measure(sheet, repository, (args.old, args.new), Path(work), args.expect)
    sheet.add("differences of the work tree afterwards", int(state(repository) != before), at_most=0)
    sheet.finish()


def measure(sheet: Sheet, repository: Path, revisions: tuple[str, str], work: Path, expected: list[str]) -> None:
    """Times, memory and content."""
    cache, out = work / "cache", work / "out"
    parsed = child("parse_only", repository).answer()["on"]
    cold = compare(repository, *revisions, "--cache-dir", cache, "-o", out)
    warm = compare(repository, *revisions, "--cache-dir", cache)
    same = compare(repository, revisions[1], revisions[1], "--cache-dir", cache)
    sheet.add("`ast.parse` of the work tree", parsed, "CPU s")
    sheet.add("compare, empty cache", cold.cpu, "CPU s")
    sheet.add("compare, both states in the cache", warm.cpu, "CPU s")
    sheet.add("compare, both states in the cache / `ast.parse`", ratio(warm.cpu, parsed), "times", at_most=1)
    sheet.add("peak memory", max(cold.peak, warm.peak), "MB", at_most=900)
    sheet.add("characters of the Markdown", len(cold.stdout), at_most=COMMENT)
    sheet.add(
        "a revision beside itself says more than `nothing changed`", int(same.stdout != "nothing changed\n"), at_most=0
    )
    with (out / "comparison.csv").open(encoding="utf-8", newline="") as stream:
        changes = list(csv.DictReader(stream))
    told = {f"{change['what']}:{change['subject']}" for change in changes}
    sheet.add("expected changes that are not told", len(set(expected) - told), at_most=0)
    sheet.add(
        "changes in the JSON and not in the CSV",
        len(json.loads((out / "comparison.json").read_text())["changes"]) - len(changes),
        at_most=0,
    )
    counts = Counter(change["what"] for change in changes)
    sheet.text.append(table(("change", "number"), sorted(counts.items())))


def compare(repository: Path, *arguments: str | Path) -> Run:
    """One run; it must come to its end."""
    run = archgraph("compare", *arguments, "--path", repository, "--today", "2026-01-31")
    if run.code:
        raise SystemExit(f"compare ended with {run.code}: {run.last_line()}")
    return run


def state(repository: Path) -> str:
    """What git says of the work tree, and its branch."""
    command = ["git", "-C", str(repository), "status", "--porcelain", "--branch"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


main()
