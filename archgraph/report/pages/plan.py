"""The consolidation plan as a page: in: an Edition or an Analysis, out: a section of the overview, and a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archgraph.model.analysis import Analysis
from archgraph.model.consolidation import Candidate, Plan
from archgraph.report.artefact import Edition
from archgraph.report.document import (
    Block,
    Bullets,
    Code,
    Grid,
    Inline,
    Link,
    Page,
    Paragraph,
    Phrase,
    Section,
    counted,
    rest,
    sentence,
    some,
)
from archgraph.report.lookup import grouped
from archgraph.report.pages.effects import felt
from archgraph.report.plan_text import saved, waves_needed

_MOST = 12
_MOST_CLASSES = 3
SURE = 0.8
"""Confidence from which an advice is counted as sure."""


def plan_section(edition: Edition) -> Section:
    """What to merge, how much that saves, and what it would do; the surest and largest first."""
    plan = edition.analysis.plan
    advised = [candidate for candidate in plan.candidates if candidate.is_advice]
    if not advised:
        return Section("Plan", "plan", [Paragraph("No classes were found that could be one.")])
    best = sorted(advised, key=lambda each: (-_surest(each), -saved(each), each.candidate))
    blocks: list[Block] = [
        Paragraph(_lead(plan, advised)),
        _measures(plan),
        _grid(best[:_MOST], len(advised)),
        _wave_grid(advised),
    ]
    return Section("Plan", "plan", [*blocks, *_felt(plan, best)])


def plan_page(analysis: Analysis, candidates: Sequence[Candidate], teams: Mapping[str, int]) -> Page:
    """The candidates one after the other, with the waves."""
    blocks: list[Block] = [Paragraph(_lead(analysis.plan, candidates)), _measures(analysis.plan)]
    if teams:
        blocks.append(_matrix(candidates, teams))
    blocks += [_candidate(candidate) for candidate in candidates]
    return Page("plan.md", f"Consolidation plan of {analysis.name}", blocks)


def gantt(candidates: Sequence[Candidate], teams: Mapping[str, int]) -> str:
    """A Mermaid gantt: a section per team, a day per wave."""
    lines = ["gantt", "    title Waves", "    dateFormat YYYY-MM-DD", "    axisFormat %j"]
    for team in sorted({teams.get(candidate.candidate, 1) for candidate in candidates}):
        lines.append(f"    section Team {team}")
        for candidate in candidates:
            if teams.get(candidate.candidate, 1) == team and candidate.wave:
                name = "".join(c for c in candidate.family if c.isalnum() or c == " ")
                lines.append(f"    {name} :{candidate.candidate}, {_day(candidate.wave)}, 1d")
    return "\n".join(lines) + "\n"


def _day(wave: int) -> str:
    from datetime import date, timedelta

    return (date(2000, 1, 1) + timedelta(days=wave - 1)).isoformat()


def _surest(candidate: Candidate) -> float:
    return max(decision.confidence for decision in candidate.decisions if decision.changes_code)


def _lead(plan: Plan, candidates: Sequence[Candidate]) -> Phrase:
    going = [d for candidate in candidates for d in candidate.decisions if d.goes_away]
    sure = sum(decision.confidence >= SURE for decision in going)
    told = f" ({sure:,} with a confidence of {SURE} or more)" if sure else ""
    return (
        f"{counted(len(candidates), 'group', 'groups')} of classes could each be one: "
        f"{counted(len(going), 'class', 'classes')} would go{told}, and "
        f"{sum(map(saved, candidates)):,} lines. Candidates that touch no common file are in one wave; "
        f"{waves_needed(plan)}. Every place to change: ",
        Link("csv/changes.csv", "csv/changes.csv", code=True),
        "; contracts that differ: ",
        Link("csv/contracts.csv", "csv/contracts.csv", code=True),
        ".",
    )


def _measures(plan: Plan) -> Grid:
    rows = [(measure.name, f"{measure.before:,}", f"{measure.after:,}") for measure in plan.measures]
    return Grid(("", "today", "after the plan"), rows, frozenset({1, 2}))


def _grid(candidates: Sequence[Candidate], count: int) -> Grid:
    rows: list[Sequence[Phrase]] = [
        (
            Code(candidate.candidate),
            Code(candidate.canonical.class_),
            _others(candidate),
            f"{_surest(candidate):.2f}",
            f"{saved(candidate):,}",
            f"{len(candidate.files):,}",
            f"{candidate.wave}",
        )
        for candidate in candidates
    ]
    more = rest(len(rows), count, "consolidation")
    head = ("candidate", "keep", "and what to do with", "confidence", "lines saved", "files", "wave")
    return Grid(head, rows, frozenset({3, 4, 5, 6}), more)


def _others(candidate: Candidate) -> Phrase:
    """By action the first classes that it is to be done with."""
    phrase: list[Inline] = []
    changing = [decision for decision in candidate.decisions if decision.changes_code]
    for action, decisions in grouped(changing, lambda decision: decision.action).items():
        classes = some([Code(decision.key.class_) for decision in decisions], _MOST_CLASSES)
        phrase += ["; " if phrase else "", f"{action} ", *classes]
    return tuple(phrase)


def _wave_grid(candidates: Sequence[Candidate]) -> Grid:
    waves = sorted({candidate.wave for candidate in candidates})
    rows = []
    for wave in waves[:_MOST]:
        inside = [candidate for candidate in candidates if candidate.wave == wave]
        files = sum(len(candidate.files) for candidate in inside)
        rows.append((f"{wave}", f"{len(inside):,}", f"{files:,}", f"{sum(map(saved, inside)):,}"))
    more = f"… and {counted(len(waves) - len(rows), 'more wave')}." if len(waves) > len(rows) else ""
    return Grid(("wave", "candidates", "files", "lines saved"), rows, frozenset({0, 1, 2, 3}), more)


def _felt(plan: Plan, candidates: Sequence[Candidate]) -> list[Block]:
    texts = felt(plan.effects, candidates)
    if not texts:
        return []
    lead = "What the moves would do to imports and MROs, found by making them on the graph"
    more = f": {len(texts):,} candidates, the surest first" if len(texts) > _MOST else ""
    return [
        Paragraph(sentence(f"{lead}{more} (`archgraph plan --simulate CANDIDATE` shows all of one):")),
        Bullets(texts[:_MOST]),
    ]


def _matrix(candidates: Sequence[Candidate], teams: Mapping[str, int]) -> Grid:
    """Teams down, waves across; in each cell the candidates, and behind them what they wait for."""
    waves = sorted({candidate.wave for candidate in candidates if candidate.wave})
    rows: list[Sequence[Phrase]] = []
    for team in sorted(set(teams.values())):
        cells: list[Phrase] = [f"team {team}"]
        for wave in waves:
            inside = [c for c in candidates if c.wave == wave and teams.get(c.candidate) == team]
            cells.append(", ".join(f"{c.candidate}{_waiting(c, teams)}" for c in inside))
        rows.append(cells)
    return Grid(("", *(f"wave {wave}" for wave in waves)), rows)


def _waiting(candidate: Candidate, teams: Mapping[str, int]) -> str:
    waits = [f"{name} of team {teams[name]}" for name in candidate.after if name in teams]
    return f" (after {', '.join(waits)})" if waits else ""


def _candidate(candidate: Candidate) -> Section:
    rows: list[Sequence[Phrase]] = [
        (
            d.action,
            Code(d.key.class_),
            Code(f"{d.key.path}:{d.key.line}"),
            f"{d.confidence:.2f}",
            _why(d.reason, d.needs),
        )
        for d in candidate.decisions
    ]
    blocks: list[Block] = [
        Grid(("action", "class", "place", "confidence", "why"), rows, frozenset({3})),
        Bullets([f"{text}." for text in candidate.evidence]),
    ]
    files = counted(len(candidate.files), "file")
    where = f"wave {candidate.wave}, {files}, {counted(saved(candidate), 'line')} fewer"
    return Section(f"{candidate.family} ({candidate.candidate}): {where}", candidate.candidate, blocks)


def _why(reason: str, needs: str) -> str:
    return f"{reason}. Needs: {needs}." if needs else f"{reason}."
