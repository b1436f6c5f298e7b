"""The scorecard: in: targets, figures now and before, out: a row for each target and a go or no-go for each checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from archgraph.gate.judged import Judged, Measure
from archgraph.gate.targets import Checkpoint, Target
from archgraph.model.settings import Team
from archgraph.model.source import Row

_SUBJECTS: Final = {
    "managers": "manager-count",
    "registries": "registry-count",
    "sunsets-past": "sunset-past",
    "events-unhandled": "event-unhandled",
    "events-never-emitted": "event-never-emitted",
    "events-required": "event-required",
}
"""Figures whose team is not found by their own name → a name like those of the rules that work on them."""


class Score(Row, frozen=True):
    """One target: `met` is None when nobody can tell; `team` is the title of who is to act, "" when nobody answers for it."""

    figure: str
    service: str
    now: int
    before: int | None
    target: str
    met: bool | None
    team: str
    note: str = ""


class Decision(Row, frozen=True):
    """A checkpoint: go when nothing speaks against it. The plain targets have the name ""."""

    checkpoint: str
    due: str
    scores: tuple[Score, ...]
    reasons: tuple[str, ...]
    """Why not, one sentence for each target that is missed."""

    @property
    def go(self) -> bool:
        """Whether all targets are met."""
        return not self.reasons


def decide(
    checkpoints: Sequence[Checkpoint], judged: Judged, before: Mapping[str, Measure], teams: Sequence[Team]
) -> tuple[Decision, ...]:
    """The scorecard in the order of the configuration."""
    return tuple(_decision(checkpoint, judged, before, teams) for checkpoint in checkpoints)


def _decision(checkpoint: Checkpoint, judged: Judged, before: Mapping[str, Measure], teams: Sequence[Team]) -> Decision:
    scores = tuple(_score(target, judged, before, teams) for target in checkpoint.targets)
    reasons = tuple(_reason(score) for score in scores if not score.met)
    return Decision(checkpoint.name, checkpoint.due, scores, reasons)


def _score(target: Target, judged: Judged, before: Mapping[str, Measure], teams: Sequence[Team]) -> Score:
    team = _team(target.figure, teams)
    if target.service and judged.services and target.service not in judged.services:
        note = f"there is no service {target.service}, there are: {', '.join(judged.services)}"
        return Score(target.figure, target.service, 0, None, target.text, None, team, note)
    if target.bound.sign == "names":
        missing = sorted(set(target.bound.names) - set(judged.names.get(target.figure, ())))
        note = f"missing: {', '.join(missing)}" if missing else ""
        met = not missing if target.figure in judged.names else None
        return Score(target.figure, target.service, len(missing), None, target.text, met, team, note)
    now = _value(judged.figures.get(target.figure), target.service)
    then = _value(before.get(target.figure), target.service) if target.figure in before else None
    met = target.bound.holds(now, then)
    note = "there is no state before to compare with" if met is None else _limit(target, then)
    return Score(target.figure, target.service, now, then, target.text, met, team, note)


def _limit(target: Target, before: int | None) -> str:
    return f"at most {target.bound.limit(before):,}" if target.bound.share is not None else ""


def _value(measure: Measure | None, service: str) -> int:
    if measure is None:
        return 0
    return measure.services.get(service, 0) if service else measure.value


def _team(figure: str, teams: Sequence[Team]) -> str:
    """The first team whose rules are about the figure."""
    subject = _SUBJECTS.get(figure, figure)
    return next((team.title for team in teams if any(fnmatchcase(subject, rule) for rule in team.rules)), "")


def _reason(score: Score) -> str:
    subject = f"{score.figure} of {score.service}" if score.service else score.figure
    if score.met is None:
        return f"{subject}: {score.note or 'it was not measured'}"
    detail = f" ({score.note})" if score.note else ""
    return f"{subject} is {score.now:,}, the target is {score.target}{detail}"
