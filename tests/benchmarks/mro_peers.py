"""MROs beside peers: CPython is the judge of archgraph, astroid and griffe, on installed packages.

    python tests/benchmarks/mro_peers.py PACKAGE... --python PATH [--peers-python PATH]

PACKAGE is the folder of a package that the interpreter `--python` can import: it is imported in a process of its own, and
every class that can be reached by its own name is asked for its `__mro__`. An MRO is exact when it has the same classes in
the same order, external ones and `object` included. A class of the package must have its full name; an ancestor from
elsewhere may have another module than it says at run time (`_collections_abc` for `collections.abc`), not another name.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from peers import find
from processes import Run, child
from sheet import Sheet, ratio, table

Answer = Mapping[str, tuple[Sequence[str] | None, bool]]
"""Class → its MRO (None: the tool has none), and whether the tool says that it is all known."""

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
        truth = child("cpython_mros", path.resolve().parent, path.name, python=args.python).answer()
        for name, total in totals.items():
            if name == "archgraph" or name in there:
                done = ask(name, path.resolve(), args)
                counts = judged(truth, done.answer(), path.name) if not done.code else Counter(classes=len(truth))
                counts["ms"] = round(1000 * done.cpu)
                total.update(counts)
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


def judged(truth: Mapping[str, Sequence[str]], answers: Answer, package: str) -> Counter[str]:
    """How many classes are exact, exact as far as the package goes, called complete, and complete but wrong."""
    counts = Counter(classes=len(truth))
    for class_, expected in truth.items():
        given, complete = answers.get(class_, (None, False))
        is_exact = given is not None and is_same(given, expected, package)
        inside = is_same(own(given or (), package), own(expected, package), package) and given is not None
        counts.update(exact=is_exact, inside=inside, complete=complete, wrong=complete and not is_exact)
    return counts


def is_same(given: Sequence[str], expected: Sequence[str], package: str) -> bool:
    """Whether two MROs name the same classes."""
    return len(given) == len(expected) and all(
        a == b or (not b.startswith(package + ".") and a.rpartition(".")[2] == b.rpartition(".")[2])
        for a, b in zip(given, expected, strict=True)
    )


def own(mro: Sequence[str], package: str) -> list[str]:
    """The classes of the package in an MRO."""
    return [name for name in mro if name.startswith(package + ".")]


def cells(counts: Counter[str]) -> tuple[str, ...]:
    """The columns of one row: shares of the classes, of the complete ones, CPU seconds."""
    shares = [ratio(counts[name], counts["classes"]) for name in ("exact", "inside")]
    shares.append(ratio(counts["wrong"], counts["complete"]))
    shown = ["n/a" if share is None else f"{100 * share:.2f} %" for share in shares]
    return f"{counts['classes']:,}", *shown, f"{counts['ms'] / 1000:.2f}"


main()
