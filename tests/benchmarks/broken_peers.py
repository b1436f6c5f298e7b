"""Broken files beside peers: what each tool still knows of packages in which some files have syntax errors.

    python tests/benchmarks/broken_peers.py TREE [PACKAGE...] [--peers-python PATH]

TREE is a folder with broken files; PACKAGE names folders in it (default: all that hold an `__init__.py`).
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from peers import IMPORT_PEERS, Peers, find, module
from processes import child
from sheet import Sheet, table
from trees import python_files


def main() -> None:
    """Ask every tool about the same packages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE")
    parser.add_argument(
        "--peers-python", type=Path, default=Path(sys.executable), help="interpreter that has the peers"
    )
    args = parser.parse_args()
    tree = args.tree.resolve()
    packages = args.packages or sorted(path.parent.name for path in tree.glob("*/__init__.py"))
    files = [path for name in packages for path in python_files(tree / name)]
    broken = {module(path.relative_to(tree).as_posix()) for path in files if not is_sound(path)}
    given = f"{', '.join(packages)} of {tree.name}: {len(files):,} files, {len(broken)} of them with syntax errors"
    sheet = Sheet("Broken files beside peers", given)
    sheet.text.append(rows(sheet, tree, packages, broken, find(args.peers_python)))
    sheet.finish()


def rows(sheet: Sheet, tree: Path, packages: Sequence[str], broken: set[str], peers: Peers) -> str:
    """What each tool says: edges in all, and how many of the broken files it knows anything of the imports of."""
    found = [("archgraph", *ours(sheet, tree, packages, broken))]
    for title, (name, ask) in IMPORT_PEERS.items():
        if name not in peers.versions:
            found.append((title, "", "", "", "missing here"))
            continue
        heard = ask(peers, tree, packages)
        edges = {edge for edge in heard.edges if edge[0] != edge[1]}
        known = len({importer for importer, _ in edges} & broken)
        found.append((title, f"{heard.cpu:.2f}", f"{len(edges):,}" if edges else "n/a", str(known), heard.remark))
    return table(("tool", "CPU s", "internal edges", "broken files with imports known", "remark"), found)


def ours(sheet: Sheet, tree: Path, packages: Sequence[str], broken: set[str]) -> tuple[str, str, str, str]:
    """archgraph on a folder of links to the packages, from nothing."""
    with tempfile.TemporaryDirectory() as work:
        place = Path(work) / "packages"
        for name in packages:
            link_all(tree / name, place / name)
        done = child("understand_tree", place, Path(work) / "cache", "", "edges")
    answer = done.answer()
    edges = {(importer, imported) for importer, imported, _ in answer["edges"] if importer != imported}
    known = len({importer for importer, _ in edges} & broken)
    sheet.add("files that archgraph gives up", answer["files"] - answer["read"], at_most=0)
    return f"{done.cpu:.2f}", f"{len(edges):,}", str(known), "all facts, MROs too"


def link_all(source: Path, target: Path) -> None:
    """The Python files of a folder once more, as hard links where that can be done."""
    for path in python_files(source):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            place.hardlink_to(path)
        except OSError:  # another file system
            place.write_bytes(path.read_bytes())


def is_sound(path: Path) -> bool:
    """Whether this Python parses the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            return False
    return True


main()
