"""MROs beside peers: CPython is the judge of archgraph, astroid and griffe, on installed packages.

    python tests/benchmarks/mro_peers.py PACKAGE... --python PATH [--peers-python PATH]

PACKAGE is the folder of a package that the interpreter `--python` can import: it is imported in a process of its own, and
every class that its own name leads to is asked for its `__mro__`. An MRO is exact when its names lead to the same classes in
the same order, external ones and `object` included: the living classes are compared, not how they are called
(`children/cpython_mros.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from peers import find
from processes import Run, child
from sheet import Sheet, ratio, table

Verdicts = Mapping[str, Mapping[str, tuple[bool, bool, bool]]]
"""Class → tool → whether its MRO is exact, exact inside the package, and called complete."""

EXACT, FALSE_COMPLETE = 0.995, 0.002
TIMES_ASTROID, TIMES_GRIFFE = 20, 2
PEERS = ("astroid", "griffe")


def main() -> None:
    """Judge every tool on every package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, nargs="+", metavar="PACKAGE")
    parser.add_argument("--python", type=Path, required=True, help="interpreter that can import the packages")
    parser.add_argument(
        "--peers-python", type=Path, default=Path(sys.executable), help="interpreter that has the peers"
    )
    args = parser.parse_args()
    there = find(args.peers_python).versions
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("archgraph", *PEERS)}
    rows = []
    for path in args.packages:
        runs = {name: ask(name, path.resolve(), args) for name in totals if name == "archgraph" or name in there}
        verdicts = judge(path.resolve(), {name: done for name, done in runs.items() if not done.code}, args)
        for name, done in runs.items():
            counts = counted(verdicts, name)
            counts["ms"] = round(1000 * done.cpu)
            totals[name].update(counts)
            rows.append((path.name, name, *cells(counts), done.last_line() if done.code else ""))
    names = ", ".join(path.name for path in args.packages)
    peers = ", ".join(f"{name} {there[name]}" for name in PEERS if name in there)
    sheet = Sheet("MROs beside peers, judged by CPython", f"{names}; peers: {peers}")
    bounds(sheet, totals)
    rows += [("**all**", name, *cells(total), "") for name, total in totals.items() if total]
    head = ("package", "tool", "classes", "exact", "exact inside", "complete and wrong", "CPU s", "remark")
    sheet.text.append(table(head, rows))
    missing = [name for name in PEERS if name not in there]
    sheet.text += [f"Missing here, not compared: {', '.join(missing)}."] if missing else []
    sheet.finish()


def bounds(sheet: Sheet, totals: Mapping[str, Counter[str]]) -> None:
    """archgraph's exactness, and its cost against the peers that are here."""
    own = totals["archgraph"]
    sheet.add("exact, external ancestors included", ratio(own["exact"], own["classes"]), at_least=EXACT)
    sheet.add("called complete and wrong", ratio(own["wrong"], own["complete"]), at_most=FALSE_COMPLETE)
    for name, times in zip(PEERS, (TIMES_ASTROID, TIMES_GRIFFE), strict=True):
        if totals[name]:
            sheet.add(
                f"CPU of {name} / of archgraph, cold", ratio(totals[name]["ms"], own["ms"]), "times", at_least=times
            )


def ask(name: str, package: Path, args: argparse.Namespace) -> Run:
    """A tool's answer about a package, from nothing."""
    if name != "archgraph":
        return child(f"{name}_mros", package.parent, package.name, python=args.peers_python)
    with tempfile.TemporaryDirectory() as cache:
        return child("archgraph_mros", package.parent, package.name, args.python, cache)


def judge(package: Path, runs: Mapping[str, Run], args: argparse.Namespace) -> Verdicts:
    """What CPython says about the tools' answers."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "answers.json")
        answers.write_text(json.dumps({name: done.answer() for name, done in runs.items()}), encoding="utf-8")
        found: Verdicts = child("cpython_mros", package.parent, package.name, answers, python=args.python).answer()
    return found


def counted(verdicts: Verdicts, tool: str) -> Counter[str]:
    """How many classes are exact, exact as far as the package goes, called complete, and complete but wrong."""
    counts = Counter(classes=len(verdicts))
    for of_class in verdicts.values():
        exact, inside, complete = of_class.get(tool, (False, False, False))
        counts.update(exact=exact, inside=inside, complete=complete, wrong=complete and not exact)
    return counts


def cells(counts: Counter[str]) -> tuple[str, ...]:
    """The columns of one row: shares of the classes, of the complete ones, CPU seconds."""
    shares = [ratio(counts[name], counts["classes"]) for name in ("exact", "inside")]
    shares.append(ratio(counts["wrong"], counts["complete"]))
    shown = ["n/a" if share is None else f"{100 * share:.2f} %" for share in shares]
    return f"{counts['classes']:,}", *shown, f"{counts['ms'] / 1000:.2f}"


main()
