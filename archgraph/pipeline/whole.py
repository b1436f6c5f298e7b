"""The way of the audit: in: a code base; out: everything that archgraph finds out about it."""

from __future__ import annotations

from msgspec.structs import replace

from archgraph.analyses.conduct.conduct import conduct
from archgraph.analyses.conduct.subject import World, by_class, by_holder
from archgraph.analyses.mro.lineage import lineages
from archgraph.analyses.mro.members import members
from archgraph.analyses.mro.providers import Providers
from archgraph.graphs.package_cycles import package_cycles
from archgraph.model.analysis import Analysis
from archgraph.pipeline.findings import evaluate, inquire
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.inquiry import Inquiry
from archgraph.pipeline.planning import consolidate
from archgraph.resolve.aliases import aliases
from archgraph.timing import Clock


def analyse(ground: Ground, clock: Clock) -> Analysis:
    """Everything else that archgraph finds out about a code base."""
    inquiry = inquire(ground, clock)
    inquiry.look_for_clones(lines=True)
    known = _with_behaviour(ground, evaluate(ground, inquiry), inquiry)
    del inquiry.definitions  # a tenth of all memory, and plans need none
    with clock.stage("graphs"):
        graph = replace(ground.graph, package_cycles=package_cycles(ground.codebase))
    planned = consolidate(ground, replace(known, graph=graph), inquiry)
    return replace(planned, clones=inquiry.clones_with_lines)


def _with_behaviour(ground: Ground, judged: Analysis, inquiry: Inquiry) -> Analysis:
    """With members, other names and conduct."""
    codebase, mros, clock = ground.codebase, ground.mros, inquiry.clock
    definitions = inquiry.definitions
    with clock.stage("members"):
        inherited = members(codebase, mros, definitions)
    with clock.stage("roles"):
        names = aliases(codebase, frozenset(profile.key for profile in judged.profiles))
    with clock.stage("conduct"):
        traced = lineages(codebase, mros, {profile.key for profile in judged.profiles}, definitions)
        world = World(codebase, mros, Providers(codebase, definitions), by_class(names), by_holder(inquiry.races))
        behaviour = conduct(world, judged.profiles, judged.usages, judged.strings, inquiry.missing_names)
    return replace(judged, members=inherited, aliases=names, lineages=traced, conduct=behaviour)
