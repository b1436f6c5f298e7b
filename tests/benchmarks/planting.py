"""Plants clones in a copy of a package: in: its folder; out: where each copy stands, and what it is a copy of.

Functions are copied into new files, each edited in one way: renamed (type 2), a tenth, a fifth or three tenths of the statements
added, dropped or changed (type 3), made async; classes: methods reordered, a third dropped, or drifted. Every original has one
copy, so nothing is found by way of an easier copy.
"""

from __future__ import annotations

import ast
import copy
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a file, both ends included; the path is relative to the folder of the package."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A copy, how it was edited, and what it is a copy of."""

    edit: str
    original: Span
    copy: Span


def plant(source: Path, root: Path, seed: int, functions: int) -> list[Planted]:
    """Copy the package below `root` and plant clones."""
    rng = random.Random(seed)
    package = root / source.name
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("tests", "__pycache__", "*.so"))
    found: list[tuple[str, ast.AST]] = []
    for path in sorted(package.rglob("*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        where = path.relative_to(root).as_posix()
        found += [(where, node) for node in body if isinstance(node, Function | ast.ClassDef)]
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
    package: Path, number: int, kind: str, change: Edit, path: str, node: ast.AST, *, rng: random.Random
) -> Planted:
    made = copy.deepcopy(node)
    assert isinstance(node, Function | ast.ClassDef)
    assert isinstance(made, Function | ast.ClassDef)
    made.name = f"{made.name}_planted"
    change(made, rng)
    text = ast.unparse(ast.fix_missing_locations(made))
    if kind == "async" and text.startswith("def"):
        text = f"async {text}"
    file = package / f"planted_{type(made).__name__.lower()}_{number}.py"
    file.write_text(text, encoding="utf-8")
    start = min(node.lineno, *(each.lineno for each in node.decorator_list), node.lineno)
    there = Span(file.relative_to(package.parent).as_posix(), 1, text.count("\n") + 1)
    return Planted(kind, Span(path, start, node.end_lineno or node.lineno), there)
