"""How much old code a commit had: in: a repository and a commit; out: the figures that the burn-down is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from archgraph.discover.environment import find_environment
from archgraph.discover.revision import list_revision, sources
from archgraph.extract.contents import extract_contents
from archgraph.model.settings import Settings
from archgraph.pipeline.findings import inquire
from archgraph.pipeline.ground import Tree, connect
from archgraph.pipeline.unexplored import unexplored
from archgraph.report.measured import measure
from archgraph.timing import Clock

COUNTED = ("sunsets", "sunsets-past", "legacy-without-sunset")


def figures_at(root: Path, commit: str, day: str, settings: Settings, clock: Clock) -> Mapping[str, int]:
    """The figures of a commit, read from the object database, as they were on its day (ISO). Raises InputError."""
    then = replace(settings, today=day)
    with clock.stage("history"):
        revision = list_revision(root, commit, then)
        tree = Tree(root, then, revision.listing, find_environment(root, then))
        facts = extract_contents(root, sources(root, revision), then)
        ground = connect(tree, clock, facts=facts, measured=False)
        analysis = replace(unexplored(ground), legacy=inquire(ground, clock).legacy)
        return {item.figure.name: item.value for item in measure(analysis, COUNTED)}
