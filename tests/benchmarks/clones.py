"""Planted clones, found again: recall by kind of edit, what it costs, and how that grows.

    python tests/benchmarks/clones.py [PACKAGE_FOLDER] [--seed N] [--functions N] [--tree TREE]

PACKAGE_FOLDER (default: an installed package) is copied and clones are planted in it (planting.py). TREE is a large code base:
all of it is searched, and every fourth file of it, and the ratio of the two is what four times the code costs.

The trap it guards: a threshold tuned on one code base. Run it on another package and with another seed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import networkx
from answers import Answer, archgraph, hits
from planting import plant
from sheet import Sheet, ratio


def main() -> None:
    """Plant, find, count."""
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        truth = plant(args.package, Path(folder), args.seed, args.functions)
        answer = archgraph(Path(folder) / args.package.name)
    planted = Counter(each.edit for each in truth)
    found = Counter(each.edit for each in truth if hits(answer, each))
    sheet = Sheet("Planted clones", f"{args.package.name}, seed {args.seed}, {len(truth)} planted")
    for edit, number in planted.items():
        sheet.add(f"found, {edit}", 100 * found[edit] / number, f"% of {number}", at_least=85)
    sheet.add("found, all", 100 * sum(found.values()) / len(truth), "%", at_least=95)
    sheet.add("functions", answer.functions)
    sheet.add("clusters", len(answer.clusters))
    sheet.add("clones and clusters, facts known", answer.search, "CPU s")
    if args.tree:
        add_growth(sheet, args.tree)
    sheet.finish()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, nargs="?", default=Path(networkx.__file__).parent)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--functions", type=int, default=200)
    parser.add_argument("--tree", type=Path, help="a large code base")
    return parser.parse_args()


def add_growth(sheet: Sheet, tree: Path) -> None:
    """Figures for the whole tree and for every fourth file of it."""
    whole = archgraph(tree)
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(tree.rglob("*.py"))[::4]:
            there = Path(folder) / path.relative_to(tree)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)
        quarter = archgraph(Path(folder))
    sheet.add(f"functions of {tree.name}", whole.functions)
    sheet.add("clusters", len(whole.clusters), at_most=whole.functions / 15)
    sheet.add("clones and clusters", whole.search, "CPU s")
    sheet.add("the same with what was measured before", whole.again, "CPU s")
    sheet.add("functions of every fourth file", quarter.functions)
    sheet.add("clones and clusters of these", quarter.search, "CPU s")
    sheet.add("four times the code", growth(whole, quarter), "times the CPU", at_most=6)


def growth(whole: Answer, quarter: Answer) -> float | None:
    """What four times the functions cost, when the two trees are not exactly that far apart."""
    times = ratio(whole.search, quarter.search)
    size = ratio(whole.functions, quarter.functions)
    return times / size * 4 if times and size else None


if __name__ == "__main__":
    main()
