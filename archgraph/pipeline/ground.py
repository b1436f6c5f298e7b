"""The beginning of every way: in: a folder and settings; out: a code base read and linked, with its imports and MROs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import msgspec

from archgraph.analyses.mro.linearize import linearize
from archgraph.discover.environment import find_environment
from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.extract.load import Loader
from archgraph.extract.opened import Opened
from archgraph.extract.pool import extract
from archgraph.extract.recall import Recall, recall
from archgraph.extract.store import Store
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.environment import Environment
from archgraph.model.facts.outline import Outline
from archgraph.model.results.imports import ImportGraphResult
from archgraph.model.results.mro import Mro
from archgraph.model.settings import Settings
from archgraph.model.source import Listing
from archgraph.pipeline.dates_again import DatesAgain
from archgraph.pipeline.recent import Recent
from archgraph.resolve.link import link
from archgraph.timing import Clock


class Tree(msgspec.Struct, frozen=True):
    """The files of a code base, found and not yet read."""

    root: Path
    settings: Settings
    listing: Listing
    environment: Environment
    opened: Opened | None = None
    """The cache, when it was asked for something already."""

    @property
    def folder(self) -> Path:
        """What the listing's paths are relative to."""
        return Path(self.listing.root or self.root)


class Ground(msgspec.Struct, frozen=True):
    """A code base read and linked, with its import graph (cycles of packages left out) and all its MROs: what every
    command starts from."""

    root: Path
    settings: Settings
    listing: Listing
    environment: Environment
    facts: Store
    codebase: Codebase
    graph: ImportGraphResult
    mros: Mapping[ClassKey, Mro]
    loader: Loader | None = None

    @property
    def outside(self) -> tuple[Path, ...]:
        """Files outside the code base that were asked for until now."""
        return self.loader.asked if self.loader else ()


def look(root: Path, settings: Settings, clock: Clock, *, documents: bool = True) -> Tree:
    """Find the files below `root` and what they run on; `documents`: see `list_files`. Raises InputError when there is
    nothing to read."""
    with clock.stage("discover"):
        place = os.path.realpath(root)
        folder = place if os.path.isdir(place) else os.path.dirname(place)
        opened = Opened(settings, Path(folder))
        dates = DatesAgain(lambda: opened.shelf, folder)
        listing = list_files(root, settings, documents=documents, dates=dates)
        dates.keep()
        return Tree(root, settings, listing, find_environment(root, settings), opened)


def understand(root: Path, settings: Settings, clock: Clock, *, measured: bool = True, whole: bool = True) -> Ground:
    """Read the tree below `root`, link its names, linearize its classes. Raises InputError when there is nothing to read.

    Not `measured`: without the figures of the import graph, for commands that do not need them. Not `whole`: only the
    outlines of the files are read, which is enough for imports and MROs, and no documents.
    """
    return connect(look(root, settings, clock, documents=whole), clock, measured=measured, whole=whole)


def connect(
    tree: Tree,
    clock: Clock,
    *,
    measured: bool = True,
    whole: bool = True,
    recalled: Recall | None = None,
    facts: Store | None = None,
) -> Ground:
    """Read a tree's files, link their names, linearize their classes. `recalled`: what the cache was asked already;
    `facts`: those of a tree that does not stand on the disk."""
    settings, listing = tree.settings, tree.listing
    loader = Loader(settings)
    with clock.stage("extract"):
        facts = facts or extract(tree.folder, listing.paths, settings, recalled or _recalled(tree, whole), whole=whole)
    with clock.stage("resolve"):
        inventory = name_files(listing, spelled_names(facts.outlines), settings)
        bodies = partial(_body, loader, facts, tree.folder)
        codebase = link(inventory, Recent(facts), facts.outlines, tree.environment, loader.load, bodies)
    with clock.stage("graphs"):
        graph = _measured(codebase) if measured else ImportGraphResult((), (), (), ())
    with clock.stage("mro"):
        mros = linearize(codebase)
    return Ground(tree.root, settings, listing, tree.environment, facts, codebase, graph, mros, loader)


def _recalled(tree: Tree, whole: bool) -> Recall:
    return recall(tree.folder, tree.listing.paths, tree.settings, tree.opened, whole=whole)


def _body(loader: Loader, facts: Store, folder: Path, path: str, first: int, last: int) -> Outline | None:
    """What is known of a function that an outline left unread; see `Bodies` of resolve."""
    return facts.unfolded(path) if facts.is_folded(path) else loader.function(folder, path, first, last)


def _measured(codebase: Codebase) -> ImportGraphResult:
    from archgraph.graphs.imports import analyse_imports  # slow to load, and not every command asks

    return analyse_imports(codebase, of_packages=False)


Names = tuple[tuple[str, str], ...]
"""What an import statement takes, with aliases."""


def spelled_names(outlines: Mapping[str, Outline]) -> frozenset[str]:
    """The absolute dotted names that import statements of the tree use, as written."""
    plain: set[Names] = set()
    taken: dict[str, set[Names]] = {}
    for outline in outlines.values():
        for statement in outline.imports:
            if statement.plain:
                plain.add(statement.names)
            elif not statement.level:
                taken.setdefault(statement.module, set()).add(statement.names)
    names = {name for each in plain for name, _ in each}.union(taken)
    for module, lists in taken.items():
        names.update([f"{module}.{name}" for name in {name for each in lists for name, _ in each}])
    return frozenset(names)
