"""The ways of commands that ask for a part: in: a code base; out: only roles, only inheritance or only string literals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from archgraph.analyses.mro.checks.check import check
from archgraph.analyses.mro.conflicts import explain
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.lineage import lineages
from archgraph.analyses.mro.members import members
from archgraph.analyses.profiles import profiles
from archgraph.model.analysis import Analysis
from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings
from archgraph.pipeline.findings import evaluate, inquire
from archgraph.pipeline.ground import Ground, Tree, connect, understand
from archgraph.pipeline.unexplored import unexplored
from archgraph.timing import Clock


def with_roles(ground: Ground, clock: Clock) -> Analysis:
    """Only what each class is, and the families of Managers and Registries; nothing of their use."""
    roles = inquire(ground, clock).roles
    with clock.stage("roles"):
        profiled = profiles(ground.codebase, ground.mros, roles, ())
    return replace(unexplored(ground), roles=roles, profiles=profiled)


def settled(
    ground: Ground, choose: Callable[[Codebase], Collection[ClassKey]], clock: Clock
) -> tuple[Ground, Collection[ClassKey]]:
    """The classes that are chosen, on a ground where all their files are known as they are read whole: a file that is broken
    in a function that nobody had asked for is recovered now, and the code base linked anew."""
    while True:
        keys, codebase = choose(ground.codebase), ground.codebase
        related = {each.key for key in keys for each in ground.mros[key].ancestors if each.key}
        torn = ground.facts.torn({key.path for key in related if key in codebase.classes})
        if not torn:
            return ground, keys
        ground.facts.outlines.update(torn)
        tree = Tree(ground.root, ground.settings, ground.listing, ground.environment)
        ground = connect(tree, clock, measured=False, facts=ground.facts)


def lineage(ground: Ground, keys: Collection[ClassKey], clock: Clock, known: Analysis | None = None) -> Analysis:
    """All about the inheritance of some classes: full member tables, conflicts and issues of these and no others.
    Only their files, and those of their ancestors and descendants, are read whole. `known` is added to."""
    mros, codebase = ground.mros, ground.codebase
    with clock.stage("members"):
        related = {ancestor.key for key in keys for ancestor in mros[key].ancestors if ancestor.key}
        definitions = define(codebase, related)
        traced = lineages(codebase, mros, keys, definitions)
        chosen = set(keys)
        below = {key for key in codebase.classes if any(each.key in chosen for each in mros[key].ancestors)}
        part = replace(codebase, classes={k: r for k, r in codebase.classes.items() if k in related or k in below})
        scores, issues = check(part, mros, ground.settings.mro, lambda: definitions)
        conflicts = explain(codebase, mros)
    return replace(
        known or unexplored(ground),
        members=tuple(member for traced_class in traced.values() for member in traced_class.members),
        lineages=traced,
        conflicts=tuple(conflict for conflict in conflicts if conflict.key in chosen),
        scores=tuple(score for score in scores if score.key in chosen),
        issues=tuple(issue for issue in issues if issue.key in chosen),
    )


def comparable(ground: Ground, clock: Clock) -> Analysis:
    """What two states are compared by: findings and what they rest on, and what each class has from whom."""
    inquiry = inquire(ground, clock)
    judged = evaluate(ground, inquiry)
    definitions = inquiry.definitions
    with clock.stage("members"):
        return replace(judged, members=members(ground.codebase, ground.mros, definitions))


def literals(root: Path, settings: Settings, clock: Clock) -> Sequence[StringUse]:
    """The string literals below `root`; nothing else is worked out."""
    ground = understand(root, settings, clock, measured=False)
    return inquire(ground, clock).strings
