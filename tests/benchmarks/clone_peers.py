"""Planted clones beside peers: what archgraph, pyscn and jscpd find of them in one run, and what that costs.

    python tests/benchmarks/clone_peers.py PACKAGE_FOLDER [--pyscn PATH] [--jscpd PATH] [--seed N]

PATH is the peer's program. Clones are planted in a copy of the package (planting.py); each tool reads that copy without a cache.
pyscn and jscpd are set to find as much as they can (answers.py). A clone is found when one cluster has the original as a whole
and the copy as a whole; `in parts`, for tools that tell fragments, when the fragments cover most of both.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from answers import Answer, archgraph, covers, hits, jscpd, pyscn
from planting import Planted, plant
from sheet import Sheet, number, ratio, table

HEAD = ("tool", "functions", "classes", "in parts", "clusters", "CPU s", "MB", "remark")


def main() -> None:
    """Plant, ask each tool, count."""
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        truth = plant(args.package, Path(folder), args.seed, args.functions)
        package = Path(folder) / args.package.name
        answers = {"archgraph": archgraph(package)}
        answers |= {"pyscn, type 3 on": pyscn(package, args.pyscn.absolute())} if args.pyscn else {}
        answers |= {"jscpd": jscpd(package, args.jscpd.absolute())} if args.jscpd else {}
    sheet = Sheet("Planted clones beside peers", f"{args.package.name}, seed {args.seed}, {len(truth)} planted")
    sheet.text.append(table(HEAD, [_row(name, answer, truth) for name, answer in answers.items()]))
    ours = answers["archgraph"]
    sheet.add("found by archgraph", share(ours, truth), "%", at_least=95)
    for name, answer in list(answers.items())[1:]:
        sheet.add(f"found by {name}", share(answer, truth), "%")
    if args.pyscn:
        spent = ratio(ours.cpu, answers["pyscn, type 3 on"].cpu)
        sheet.add("archgraph's CPU / pyscn's", spent, "", at_most=0.2)
    sheet.finish()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    parser.add_argument("--pyscn", type=Path)
    parser.add_argument("--jscpd", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--functions", type=int, default=300)
    return parser.parse_args()


def share(answer: Answer, truth: list[Planted]) -> float | None:
    """Per cent of the planted clones that a tool found whole."""
    return 100 * sum(hits(answer, each) for each in truth) / len(truth) if truth else None


def _row(name: str, answer: Answer, truth: list[Planted]) -> tuple[str, ...]:
    functions = [each for each in truth if "functiondef" in each.copy.path]
    classes = [each for each in truth if "classdef" in each.copy.path]
    parts = 100 * sum(covers(answer, each) for each in truth) / len(truth)
    shares = (f"{number(share(answer, some))} %" for some in (functions, classes))
    figures = (number(len(answer.clusters)), number(answer.cpu), number(answer.peak))
    return (name, *shares, f"{number(parts)} %", *figures, answer.remark)


if __name__ == "__main__":
    main()
