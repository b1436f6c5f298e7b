"""The consolidation plan in full: in: a plan and the teams, out: a page with every candidate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archgraph.model.consolidation import Candidate, Effect, Planned
from archgraph.report.document import Block, Bullets, Code, Grid, Page, Paragraph, Phrase, Section, counted, sentence
from archgraph.report.lookup import grouped
from archgraph.report.pages.effects import told
from archgraph.report.pages.plan import lead, measures
from archgraph.report.plan_text import saved

_READING: Final = (
    "Each group has what to do with every class and why, and below that what ties the class to the one that is kept: "
    "points for what both share, less what speaks for two things. Every place to change is in the plan as JSON "
    "(`--output-format json`) and in changes.csv of an audit."
)


def plan_page(analysis: Planned, candidates: Sequence[Candidate], teams: Mapping[str, int]) -> Page:
    """The candidates one after the other, with the waves."""
    blocks: list[Block] = [Paragraph(lead(analysis.plan, candidates, sentence(_READING))), *measures(analysis.plan)]
    if teams:
        blocks.append(_matrix(candidates, teams))
    effects = grouped(analysis.plan.effects, lambda effect: effect.candidate)
    blocks += [_candidate(candidate, effects.get(candidate.candidate, ())) for candidate in candidates]
    return Page("plan.md", f"Consolidation plan of {analysis.name}", blocks)


def _matrix(candidates: Sequence[Candidate], teams: Mapping[str, int]) -> Grid:
    """Teams down, waves across; in each cell the candidates, and behind them what they wait for."""
    waves = sorted({candidate.wave for candidate in candidates if candidate.wave})
    rows: list[Sequence[Phrase]] = []
    for team in sorted(set(teams.values())):
        cells: list[Phrase] = [f"team {team}"]
        for wave in waves:
            inside = [c for c in candidates if c.wave == wave and teams.get(c.candidate) == team]
            cells.append(", ".join(f"{c.family} ({c.candidate}){_waiting(c, teams)}" for c in inside))
        rows.append(cells)
    return Grid(("", *(f"wave {wave}" for wave in waves)), rows)


def _waiting(candidate: Candidate, teams: Mapping[str, int]) -> str:
    waits = [f"{name} of team {teams[name]}" for name in candidate.after if name in teams]
    return f" (after {', '.join(waits)})" if waits else ""


def _candidate(candidate: Candidate, effects: Sequence[Effect]) -> Section:
    rows: list[Sequence[Phrase]] = [
        (
            d.action,
            Code(d.key.class_),
            Code(f"{d.key.path}:{d.key.line}"),
            f"{d.confidence:.0%}",
            _why(d.reason, d.needs),
        )
        for d in candidate.decisions
    ]
    blocks: list[Block] = [
        Grid(("action", "class", "place", "confidence", "why"), rows, frozenset({3})),
        Bullets([f"{text}." for text in (*candidate.evidence, *_first(candidate))]),
    ]
    if effects:
        blocks += [Paragraph("What the move would do to imports and MROs:"), Bullets(told(effects))]
    files = counted(len(candidate.files), "file")
    where = f"wave {candidate.wave}, {files}, {counted(saved(candidate), 'line')} fewer"
    return Section(f"{candidate.family} ({candidate.candidate}): {where}", candidate.candidate, blocks)


def _first(candidate: Candidate) -> Iterator[str]:
    """The candidates that come before it."""
    if candidate.after:
        first = ", ".join(candidate.after)
        yield f"to be done first: {first}, which deals with classes that these name, or that inherit from them"


def _why(reason: str, needs: str) -> str:
    return f"{reason}. Needs: {needs}." if needs else f"{reason}."
