"""The way of the rules: in: a code base; out: what they find, with what that rests on."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from archgraph.analyses.audits.audit import audit
from archgraph.model.analysis import Analysis
from archgraph.pipeline.ground import Ground
from archgraph.pipeline.inquiry import Inquiry
from archgraph.pipeline.unexplored import unexplored
from archgraph.timing import Clock


def inquire(ground: Ground, clock: Clock) -> Inquiry:
    """The questions that can be asked about a code base."""
    known = (ground.codebase, ground.settings, ground.graph, ground.mros, clock)
    return Inquiry(*known, folder=str(ground.root), shelf=ground.facts.shelf, entries=ground.facts.entries)


def found(ground: Ground, inquiry: Inquiry, rules: Collection[str]) -> Analysis:
    """The findings of these rules, and nothing else: what other rules rest on is not worked out."""
    with inquiry.clock.stage("audits"):
        return replace(unexplored(ground), findings=audit(inquiry, rules))


def evaluate(ground: Ground, inquiry: Inquiry) -> Analysis:
    """The findings of all rules, with what they rest on."""
    with inquiry.clock.stage("audits"):
        findings = audit(inquiry)
    return replace(
        unexplored(ground),
        conflicts=inquiry.conflicts,
        roles=inquiry.roles,
        profiles=inquiry.profiles,
        usages=inquiry.usages,
        clones=inquiry.clones,
        environment=inquiry.environment,
        legacy=inquiry.legacy,
        strings=inquiry.strings,
        findings=findings,
        scores=inquiry.scores,
        issues=inquiry.issues,
        events=inquiry.events,
        registrations=inquiry.registrations,
        test_duplicates=inquiry.test_duplicates,
    )
