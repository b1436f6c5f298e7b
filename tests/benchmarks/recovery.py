"""Recovery of broken files: what is read, how fast, and, with faults planted in sound files, how truly.

    python tests/benchmarks/recovery.py TREE [--classes N] [--imports N] [--cpu SECONDS] [--sound TREE]

TREE holds files with syntax errors; SOUND files without, in which faults are planted. tree-sitter-python, where it is installed,
does the same in the same run. The traps it guards: an unclosed bracket or quote that swallows what follows, and repairs that cost
more than reading.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib.util
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from processes import PROJECT
from sheet import Sheet, ratio, table
from trees import python_files

sys.path.insert(0, str(PROJECT))

from archgraph.extract.decode import decode_anyhow
from archgraph.extract.recovery.recover import recover
from tests.faults import broken, items

Counts = tuple[int, int]
"""Class headers and import statements."""
Reader = Callable[[str], Counts]


def main() -> None:
    """Measure, compare, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--classes", type=int, help="class headers that the broken files must give at least")
    parser.add_argument("--imports", type=int, help="import statements that they must give at least")
    parser.add_argument(
        "--cpu", type=float, help="CPU seconds that recovery may take at most, the failed parse not counted"
    )
    parser.add_argument("--sound", type=Path, help="sound files to plant faults in (default: those of TREE)")
    parser.add_argument("--files", type=int, default=150, help="how many of them")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    gc.disable()
    unsound, sound = split(args.tree)
    spent, kept = timed(unsound, recover_counts)
    refused, _ = timed(unsound, parse_only)
    parsed, _ = timed(sound[::10], parse_only)

    size = sum(map(len, unsound)) / 1e6
    sheet = Sheet(
        "Recovery of broken files", f"{args.tree.name}: {len(unsound)} files with syntax errors, {size:.1f} MB"
    )
    sheet.add("class headers", kept[0], at_least=args.classes)
    sheet.add("import statements", kept[1], at_least=args.imports)
    sheet.add("recovery", spent, "CPU s", at_most=args.cpu)
    sheet.add("the parse that fails", refused, "CPU s")
    speed = sum(map(len, sound[::10])) / 1e6 / parsed if parsed else 0.0
    sheet.add("recovery / `ast.parse` of as much sound code", ratio(spent, size / speed) if speed else None, "times")
    others = list(python_files(args.sound)) if args.sound else []
    sheet.text.append(
        peers(unsound, [path.read_text("utf-8", "replace") for path in others] or sound, args.files, (spent, kept))
    )
    sheet.finish()


def split(tree: Path) -> tuple[list[str], list[str]]:
    """Texts of the files that do not parse, and of those that do."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for path in python_files(tree):
        text = decode_anyhow(path.read_bytes())
        found[parses(text)].append(text)
    return found[False], found[True]


def parses(text: str) -> bool:
    """Whether this Python reads the text."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def parse_only(text: str) -> Counts:
    """What parsing costs, successful or not."""
    parses(text)
    return 0, 0


def timed(texts: list[str], reader: Reader) -> tuple[float, Counts]:
    """CPU seconds of reading all texts, and what was found in all."""
    start = time.process_time()
    found = [reader(text) for text in texts]
    spent = time.process_time() - start
    return spent, (sum(classes for classes, _ in found), sum(imports for _, imports in found))


def recover_counts(text: str) -> Counts:
    """What recovery finds; counting its tree is part of what is measured, as it is for the peer."""
    classes = imports = 0
    for node in statements(recover(text)):
        classes += isinstance(node, ast.ClassDef)
        imports += isinstance(node, ast.Import | ast.ImportFrom)
    return classes, imports


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """All statements, expressions not entered."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, field, None)
            waiting += inner if isinstance(inner, list) else []


def tree_sitter_reader() -> Reader | None:
    """tree-sitter-python as a reader; None when it is not installed."""
    if importlib.util.find_spec("tree_sitter") is None or importlib.util.find_spec("tree_sitter_python") is None:
        return None
    import tree_sitter_python
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_python.language()))
    wanted = {"import_statement": 1, "import_from_statement": 1, "future_import_statement": 1, "class_definition": 0}

    def read(text: str) -> Counts:
        counts = [0, 0]
        waiting = [parser.parse(text.encode("utf-8", "replace")).root_node]
        while waiting:
            node = waiting.pop()
            if node.type in wanted:
                counts[wanted[node.type]] += 1
            waiting += node.named_children
        return counts[0], counts[1]

    return read


def peers(unsound: list[str], sound: list[str], files: int, ours: tuple[float, Counts]) -> str:
    """The same files with the peer, and three faults planted in each of some sound files."""
    readers = {"archgraph": recover_counts, "tree-sitter-python": tree_sitter_reader()}
    faulty = list(planted(sound, files))
    there = sum(len(truth) for _, truth in faulty)
    rows = []
    for name, reader in readers.items():
        if reader is None:
            rows.append((name, "not installed", "", "", ""))
            continue
        spent, counts = ours if reader is recover_counts else timed(unsound, reader)
        classes = sum(min(reader(text)[0], len(truth)) for text, truth in faulty)
        rows.append((name, f"{spent:.2f}", str(counts[0]), str(counts[1]), f"{classes} of {there}"))
    head = (
        "reader",
        "CPU s",
        "class headers",
        "import statements",
        f"classes of {len(faulty)} files with 3 faults each",
    )
    return table(head, rows)


def planted(sound: list[str], files: int) -> Iterator[tuple[str, set[str]]]:
    """Texts with three faults, and the classes whose headers these left alone."""
    random = Random(files)
    chosen = [text for text in sound if 1_000 < len(text) < 60_000 and "class " in text and parses(text)]
    random.shuffle(chosen)
    for text in chosen[:files]:
        fault = broken(text, 3, random)
        if fault:
            changed, rows = fault
            truth = {
                item.name for item, lines in items(ast.parse(text)).items() if item.kind == "class" and not lines & rows
            }
            yield changed, truth


main()
