"""The scorecard in a page: now, target, before, who is to act, and for each checkpoint whether it is a go."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.gate.scorecard import Decision, Score
from archgraph.report.document import Block, Code, Grid, Inline, Paragraph, Section, Strong

_HEAD = ("figure", "now", "before", "target", "met", "who acts")


def scorecard(decisions: tuple[Decision, ...]) -> Iterator[Section]:
    """The section; none when nothing has a target."""
    if decisions:
        yield Section("Scorecard", "scorecard", [block for each in decisions for block in decision_blocks(each)])


def decision_blocks(decision: Decision) -> Iterator[Block]:
    """The line that says go or no-go with its reasons, and a row for each target."""
    name = decision.checkpoint or "Targets"
    due = f", due {decision.due}" if decision.due else ""
    said = "go" if decision.go else "no-go"
    why = "all targets are met" if decision.go else "; ".join(decision.reasons)
    yield Paragraph((Strong(f"{name}{due}: {said}"), f": {why}."))
    yield Grid(_HEAD, [_row(score) for score in decision.scores], frozenset({1, 2}))


def _row(score: Score) -> tuple[Inline, ...]:
    subject = f"{score.figure} of {score.service}" if score.service else score.figure
    before = "" if score.before is None else f"{score.before:,}"
    met = {True: "yes", False: "no", None: "unknown"}[score.met]
    return Code(subject), f"{score.now:,}", before, Code(score.target), met, "" if score.met else score.team
