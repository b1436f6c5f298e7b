"""Where an Analysis begins: in: a code base read and linked; out: an Analysis in which nothing was looked for yet."""

from __future__ import annotations

import platform
from pathlib import Path

from archgraph.model.analysis import Analysis, Provenance
from archgraph.model.settings import Settings
from archgraph.pipeline.ground import Ground
from archgraph.version import __version__


def unexplored(ground: Ground) -> Analysis:
    """The ground as an Analysis in which nothing was looked for yet."""
    problems = {*ground.codebase.problems, *ground.facts.problems}
    return Analysis(
        root=str(ground.root),
        name=name_of(ground.root, ground.settings),
        settings=ground.settings,
        provenance=provenance(ground),
        codebase=ground.codebase,
        graph=ground.graph,
        mros=ground.mros,
        conflicts=(),
        members=(),
        aliases=(),
        roles={},
        profiles=(),
        usages=(),
        clones=(),
        environment=(),
        legacy=(),
        strings=(),
        findings=(),
        problems=tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.stage))),
        notes=(*ground.codebase.notes, *ground.facts.notes),
        times=(),
    )


def name_of(root: Path, settings: Settings) -> str:
    """What the code base below `root` is called."""
    return settings.name or root.stem or "root"


def provenance(ground: Ground) -> Provenance:
    """With what the ground was read."""
    version = ".".join(map(str, ground.environment.version))
    return Provenance(__version__, platform.python_version(), version, ground.environment.source, ground.listing.git)
