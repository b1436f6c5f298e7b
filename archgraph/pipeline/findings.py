"""The way of the rules: in: a code base; out: what the rules may see, and what they find."""

from __future__ import annotations

from msgspec.structs import replace

from archgraph.analyses.audits.audit import audit
from archgraph.analyses.audits.evidence import Evidence
from archgraph.analyses.clones.clusters import find_clones
from archgraph.analyses.environment import environment
from archgraph.analyses.events.events import events
from archgraph.analyses.legacy import legacy
from archgraph.analyses.mro.checks.check import check
from archgraph.analyses.mro.conflicts import explain
from archgraph.analyses.mro.definitions import define
from archgraph.analyses.mro.member import Definitions
from archgraph.analyses.profiles import profiles
from archgraph.analyses.rewrites.rewrites import rewrites
from archgraph.analyses.roles.role import classify
from archgraph.analyses.strings import strings
from archgraph.analyses.topology.registrations import registrations
from archgraph.analyses.usages import usages
from archgraph.graphs.contracts import breaches
from archgraph.memory import give_back
from archgraph.model.analysis import Analysis
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.unexplored import unexplored
from archgraph.timing import Clock


def gather(ground: Ground, clock: Clock) -> tuple[Evidence, Definitions]:
    """What the rules may see."""
    settings, codebase, mros = ground.settings, ground.codebase, ground.mros
    with clock.stage("members"):
        definitions = define(codebase)
        conflicts = explain(codebase, mros)
        scores, issues = check(codebase, mros, settings.mro, definitions)
    with clock.stage("roles"):
        roles = classify(codebase, mros, settings)
        used = usages(codebase, roles)
        profiled = profiles(codebase, mros, roles, used)
    with clock.stage("clones"):
        clones = find_clones(codebase)
        give_back()
    with clock.stage("audits"):
        texts = strings(codebase)
        registered, registry_methods = registrations(codebase, mros, profiled, used)
        evidence = Evidence(
            codebase=codebase,
            graph=ground.graph,
            mros=mros,
            conflicts=conflicts,
            roles=roles,
            profiles=profiled,
            clones=clones,
            environment=environment(codebase, settings),
            legacy=legacy(codebase, settings, texts),
            strings=texts,
            settings=settings,
            usages=used,
            scores=scores,
            issues=issues,
            events=events(codebase, settings, texts),
            registrations=registered,
            registry_methods=registry_methods,
            test_duplicates=rewrites(codebase, mros, roles, clones),
            breaches=breaches(codebase, settings),
        )
    return evidence, definitions


def evaluate(ground: Ground, evidence: Evidence, clock: Clock) -> Analysis:
    """The findings of all rules, with what they rest on."""
    with clock.stage("audits"):
        findings = audit(evidence)
    return replace(
        unexplored(ground),
        conflicts=evidence.conflicts,
        roles=evidence.roles,
        profiles=evidence.profiles,
        usages=evidence.usages,
        clones=evidence.clones,
        environment=evidence.environment,
        legacy=evidence.legacy,
        strings=evidence.strings,
        findings=findings,
        scores=evidence.scores,
        issues=evidence.issues,
        events=evidence.events,
        registrations=evidence.registrations,
        test_duplicates=evidence.test_duplicates,
    )
