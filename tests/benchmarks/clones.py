"""Planted clones, found again: recall by kind of edit, and what it costs.

    python tests/benchmarks/clones.py [PACKAGE_FOLDER] [--seed N] [--functions N]

Functions of PACKAGE_FOLDER (default: an installed package) are copied into new files, each edited in one way: renamed (type 2),
a tenth, a fifth or three tenths of the statements added, dropped or changed (type 3), made async; classes: methods reordered or
a third dropped. Every original has one copy, so nothing is found by way of an easier copy.

The trap it guards: a threshold tuned on one code base. Run it on another package and with another seed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx
from sheet import Sheet

from archgraph.analyses.clones.clusters import find_clones
from archgraph.model.codebase import Codebase
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import understand
from archgraph.timing import Clock

Function = ast.FunctionDef | ast.AsyncFunctionDef
Edit = Callable[[ast.AST, random.Random], None]


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: set[str], rng: random.Random) -> None:
        self.names = {name: f"{rng.choice(WORDS)}_{index}" for index, name in enumerate(sorted(names))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.names.get(node.arg, node.arg)
        return node


WORDS = ("batch", "cargo", "depot", "fleet", "gauge", "hatch", "ledger", "mast", "parcel", "quay", "rudder", "sail")


def rename(tree: ast.AST, rng: random.Random) -> None:
    """Other names for parameters and local variables."""
    local = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    local |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    _Renamed(local - {"self", "cls"}, rng).visit(tree)


def edit(share: float) -> Edit:
    """An edit that adds, drops or changes a share of the simple statements."""

    def apply(tree: ast.AST, rng: random.Random) -> None:
        bodies = [body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list)]
        places = [(body, statement) for body in bodies for statement in body if isinstance(statement, SIMPLE)]
        for body, statement in rng.sample(places, min(len(places), max(1, round(share * count(tree))))):
            at = next(index for index, each in enumerate(body) if each is statement)
            fresh = ast.parse(f"{rng.choice(WORDS)} = check_{rng.choice(WORDS)}({rng.randrange(99)})").body[0]
            how = rng.choice(("add", "drop", "change"))
            body[at : at + 1] = (
                [statement, fresh]
                if how == "add" or (how == "drop" and len(body) == 1)
                else ([] if how == "drop" else [fresh])
            )

    return apply


SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.Raise, ast.Assert)


def make_async(tree: ast.AST, rng: random.Random) -> None:
    """Some calls awaited; the definition itself is turned where it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return) and isinstance(node.value, ast.Call) and rng.random() < 0.6:
            node.value = ast.Await(node.value)


def reorder(tree: ast.AST, rng: random.Random) -> None:
    """The members of a class in another order."""
    assert isinstance(tree, ast.ClassDef)
    rng.shuffle(tree.body)


def drop_methods(tree: ast.AST, rng: random.Random) -> None:
    """A third of the methods dropped."""
    assert isinstance(tree, ast.ClassDef)
    methods = [node for node in tree.body if isinstance(node, Function)]
    for method in rng.sample(methods, max(1, round(0.3 * len(methods)))):
        tree.body.remove(method)


def drift(tree: ast.AST, rng: random.Random) -> None:
    """A third of the methods dropped, a fifth of the statements edited, local names changed."""
    drop_methods(tree, rng)
    edit(0.2)(tree, rng)
    rename(tree, rng)


OF_FUNCTIONS: dict[str, Edit] = {
    "renamed": rename,
    "10 % edited": edit(0.1),
    "20 % edited": edit(0.2),
    "30 % edited": edit(0.3),
    "async": make_async,
}
OF_CLASSES: dict[str, Edit] = {"reordered": reorder, "a third dropped": drop_methods, "drifted": drift}


def count(tree: ast.AST) -> int:
    """Statements inside a definition."""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) - 1


def plant(source: Path, root: Path, seed: int, functions: int) -> list[tuple[str, str, str]]:
    """Copy the package below `root` and plant clones; gives (kind of edit, original's name, copy's name)."""
    rng = random.Random(seed)
    package = root / source.name
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("tests", "__pycache__", "*.so"))
    found: list[tuple[str, ast.AST]] = []
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        body = ast.parse(path.read_text(encoding="utf-8")).body
        found += [(f"{module}.{node.name}", node) for node in body if isinstance(node, Function | ast.ClassDef)]
    rng.shuffle(found)
    plain = [each for each in found if isinstance(each[1], Function) and count(each[1]) >= 8]
    classes = [each for each in found if isinstance(each[1], ast.ClassDef) and _methods(each[1]) >= 3]
    return [
        _planted(package, number, kind, change, *each, rng=rng)
        for chosen, edits in ((plain[:functions], OF_FUNCTIONS), (classes[: functions // 3], OF_CLASSES))
        for number, each in enumerate(chosen)
        for kind, change in [list(edits.items())[number % len(edits)]]
    ]


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(each, Function) and count(each) >= 2 for each in node.body)


def _planted(
    package: Path, number: int, kind: str, change: Edit, name: str, node: ast.AST, *, rng: random.Random
) -> tuple[str, str, str]:
    made = copy.deepcopy(node)
    assert isinstance(made, Function | ast.ClassDef)
    made.name = f"{made.name}_planted"
    change(made, rng)
    text = ast.unparse(ast.fix_missing_locations(made))
    module = f"planted_{type(made).__name__.lower()}_{number}"
    (package / f"{module}.py").write_text(f"async {text}" if kind == "async" and text.startswith("def") else text)
    return kind, name, f"{package.name}.{module}.{made.name}"


def main() -> None:
    """Plant, find, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, nargs="?", default=Path(networkx.__file__).parent)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--functions", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        truth = plant(args.package, Path(folder), args.seed, args.functions)
        ground = understand(Path(folder), Settings(use_cache=False), Clock())
        before = time.process_time()
        rows = find_clones(ground.codebase)
        cpu = time.process_time() - before
    _report(args, ground.codebase, truth, rows, cpu)


def _report(
    args: argparse.Namespace, codebase: Codebase, truth: list[tuple[str, str, str]], rows: object, cpu: float
) -> None:
    assert isinstance(rows, tuple)
    cluster = {row.member: row.cluster for row in rows}
    planted = Counter(kind for kind, _, _ in truth)
    hits = Counter(kind for kind, name, made in truth if name in cluster and cluster[name] == cluster.get(made))
    sheet = Sheet("Planted clones", f"{args.package.name}, seed {args.seed}, {len(truth)} planted")
    for kind, number in planted.items():
        sheet.add(f"found, {kind}", 100 * hits[kind] / number, f"% of {number}", at_least=80)
    sheet.add("found, all", 100 * sum(hits.values()) / len(truth), "%", at_least=93)
    functions = sum(scope.kind == "function" for m in codebase.modules.values() for scope in m.outline.scopes)
    sheet.add("clones and clusters", cpu, "CPU s")
    sheet.add("functions", functions)
    sheet.add("clusters", len({row.cluster for row in rows}))
    sheet.finish()


if __name__ == "__main__":
    main()
