"""Folders that benchmarks work on: copies, parts and multiples of a tree, and the digest of what a run wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

CHANGE = b"\n\n\ndef _changed_by_the_benchmark():\n    return 1\n"


def python_files(tree: Path) -> list[Path]:
    """All Python files below a folder, sorted."""
    return sorted(path for path in tree.rglob("*.py") if path.is_file() and ".git" not in path.parts)


def copy(tree: Path, target: Path) -> Path:
    """The whole folder once more, with the times of its files."""
    shutil.copytree(tree, target, symlinks=True)
    return target


def part(tree: Path, target: Path, every: int) -> Path:
    """A tree of every n-th Python file, and of all `__init__.py`, so that modules keep their names."""
    for count, path in enumerate(python_files(tree)):
        if count % every == 0 or path.name == "__init__.py":
            place = target / path.relative_to(tree)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
    return target


def multiple(tree: Path, target: Path, times: int) -> Path:
    """A tree that holds the folder several times, below folders of different names."""
    for count in range(times):
        copy(tree, target / f"copy_{count + 1}" / tree.name)
    return target


def change(tree: Path, count: int) -> int:
    """Add a function to `count` Python files spread evenly over the tree; how many were changed."""
    files = python_files(tree)
    chosen = files[:: max(1, len(files) // count)][:count]
    for path in chosen:
        path.write_bytes(path.read_bytes() + CHANGE)
    return len(chosen)


def digest(folder: Path) -> str:
    """One digest of the names and bytes of all files below a folder."""
    total = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        for piece in _pieces(path):
            total.update(piece)
    return total.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece
