"""The waves of a plan over time: in: candidates and their teams, out: a gantt chart as Mermaid text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from archgraph.model.consolidation import Candidate


def gantt(candidates: Sequence[Candidate], teams: Mapping[str, int]) -> str:
    """A Mermaid gantt: a section per team, a day per wave."""
    lines = ["gantt", "    title A day stands for a wave", "    dateFormat YYYY-MM-DD", "    axisFormat %j"]
    for team in sorted({teams.get(candidate.candidate, 1) for candidate in candidates}):
        lines.append(f"    section Team {team}")
        for candidate in candidates:
            if teams.get(candidate.candidate, 1) == team and candidate.wave:
                name = "".join(c for c in candidate.family if c.isalnum() or c == " ")
                lines.append(f"    {name} :{candidate.candidate}, {_day(candidate.wave)}, 1d")
    return "\n".join(lines) + "\n"


def _day(wave: int) -> str:
    return (date(2000, 1, 1) + timedelta(days=wave - 1)).isoformat()
