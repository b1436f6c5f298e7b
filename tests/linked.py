"""Linked code bases for tests: in: sources by path; out: the code base, with nothing but extraction and resolution."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from archgraph.analyses.mro.linearize import linearize
from archgraph.extract.file import extract_file, extract_function, extract_skeleton
from archgraph.extract.folded import folded
from archgraph.model.codebase import ClassRecord, Codebase, FactStore, Target
from archgraph.model.environment import Environment
from archgraph.model.facts.outline import Outline
from archgraph.model.source import FileKind, Inventory, SourceFile, Zone
from archgraph.resolve.link import link

STDLIB = sysconfig.get_path("stdlib")
HERE = Environment(sys.version_info[:2], sys.platform, (STDLIB,), ("/nowhere",), "the tests' Python")
"""The running Python with an empty site-packages: what is not of the standard library is certainly missing."""

UNKNOWN_SITE = Environment(sys.version_info[:2], sys.platform, (STDLIB,))


def python(version: tuple[int, int], platform: str = "linux") -> Environment:
    """An environment of another Python with the standard library of this one."""
    return Environment(version, platform, (STDLIB,), ("/nowhere",))


def linked(files: Mapping[str, str], environment: Environment = HERE) -> Codebase:
    """The code base of these files; a path `pkg/mod.py` is the module pkg.mod. Linked from folded outlines and from skeletons,
    whose functions are read when they are asked for, it must have the same classes."""
    outlines = {path: extract_file(source.encode(), path).outline for path, source in sorted(files.items())}
    named = tuple(_file(path) for path in outlines)
    spelled = {file.module for file in named}
    folders = {file.module.rpartition(".")[0] for file in named if "." in file.module}
    inventory = Inventory(named, (), (), 0, tuple(sorted(folders - spelled)))
    found = link(inventory, _NoFacts(), outlines, environment, _load)
    halves = {path: folded(outline) for path, outline in outlines.items()}
    again = link(inventory, _NoFacts(), halves, environment, _load, lambda path, first, last: outlines[path])
    assert (again.classes, again.externals) == (found.classes, found.externals)
    bare = {path: extract_skeleton(source.encode(), path).outline for path, source in sorted(files.items())}
    if all(bare[path].status is outline.status for path, outline in outlines.items()):
        again = link(inventory, _NoFacts(), bare, environment, _load_skeleton, partial(_function, files))
        assert (again.classes, again.externals) == (found.classes, found.externals)
    return found


def _function(files: Mapping[str, str], path: str, first: int, last: int) -> Outline:
    source = files[path] if path in files else Path(path).read_text(encoding="utf-8")
    return extract_function("\n".join(source.split("\n")[first - 1 : last]), first).outline


def _file(path: str) -> SourceFile:
    parts = path.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    return SourceFile(path, module, ".", parts[0], FileKind.SOURCE, Zone.PRODUCTION, is_package)


class _NoFacts(FactStore):
    """Linking needs outlines alone."""


@cache
def _load(path: Path) -> Outline | None:
    return extract_file(path.read_bytes(), path.name).outline if path.exists() else None


@cache
def _load_skeleton(path: Path) -> Outline | None:
    return extract_skeleton(path.read_bytes(), path.name).outline if path.exists() else None


def record(codebase: Codebase, name: str) -> ClassRecord:
    """The last class record of that dotted name."""
    return [found for key, found in codebase.classes.items() if key.class_ == name][-1]


def bases(codebase: Codebase, name: str) -> list[str]:
    """The resolved bases of a class."""
    return [base.base for base in record(codebase, name).resolved]


def mro(codebase: Codebase, name: str) -> list[str]:
    """The names of a class's MRO."""
    return [ancestor.name for ancestor in linearize(codebase)[record(codebase, name).key].ancestors]


def meaning(files: Mapping[str, str], path: str, expr: str, environment: Environment = HERE) -> Target:
    """What a dotted name means at the end of a module."""
    return linked(files, environment).names.resolve(path, 0, expr)
