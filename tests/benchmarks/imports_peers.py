"""The import graph beside its peers: the same edges as grimp and ruff, at what cost.

    python tests/benchmarks/imports_peers.py PACKAGE... [--peers-python PATH]

PACKAGE is a package's folder. An edge is (importer, imported module), each once; imports of itself are left out. grimp books
an import of a module that does not exist as one of the package above: such an edge, which no statement at grimp's own line
spells, is left out and counted. Agreement is edges in both / edges in either.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from peers import IMPORT_PEERS, Edge, Heard, Peers, find
from processes import child
from sheet import Sheet, ratio, table

AGREEMENT = 0.999


def main() -> None:
    """Compare package by package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, nargs="+", metavar="PACKAGE")
    parser.add_argument(
        "--peers-python", type=Path, default=Path(sys.executable), help="interpreter that has the peers"
    )
    args = parser.parse_args()
    peers = find(args.peers_python)
    names = ", ".join(path.name for path in args.packages)
    there = ", ".join(f"{name} {version}" for name, version in sorted(peers.versions.items()))
    sheet = Sheet("Import graphs beside peers", f"{names}; peers: {there}")
    rows: list[tuple[object, ...]] = []
    for path in args.packages:
        rows += compare(sheet, path.resolve(), peers)
    sheet.text.append(table(("package", "tool", "CPU s", "modules", "internal edges", "remark"), rows))
    sheet.text += [f"Missing here, not compared: {', '.join(peers.missing())}."] if peers.missing() else []
    sheet.finish()


def compare(sheet: Sheet, package: Path, peers: Peers) -> Iterator[tuple[object, ...]]:
    """The rows of one package; agreements go to the sheet."""
    cold, warm = ours(package)
    own = cold.edges
    yield row(package.name, "archgraph, cold (all facts, MROs too)", cold)
    yield row(package.name, "archgraph, warm", warm)
    for title, (name, ask) in IMPORT_PEERS.items():
        if name not in peers.versions:
            yield package.name, title, "", "", "", "missing here"
            continue
        heard = ask(peers, package.parent, [package.name])
        yield row(package.name, title, heard)
        if title in ("grimp build_graph", "ruff analyze graph"):
            judge(sheet, package, title, own, heard)


def ours(package: Path) -> tuple[Heard, Heard]:
    """archgraph on the package, with an empty cache and once more."""
    with tempfile.TemporaryDirectory() as cache:
        return hear(package, cache), hear(package, cache)


def hear(package: Path, cache: str) -> Heard:
    """One run of archgraph up to the import graph and the MROs."""
    done = child("understand_tree", package, cache, "", "edges")
    answer = done.answer()
    lines = frozenset(
        (importer, imported, line) for importer, imported, line in answer["edges"] if importer != imported
    )
    edges = frozenset((importer, imported) for importer, imported, _ in lines)
    return Heard(done.cpu, frozenset(map(str, range(answer["files"]))), edges, lines)


def judge(sheet: Sheet, package: Path, title: str, own: frozenset[Edge], heard: Heard) -> None:
    """Agreement with a peer over the modules that the peer knows."""
    theirs = {edge for edge in heard.edges if edge[0] != edge[1]}
    phantoms = {edge for edge in theirs - own if heard.lines and not is_spelled(package, edge, heard)}
    theirs -= phantoms
    seen = {edge for edge in own if edge[0] in heard.modules and edge[1] in heard.modules}
    sheet.add(
        f"{package.name}: agreement with {title}", ratio(len(seen & theirs), len(seen | theirs)), at_least=AGREEMENT
    )
    if phantoms or own - seen:
        left = (
            f"{package.name}, {title}: {len(phantoms)} edges of imports that name no module, {len(own - seen)} of ours"
        )
        sheet.text.append(f"{left} to modules that it does not know, left out.")
    for edge in sorted(seen ^ theirs)[:5]:
        sheet.text.append(f"only in {'archgraph' if edge in own else title}: `{edge[0]}` → `{edge[1]}`")


def is_spelled(package: Path, edge: Edge, heard: Heard) -> bool:
    """Whether an import statement at the peer's lines names exactly the imported module."""
    importer, imported = edge
    stem = package.parent.joinpath(*importer.split("."))
    file = stem / "__init__.py" if stem.is_dir() else stem.with_suffix(".py")
    lines = {line for a, b, line in heard.lines if (a, b) == edge}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(file.read_bytes())
    above = importer.split(".") if file.name == "__init__.py" else importer.split(".")[:-1]
    found = (node for node in ast.walk(tree) if getattr(node, "lineno", 0) in lines)
    return any(imported in meant(node, above, heard.modules) for node in found)


def meant(node: ast.AST, package: list[str], known: frozenset[str]) -> Iterator[str]:
    """The modules that an import statement names, where `package` is the importer's package."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        start = package[: len(package) - node.level + 1] if node.level else []
        base = ".".join([*start, *([node.module] if node.module else [])])
        for alias in node.names:
            full = f"{base}.{alias.name}"
            yield full if full in known else base


def row(package: str, title: str, heard: Heard) -> tuple[object, ...]:
    """A row of the table."""
    edges = sum(a != b for a, b in heard.edges)
    return package, title, f"{heard.cpu:.2f}", f"{len(heard.modules):,}", f"{edges:,}" if edges else "n/a", heard.remark


main()
