"""The way of the plan: in: a code base; out: families of classes, which of them to keep, and what a move would change."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from archgraph.analyses.duty.misnamed import misnamed
from archgraph.analyses.families.standings import standings
from archgraph.analyses.mro.linearize import linearize
from archgraph.analyses.usages import usages
from archgraph.discover.git import GitError, activity
from archgraph.graphs.imports import analyse_imports
from archgraph.graphs.reach import Reach
from archgraph.model.analysis import Analysis
from archgraph.model.consolidation import Simulation
from archgraph.model.results.roles import RoleRecord
from archgraph.pipeline.findings import inquire
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.inquiry import Inquiry
from archgraph.pipeline.recent import Recent
from archgraph.pipeline.unexplored import unexplored
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.plan import make_plan, with_actions
from archgraph.plan.steps.move import moved
from archgraph.plan.steps.simulate import compared
from archgraph.timing import Clock

_KEPT = 1024
"""Sections of facts that stay decoded until the plan is made: it looks at the users of a class from many sides."""


def with_plan(ground: Ground, clock: Clock) -> Analysis:
    """Roles, use and clones, and the consolidation plan; no findings."""
    inquiry = inquire(ground, clock)
    inquiry.look_for_clones()
    known = replace(
        unexplored(ground),
        roles=inquiry.roles,
        usages=inquiry.usages,
        profiles=inquiry.profiles,
        clones=inquiry.clones,
        strings=inquiry.strings,
    )
    return consolidate(ground, known, inquiry)


def consolidate(ground: Ground, known: Analysis, inquiry: Inquiry) -> Analysis:
    """What is known of roles, use and clones, with the consolidation plan that follows from it."""
    recent = Recent(ground.facts, _KEPT)
    codebase, mros, clock = replace(ground.codebase, facts=recent), ground.mros, inquiry.clock
    kindred = inquiry.kindred
    with clock.stage("families"):
        strange = misnamed(codebase, known.roles, known.profiles)
        members = {key for family in kindred.families for key in family.members} | {each.key for each in strange}
        watched = {usage.target for usage in known.usages}
        more = {key: RoleRecord(key, ("member",), False, (), 1.0) for key in members if key.class_ not in watched}
        used = (*known.usages, *usages(codebase, more, lambda: inquiry.flow))
        standing = standings(codebase, kindred.families, used, ground.graph.modules)
    with clock.stage("plan"):
        settings, profiled = ground.settings, known.profiles
        scene = Scene(
            codebase,
            mros,
            kindred.families,
            kindred.cards,
            standing,
            used,
            settings,
            profiled,
            known.strings,
            strange,
            _activity(ground),
            missing=inquiry.missing_names,
            loads=Reach(codebase),
            named=ground.listing.named,
        )
        plan = make_plan(scene, known.clones)
        recent.forget()
    return replace(known, plan=plan, profiles=with_actions(profiled, plan))


def _activity(ground: Ground) -> Mapping[str, tuple[int, str]]:
    """How often files changed lately, where git tells."""
    if not ground.listing.git:
        return {}
    try:
        return activity(ground.listing.root or str(ground.root))
    except GitError:
        return {}


def simulate(ground: Ground, planned: Analysis, name: str, clock: Clock) -> Simulation:
    """The move of the candidate of that name, made on the graph: imports and MROs are worked out again."""
    candidate = next(each for each in planned.plan.candidates if each.candidate == name)
    with clock.stage("simulate"):
        changes = (row for row in planned.plan.changes if row.candidate == name)
        move = moved(ground.codebase, candidate, changes)
        graphs = (analyse_imports(ground.codebase), analyse_imports(move.codebase))
        return compared(candidate, ground.codebase, move, graphs, (ground.mros, linearize(move.codebase)))
