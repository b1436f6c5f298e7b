"""The consolidation plan as text, Markdown, CSV or JSON: in: a plan and the candidates that were asked for; out: text."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from archgraph.model.consolidation import Candidate, Decision, Difference, Plan, Planned, Simulation
from archgraph.report.cells import visible
from archgraph.report.document import counted
from archgraph.report.tables.consolidation import CONSOLIDATION, consolidation_rows

Teams = Mapping[str, int]
_MOST_EFFECTS: Final = 3
_ACTION: Final = re.compile(r"  [A-Z]+ +")


def chosen(plan: Plan, family: str | None, service: str | None, action: str | None) -> tuple[Candidate, ...]:
    """The candidates of a family, a service, an action (without one: those that are advice), in the order of the waves."""
    found = (
        candidate
        for candidate in plan.candidates
        if (not family or _is_of(candidate, family))
        and (not service or candidate.service == service)
        and (any(d.action == action for d in candidate.decisions) if action else candidate.is_advice)
    )
    return tuple(sorted(found, key=lambda each: (each.wave, -saved(each), each.candidate)))


def _is_of(candidate: Candidate, family: str) -> bool:
    """Whether the family has these words: `session manager`, `Manager`, or a class's name."""
    wanted = family.lower().replace("_", " ")
    return wanted in candidate.family or wanted.replace(" ", "") in candidate.family.replace(" ", "")


def saved(candidate: Candidate) -> int:
    """Lines that the candidate saves."""
    return sum(decision.lines_saved for decision in candidate.decisions)


def waves_needed(plan: Plan) -> str:
    """How many waves the plan has, and whether fewer could do."""
    if plan.waves <= 1:
        return "one wave is enough"
    if plan.least_waves == plan.waves:
        return f"{plan.waves:,} waves are needed, and no order does with fewer"
    return f"{plan.waves:,} waves are needed, and no order does with fewer than {plan.least_waves:,}"


def as_text(analysis: Planned, candidates: Sequence[Candidate], teams: Teams, width: int = 100) -> str:
    """For reading in a terminal with lines of so many characters."""
    lines = [*_summary(analysis.plan, candidates), "", *_candidates(analysis.plan, candidates, teams)]
    return "\n".join(part for line in lines for part in _wrapped(line, width)) + "\n"


def _wrapped(line: str, width: int) -> list[str]:
    """The line in parts that stand below each other; it breaks between words alone: paths stay whole."""
    head = _ACTION.match(line)
    indent = " " * (head.end() if head else len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def _summary(plan: Plan, candidates: Sequence[Candidate]) -> Iterator[str]:
    if not any(candidate.is_advice for candidate in plan.candidates):
        yield f"{counted(len(candidates), 'candidate')}: no classes were found that could be one"
        return
    lines = sum(map(saved, candidates))
    count = f"{counted(len(candidates), 'candidate')}, {counted(lines, 'line')} fewer"
    yield f"{count}; for the whole plan {waves_needed(plan)}"
    busiest = _busiest(candidates)
    if busiest:
        yield busiest
    for measure in plan.measures:
        if measure.before != measure.after:
            yield f"  {measure.name:<32}{measure.before:>9,} → {measure.after:,}"


def _busiest(candidates: Sequence[Candidate]) -> str:
    """The file that most candidates touch, when it is more than two: they cannot be done side by side."""
    shared = Counter(path for candidate in candidates if candidate.wave for path in candidate.files)
    path, count = max(shared.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return visible(f"{path} is touched by {count:,} of them, one after the other") if count > 2 else ""


def _candidates(plan: Plan, candidates: Sequence[Candidate], teams: Teams) -> Iterator[str]:
    effects: dict[str, list[str]] = {}
    for effect in plan.effects:
        effects.setdefault(effect.candidate, []).append(f"{effect.kind}: {effect.text}")
    contracts: dict[tuple[str, str], list[Difference]] = {}
    for each in plan.differences:
        contracts.setdefault((each.class_a, each.class_b), []).append(each)
    for candidate in candidates:
        team = f", team {teams[candidate.candidate]}" if candidate.candidate in teams else ""
        yield f"{candidate.candidate}  {visible(candidate.family)} in {candidate.service}, wave {candidate.wave}{team}"
        for decision in candidate.decisions:
            differing = (
                contracts.get((decision.key.class_, decision.canonical), ())
                if decision.changes_code and decision.action != "DELETE"
                else ()
            )
            yield from (f"  {line}" for line in (*_decision(decision), *map(_contract, differing)))
        yield from _told(candidate.candidate, effects.get(candidate.candidate, ()))
        if candidate.after:
            yield f"    after {', '.join(candidate.after)}"
        yield f"    {counted(len(candidate.files), 'file')} to touch"
        yield ""


def _told(candidate: str, texts: Sequence[str]) -> Iterator[str]:
    """The first things that a move does to the graph, and how many more there are."""
    yield from (f"    ! {visible(text)}" for text in texts[:_MOST_EFFECTS])
    if len(texts) > _MOST_EFFECTS:
        yield f"    ! and {len(texts) - _MOST_EFFECTS:,} more: --simulate {candidate} shows all"


def _decision(decision: Decision) -> Iterator[str]:
    place = f"{decision.key.path}:{decision.key.line}"
    yield visible(f"{decision.action:<12}{decision.key.class_} ({place}), confidence {decision.confidence:g}")
    yield visible(f"            {decision.reason}")
    if decision.needs:
        yield visible(f"            needs: {decision.needs}")
    if decision.undo:
        yield visible(f"            undo: {decision.undo}")


def _contract(difference: Difference) -> str:
    """What a caller who moves meets, in a line."""
    place = f"{difference.path}:{difference.line}"
    return visible(f"            contract: {difference.member} ({place}), {difference.difference}: {difference.text}")


def as_csv(analysis: Planned, candidates: Sequence[Candidate], teams: Teams) -> str:
    """The rows of consolidation.csv, and the team when teams were asked for."""
    wanted = {candidate.candidate for candidate in candidates}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*CONSOLIDATION.header, *(("team",) if teams else ())))
    for row in consolidation_rows(analysis):
        if row[0] in wanted:
            cells = [visible(cell) if isinstance(cell, str) else cell for cell in row]
            writer.writerow((*cells, *((teams.get(str(row[0]), ""),) if teams else ())))
    return out.getvalue()


def as_json(analysis: Planned, candidates: Sequence[Candidate], teams: Teams) -> str:
    """Everything about the candidates, for programs."""
    wanted: Collection[str] = {candidate.candidate for candidate in candidates}
    plan = analysis.plan
    members = {decision.key.class_ for candidate in candidates for decision in candidate.decisions}
    found = {
        "waves": plan.waves,
        "least_waves": plan.least_waves,
        "measures": plan.measures,
        "candidates": [replace(each, team=teams.get(each.candidate, 0)) for each in candidates],
        "contracts": [each for each in plan.differences if each.class_a in members],
        "changes": [change for change in plan.changes if change.candidate in wanted],
        "effects": [effect for effect in plan.effects if effect.candidate in wanted],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def simulation_text(simulation: Simulation) -> str:
    """Before and after side by side."""
    lines = [f"{simulation.candidate}: the move made on the graph", "", f"{'':<36}{'before':>9}{'after':>9}"]
    lines += [f"{each.name:<36}{each.before:>9,}{each.after:>9,}" for each in simulation.measures]
    rows = ("names", simulation.names), ("imports", simulation.imports)
    for what, found in rows:
        lines += ["", f"{what} that change:", *([f"  {a}: {b or '-'} → {c or '-'}" for a, b, c in found] or ["  none"])]
    lines += ["", "MROs that change:", *([line for each in simulation.mros for line in _orders(*each)] or ["  none"])]
    lines += [
        "",
        "import cycles that are new:",
        *([f"  {' > '.join(each)}" for each in simulation.cycles] or ["  none"]),
    ]
    return "\n".join(map(visible, lines)) + "\n"


def _orders(name: str, before: str, after: str) -> Iterator[str]:
    yield f"  {name}"
    yield f"    before: {before}"
    yield f"    after:  {after}"
