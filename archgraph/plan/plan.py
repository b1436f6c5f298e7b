"""The consolidation plan: in: a Scene; out: decisions, places to change, effects, waves and figures."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from archgraph.model.consolidation import Candidate, Change, Decision, Effect, Plan
from archgraph.model.results.duplicates import CloneMember
from archgraph.model.results.roles import Profile
from archgraph.plan.consolidation import decide
from archgraph.plan.decision.merging import ASKS
from archgraph.plan.evidence.case import CONSOLIDATE, bounded
from archgraph.plan.evidence.scene import Scene
from archgraph.plan.measures import measures
from archgraph.plan.steps.changes import changes, touched
from archgraph.plan.steps.effects import effects, opposed
from archgraph.plan.steps.order import prerequisites
from archgraph.plan.steps.undo import undo
from archgraph.plan.steps.waves import least, waves

_CYCLE = 0.03
"""What an import cycle takes from the confidence."""


def make_plan(scene: Scene, clones: Sequence[CloneMember] = ()) -> Plan:
    """The whole plan; candidates without anything to do have wave 0."""
    candidates, differing = decide(scene)
    rows: list[Change] = []
    felt: list[Effect] = []
    filled: list[Candidate] = []
    together = tuple(opposed(scene, candidates))
    for candidate in candidates:
        own = tuple(changes(scene, candidate))
        rows += (row for _, row in own)
        own_effects = {
            *effects(scene, candidate),
            *(each for each in together if each.candidate == candidate.candidate),
        }
        felt += sorted(own_effects, key=lambda e: (e.kind, e.text))
        closes = any(each.kind == "cycle" for each in own_effects)
        filled.append(_with_files(_less_sure(candidate) if closes else candidate, own))
    active = [candidate for candidate in filled if candidate.is_advice]
    before = prerequisites(scene, active)
    active = [replace(candidate, after=before[candidate.candidate]) for candidate in active]
    given = waves(active)
    done = {candidate.candidate: _in_wave(candidate, given[candidate.candidate]) for candidate in active}
    return Plan(
        families=scene.families,
        candidates=tuple(done.get(candidate.candidate, candidate) for candidate in filled),
        differences=differing,
        changes=tuple(rows),
        effects=tuple(felt),
        measures=measures(scene, candidates, clones),
        waves=max(given.values(), default=0),
        least_waves=least(active),
        standings=tuple(scene.standings[key] for key in sorted(scene.standings)),
    )


def _less_sure(candidate: Candidate) -> Candidate:
    """A candidate whose move closes an import cycle is not meant to be followed as it stands."""
    decisions = (
        replace(each, confidence=bounded(min(each.confidence - _CYCLE, ASKS))) if each.action == CONSOLIDATE else each
        for each in candidate.decisions
    )
    return replace(candidate, decisions=tuple(decisions))


def _with_files(candidate: Candidate, rows: Sequence[tuple[Decision, Change]]) -> Candidate:
    """The candidate with the files that it touches, and how to take each of its decisions back."""
    paths = [touched(candidate, each, rows) if each.changes_code else frozenset() for each in candidate.decisions]
    pairs = zip(candidate.decisions, paths, strict=True)
    decisions = tuple(replace(each, undo=undo(each, candidate.canonical, files)) for each, files in pairs)
    return replace(candidate, decisions=decisions, files=tuple(sorted(frozenset().union(*paths))))


def _in_wave(candidate: Candidate, wave: int) -> Candidate:
    decisions = tuple(replace(each, wave=wave if each.changes_code else 0) for each in candidate.decisions)
    return replace(candidate, decisions=decisions, wave=wave)


def with_actions(profiles: Sequence[Profile], plan: Plan) -> tuple[Profile, ...]:
    """The profiles with what the plan says about each class; without a candidate nothing is said."""
    actions = {each.key: each.action for candidate in plan.candidates for each in candidate.decisions}
    return tuple(replace(profile, action=actions.get(profile.key, "")) for profile in profiles)
