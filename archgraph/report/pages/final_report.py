"""What became of the state before; in: an Edition, a team and its figures, out: the final report, if there was such a state."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archgraph.model.settings import Team
from archgraph.report.artefact import Edition
from archgraph.report.document import Block, Grid, Paragraph, Phrase, Section, Strong, sentence

_WHOLE = ""


def final_report(edition: Edition, team: Team, figures: Collection[str]) -> Iterator[Section]:
    """Each figure before and now, and whether the team's targets are met."""
    before = edition.analysis.before
    rows = [
        _row(item.figure.meaning, before[item.figure.name][_WHOLE], item.value)
        for item in edition.figures
        if item.figure.name in figures and _WHOLE in before.get(item.figure.name, {})
    ]
    if not rows:
        return
    better = sum("+" not in str(row[3]) and row[3] != "0" for row in rows)
    text = f"Of {len(rows)} figures {better} got smaller since the state that the setting `before` names."
    grid = Grid(("figure", "before", "now", "change"), rows, frozenset({1, 2, 3}))
    yield Section("Final report", "final", [Paragraph(sentence(text)), grid, *_verdicts(edition, team)])


def _row(meaning: str, before: int, now: int) -> tuple[Phrase, ...]:
    return (meaning, f"{before:,}", f"{now:,}", f"{now - before:+,}" if now != before else "0")


def _verdicts(edition: Edition, team: Team) -> Iterator[Block]:
    """A line for each checkpoint with targets of this team."""
    for decision in edition.decisions:
        scores = [score for score in decision.scores if score.team == team.title]
        missed = [score for score in scores if not score.met]
        if scores:
            name = decision.checkpoint or "Targets"
            what = [f"{score.figure} is {score.now:,}, the target is {score.target}" for score in missed]
            said = "; ".join(what) if what else f"all {len(scores)} targets of this team are met"
            yield Paragraph((Strong(f"{name}: {'no-go' if missed else 'go'}"), f", {said}."))
