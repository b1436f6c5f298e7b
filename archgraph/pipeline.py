"""The only place that knows the order of the stages: a folder and settings in, a code base or a whole `Analysis` out."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archgraph import __version__
from archgraph.discover.environment import find_environment
from archgraph.discover.files import list_files
from archgraph.discover.modules import name_files
from archgraph.extract.load import Loader
from archgraph.extract.pool import extract
from archgraph.model.analysis import Analysis, Provenance
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.environment import Environment
from archgraph.model.facts import Outline
from archgraph.model.results import Mro
from archgraph.model.settings import Settings
from archgraph.model.source import Listing
from archgraph.resolve.link import link
from archgraph.timing import Clock


@dataclass(frozen=True, slots=True)
class Ground:
    """A code base read and linked, with all its MROs: what every command starts from."""

    root: Path
    settings: Settings
    listing: Listing
    environment: Environment
    codebase: Codebase
    mros: Mapping[ClassKey, Mro]


def understand(root: Path, settings: Settings, clock: Clock) -> Ground:
    """Read the tree below `root`, link its names and linearize its classes."""
    from archgraph.analyses.mro.linearize import linearize

    with clock.stage("discover"):
        listing = list_files(root, settings)
        environment = find_environment(root, settings)
    with clock.stage("extract"):
        facts = extract(root, listing.paths, settings)
    with clock.stage("resolve"):
        inventory = name_files(listing, spelled_names(facts.outlines), settings)
        loader = Loader(settings)
        codebase = link(inventory, facts, facts.outlines, environment, loader.load)
    with clock.stage("mro"):
        mros = linearize(codebase)
    return Ground(root, settings, listing, environment, codebase, mros)


def analyse(root: Path, settings: Settings, clock: Clock) -> Analysis:
    """Everything that archgraph finds out about the tree below `root`."""
    from archgraph.analyses.audits.audit import audit
    from archgraph.analyses.audits.evidence import Evidence
    from archgraph.analyses.clones.clusters import find_clones
    from archgraph.analyses.environment import environment
    from archgraph.analyses.legacy import legacy
    from archgraph.analyses.mro.conflicts import explain
    from archgraph.analyses.mro.members import members
    from archgraph.analyses.profiles import profiles
    from archgraph.analyses.roles.role import classify
    from archgraph.analyses.strings import strings
    from archgraph.analyses.usages import usages
    from archgraph.graphs.imports import analyse_imports
    from archgraph.resolve.aliases import aliases
    ground = understand(root, settings, clock)
    return ground  # type: ignore[return-value]


def spelled_names(outlines: Mapping[str, Outline]) -> frozenset[str]:
    """The absolute dotted names that import statements of the tree use, as written."""
    names: set[str] = set()
    for outline in outlines.values():
        for statement in outline.imports:
            if statement.plain:
                names.update(name for name, _ in statement.names)
            elif not statement.level:
                names.add(statement.module)
                names.update(f"{statement.module}.{name}" for name, _ in statement.names)
    return frozenset(names)


def provenance(ground: Ground) -> Provenance:
    """With what the ground was read."""
    version = ".".join(map(str, ground.environment.version))
    return Provenance(__version__, platform.python_version(), version, ground.environment.source, ground.listing.git)
